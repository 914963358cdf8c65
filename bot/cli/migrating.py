"""`migrate`."""

from __future__ import annotations

from bot.cli import surroundings
from bot.cli.errors import told_in_one_line
from bot.cli.show import say
from storage.database import Database


def migrate_database() -> None:
    """Brings the schema to its newest version. What is newest already stays."""
    settings = surroundings.settings()
    with told_in_one_line():
        database = Database(settings.database_url)
        try:
            was_newest = database.at_newest_schema()
            database.migrate()
        finally:
            database.dispose()
    say("the database is at the newest schema already" if was_newest else "the database is at the newest schema now")
