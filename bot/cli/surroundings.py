"""What commands work with: the settings, the program and the database of where they are started."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.cli.errors import CommandError, complain, told_in_one_line
from bot.database_file import absent_file
from bot.invocation import command
from bot.known_tiers import lacking_tiers
from bot.program_file import load_program
from bot.settings import Settings, load_settings
from domain.program import Program
from handlers.texts.catalogue import language_of
from storage.database import Database


def settings() -> Settings:
    """The settings, checked."""
    with told_in_one_line():
        return load_settings()


def program(settings: Settings) -> Program:
    """The partner program, checked, with the language of its locale."""
    with told_in_one_line():
        program = load_program(settings.program_file)
        language_of(program.vendor.locale)
    return program


def require_tiers(settings: Settings, program: Program, database: Database) -> None:
    """Refuses a program file that lacks a tier which partners hold or held: each of them would meet an error."""
    with told_in_one_line(), database.read() as uow:
        lacking = lacking_tiers(program, uow.stored_tiers(), settings.program_file)
    if lacking:
        more = f" ({len(lacking) - 1} more: {command('doctor')})" if len(lacking) > 1 else ""
        raise CommandError(lacking[0] + more)


@contextmanager
def database(settings: Settings) -> Iterator[Database]:
    """The database at its newest schema; what it refuses is told in one line.

    A SQLite file that is not there yet is made. The schema of a database in use is the operator's matter: an older
    version of the program may be running on it.
    """
    with told_in_one_line():
        opened = Database(settings.database_url, is_mapped=False)
        try:
            if file := absent_file(opened.url):
                opened.migrate()
                complain(f"{file} was not there yet: made a new database")
            if not opened.at_newest_schema():
                raise CommandError(f"the database is not at the newest schema; run: {command('migrate')}")
            yield opened
        finally:
            opened.dispose()


def vendor_team(settings: Settings) -> str:
    """The vendor's Slack workspace, where it must be known."""
    if settings.vendor_team_id is None:
        raise CommandError("VENDOR_TEAM_ID is missing; set it to your workspace's id (T…), in the environment or .env")
    return settings.vendor_team_id
