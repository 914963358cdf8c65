"""`run`."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from bot.cli import surroundings
from bot.cli.errors import told_in_one_line
from bot.cli.ports import refuse_taken
from bot.telemetry import configure_logging
from bot.wiring import Bot, serve


def run_bot() -> None:
    """Serves until the process is asked to stop."""
    settings = surroundings.settings()
    program = surroundings.program(settings)
    with told_in_one_line():
        settings.require_slack()
        refuse_taken(settings.host, settings.port, way_out="stop what listens there, or set PORT")
        bot = Bot(settings, program)
        bot.database.migrate()
        surroundings.require_tiers(settings, program, bot.database)
    configure_logging(settings.log_format)
    with suppress(KeyboardInterrupt):  # Ctrl-C is how it is stopped; uvicorn has finished by then
        asyncio.run(serve(bot))
