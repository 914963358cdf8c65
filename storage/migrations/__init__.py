"""The schema's versions, applied by Alembic without any ini file.

Alembic is loaded where something is applied: every command asks whether the schema is the newest.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

HERE = Path(__file__).parent


def upgrade(connection: Connection) -> None:
    """Applies all missing versions in the connection's transaction; the caller commits it."""
    from storage.migrations.applying import upgrade

    upgrade(connection)


def is_newest(connection: Connection) -> bool:
    """Whether every version has been applied."""
    if not inspect(connection).has_table("alembic_version"):
        return False
    applied = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    return list(applied) == [newest()]


def newest() -> str:
    """The newest version: each file's name begins with its own, and they follow one another."""
    return max(file.name.partition("_")[0] for file in (HERE / "versions").glob("[0-9]*_*.py"))
