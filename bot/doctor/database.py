"""The database: there, at its newest schema, and with nothing in it that could not be delivered."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from bot.database_file import absent_file
from bot.doctor.findings import Finding, fine, left_out, wrong
from bot.invocation import command
from bot.settings import Settings
from storage.database import Database

SHOWN = 5


def examine_database(settings: Settings) -> Iterator[Finding]:
    """Looks without making or changing anything."""
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
        yield from _look(database)
    finally:
        database.dispose()


def _look(database: Database) -> Iterator[Finding]:
    try:
        newest = database.at_newest_schema()
        letters, count = ([], 0) if not newest else _dead_letters(database)
    except DBAPIError as error:
        why = str(error.orig).strip().partition("\n")[0]
        yield wrong("database", f"{why}; check DATABASE_URL, and that the database is up")
        return
    yield fine("database", "reachable")
    if not newest:
        yield wrong("schema", f"is not the newest; run: {command('migrate')}")
        yield left_out("outbox", "not looked at: the schema is not the newest")
        return
    yield fine("schema", "newest")
    yield wrong("outbox", _undelivered(letters, count)) if count else fine("outbox", "nothing undeliverable")


def _dead_letters(database: Database) -> tuple[list[str], int]:
    with database.read() as uow:
        letters, count = uow.dead_letters(limit=SHOWN)
    return [f"{letter.place} ({letter.error})" for letter in letters], count


def _undelivered(letters: list[str], count: int) -> str:
    more = f" and {count - len(letters)} more" if count > len(letters) else ""
    return f"{count} could not be delivered: {', '.join(letters)}{more}; mend the channel, then see /program"
