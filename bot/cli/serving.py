"""`run` and `migrate`."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from bot.cli import surroundings
from bot.cli.errors import told_in_one_line
from bot.cli.ports import refuse_taken
from bot.cli.show import say
from bot.telemetry import configure_logging
from bot.wiring import Bot, serve
from storage.database import Database


def run_bot() -> None:
    """Serves until the process is asked to stop."""
    settings = surroundings.settings()
    program = surroundings.program(settings)
    with told_in_one_line():
        settings.require_slack()
        refuse_taken(settings.host, settings.port, way_out="stop what listens there, or set PORT")
        bot = Bot(settings, program)
        bot.database.migrate()
    configure_logging(settings.log_format)
    with suppress(KeyboardInterrupt):  # Ctrl-C is how it is stopped; uvicorn has finished by then
        asyncio.run(serve(bot))


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
