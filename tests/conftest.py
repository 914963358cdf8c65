"""What all tests may ask for."""

from tests.databases import (
    clock,
    database,
    database_url,
    empty_postgresql_url,
    migrated_file,
    postgresql_server,
    postgresql_url,
    shared_folder,
    sqlite_url,
)

__all__ = [
    "clock",
    "database",
    "database_url",
    "empty_postgresql_url",
    "migrated_file",
    "postgresql_server",
    "postgresql_url",
    "shared_folder",
    "sqlite_url",
]
