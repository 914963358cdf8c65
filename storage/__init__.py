"""SQLAlchemy behind the domain's ports, on SQLite and PostgreSQL."""
