"""Imports beside other work on the same rows in PostgreSQL: one waits for the other, or begins again."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.imports.load import PartnerFile, Report, load
from bot.imports.rows import PARTNER_COLUMNS
from bot.program_file import load_program
from domain.usecases.enrol import Change
from storage.database import Database
from tests.cli.conftest import VENDOR_TEAM, Program
from tests.cli.forking import ROOT
from tests.cli.importing import ACME, BOLT, COLUMNS, rows
from tests.waiting import waits

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
PROGRAM = load_program(ROOT / "program.yml")


TROUBLE = """
    CREATE SEQUENCE tries;
    CREATE FUNCTION trouble() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF nextval('tries') <= {tries} THEN RAISE EXCEPTION 'of others' USING ERRCODE = '{code}'; END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER trouble BEFORE INSERT ON customers FOR EACH STATEMENT EXECUTE FUNCTION trouble();
"""
"""The first inserts of customers fail as if another transaction had been in the way; a sequence never goes back."""

AGAIN = [f"others are changing the same just now; beginning again ({number} of 3)" for number in (2, 3)]


@pytest.fixture
def database(postgresql_url: str) -> Iterator[Database]:
    """A new database in PostgreSQL."""
    opened = Database(postgresql_url)
    yield opened
    opened.dispose()


def imported(database: Database, file: Path, *ids: str) -> Report:
    """What an import of these partners, in this order, did."""
    lines = [",".join(PARTNER_COLUMNS), *(f"{each},Somebody,,,,," for each in ids)]
    file.write_text("\n".join(lines), encoding="utf-8")
    with database.patient().write() as uow:
        report = load(file, PartnerFile(uow, PROGRAM, vendor_team=VENDOR_TEAM, now=NOW), uow)
        uow.commit()
    return report


def test_partners_are_locked_in_the_order_of_their_ids_whatever_that_of_the_file(
    database: Database, tmp_path: Path
) -> None:
    file = tmp_path / "partners.csv"
    imported(database, file, "contoso", "northwind")
    with ThreadPoolExecutor(1) as thread, database.write() as other:
        other.partners.get("contoso", for_update=True)
        running = thread.submit(imported, database, file, "northwind", "contoso")
        assert waits(database, is_over=running.done)
        other.partners.get("northwind", for_update=True)
        other.commit()
        assert running.result().effects == {Change.UNCHANGED: 2}


def test_ids_that_cannot_be_are_refused_and_not_looked_for(database: Database, tmp_path: Path) -> None:
    report = imported(database, tmp_path / "partners.csv", "north\x00wind", "north wind")
    assert [line[:8] for line in report.problems.lines()] == ["line 2: ", "line 3: "]


def trouble(app: Program, code: str, *, tries: int) -> None:
    """Lets the next tries of an import of subscriptions fail with a code of PostgreSQL's."""
    engine = create_engine(app.environment["DATABASE_URL"])
    with engine.begin() as connection:
        connection.execute(text(TROUBLE.format(code=code, tries=tries)))
    engine.dispose()


@pytest.mark.parametrize("code", ["40P01", "55P03"], ids=["deadlock", "lock timeout"])
def test_an_import_that_loses_against_others_begins_again(
    app_on_postgresql: Program, database: Database, code: str
) -> None:
    app = app_on_postgresql
    imported(database, app.folder / "partners.csv", "northwind")
    trouble(app, code, tries=2)
    shown = app("import", "subscriptions", app.write("subscriptions.csv", COLUMNS, ACME, BOLT))
    assert (shown.code, shown.out) == (0, ["2 subscriptions: 2 added; 1 tier change"])
    assert shown.err == AGAIN


def test_an_import_that_always_loses_says_that_the_database_is_busy(
    app_on_postgresql: Program, database: Database
) -> None:
    app = app_on_postgresql
    imported(database, app.folder / "partners.csv", "northwind")
    trouble(app, "40P01", tries=3)
    subscriptions = app.write("subscriptions.csv", COLUMNS, ACME, BOLT)
    shown = app("import", "subscriptions", subscriptions)
    busy = "error: subscriptions.csv: the database is busy: nothing was imported; run it again in a while"
    assert (shown.code, shown.out, shown.err) == (1, [], [*AGAIN, busy])
    assert rows(app, "SELECT count(*) FROM subscriptions") == [(0,)]
    assert app("import", "subscriptions", subscriptions).out == ["2 subscriptions: 2 added; 1 tier change"]


def test_what_no_other_try_can_mend_is_told_at_once(app_on_postgresql: Program, database: Database) -> None:
    app = app_on_postgresql
    imported(database, app.folder / "partners.csv", "northwind")
    trouble(app, "53100", tries=1)  # the disk is full
    shown = app("import", "subscriptions", app.write("subscriptions.csv", COLUMNS, ACME, BOLT))
    assert (shown.code, shown.error) == (
        1,
        "error: database: of others; check DATABASE_URL, and that the database is up",
    )
