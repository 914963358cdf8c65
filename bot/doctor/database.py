"""The database: there, at its newest schema, of this program, and with nothing new in it that can't be delivered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from bot.counting import counted
from bot.database_file import absent_file
from bot.doctor.findings import Finding, fine, left_out, wrong
from bot.invocation import command
from bot.known_tiers import lacking_tiers
from bot.settings import Settings
from domain.ports import DeadLetter
from domain.program import Program
from storage.clock import SystemClock
from storage.database import Database
from storage.unit_of_work import UnitOfWork

SHOWN = 5
MOST = 50
RECENT = timedelta(days=7)
"""What was given up longer ago is no longer the operator's concern; `/program` still lists it."""


def examine_database(settings: Settings, program: Program | None) -> Iterator[Finding]:
    """Looks without making or changing anything. Without a program its tiers are not looked at."""
    try:
        url = make_url(settings.database_url)
        if file := absent_file(url):
            yield wrong("database", f"{file} is not there yet; run: {command('migrate')}")
            return
        database = Database(settings.database_url)
    except (ArgumentError, NoSuchModuleError) as error:
        yield wrong("database", f"{error}; set DATABASE_URL to sqlite:///FILE or postgresql+psycopg://…")
        return
    try:
        yield from _look(database, settings, program)
    except DBAPIError as error:
        why = str(error.orig).strip().partition("\n")[0]
        yield wrong("database", f"{why}; check DATABASE_URL, and that the database is up")
    finally:
        database.dispose()


def _look(database: Database, settings: Settings, program: Program | None) -> Iterator[Finding]:
    newest = database.at_newest_schema()
    yield fine("database", "reachable")
    if not newest:
        yield wrong("schema", f"is not the newest; run: {command('migrate')}")
        yield left_out("tiers, outbox", "not looked at: the schema is not the newest")
        return
    yield fine("schema", "newest")
    with database.read() as uow:
        yield from _tiers(uow, settings, program)
        letters, _ = uow.dead_letters(limit=MOST)
    yield _outbox([letter for letter in letters if letter.at >= SystemClock().now() - RECENT])


def _tiers(uow: UnitOfWork, settings: Settings, program: Program | None) -> Iterator[Finding]:
    if program is None:
        yield left_out("tiers", "not looked at: the program file is missing or wrong")
        return
    lacking = lacking_tiers(program, uow.stored_tiers(), settings.program_file)
    yield from (wrong("tiers", sentence) for sentence in lacking)
    if not lacking:
        yield fine("tiers", f"{settings.program_file} has every tier that partners hold or held")


def _outbox(letters: Sequence[DeadLetter]) -> Finding:
    """Whether a message of the last days was given up. It is not sent again, so there is only the cause to mend."""
    if not letters:
        return fine("outbox", f"nothing given up in the last {RECENT.days} days")
    count = counted(len(letters), "message")
    shown = ", ".join(f"to {letter.place} on {letter.at:%Y-%m-%d} ({letter.error})" for letter in letters[:SHOWN])
    more = f" and {len(letters) - SHOWN} more" if len(letters) > SHOWN else ""
    return wrong(
        "outbox",
        f"{count} given up in the last {RECENT.days} days: {shown}{more}; mend what stands in brackets, so that the "
        f"next ones arrive: these are not sent again",
    )
