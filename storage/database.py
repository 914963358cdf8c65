"""The database: its engine, its schema, and the units of work on it."""

from __future__ import annotations

import copy
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import URL, Connection, Engine, QueuePool, create_engine, event, make_url, text

from domain.ports import Clock
from storage import migrations
from storage.clock import SystemClock
from storage.mapping import map_entities
from storage.transaction import Transaction
from storage.unit_of_work import UnitOfWork

LOCK_TIMEOUT = timedelta(seconds=10)
"""How long a writer waits on SQLite for the one before it."""

ROW_LOCK_TIMEOUT = timedelta(seconds=2)
"""How long a statement waits on PostgreSQL for each lock of others: people in Slack are to be answered within three."""

PATIENT_LOCK_TIMEOUT = timedelta(seconds=30)
"""The same where nobody waits for an answer: a job that gives up may have to wait for its next day."""

MILLISECOND = timedelta(milliseconds=1)

MAPPED = 2**30
"""So many bytes of a SQLite file are read from the system's own memory of it, which all connections share.

Otherwise each page is asked for and copied by itself: among a million subscriptions that is a tenth of an answer.
"""

WAL = "PRAGMA journal_mode=WAL"
WAL_TRIES = 20
PRAGMAS = (
    "PRAGMA synchronous=NORMAL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={LOCK_TIMEOUT // MILLISECOND}",
)
MAP = f"PRAGMA mmap_size={MAPPED}"

WAIT_LONGER = text(f"SET LOCAL lock_timeout = {PATIENT_LOCK_TIMEOUT // MILLISECOND}")

BEGIN = "sqlite_begin"
"""The execution option that says how a transaction begins on SQLite."""


# PostgreSQL: every connection refuses to write unless its transaction says otherwise, so that a reader, whose
# statements stand alone, can do without a transaction and the two round trips of its beginning and end. That is how
# connections are made; a writer changes its own for as long as it has it.
# SQLite: writers queue at their beginning, for a transaction that starts to write halfway could only fail.
_READING: Mapping[str, Mapping[str, Any]] = {
    "postgresql": {},
    "sqlite": {BEGIN: "DEFERRED"},
}
_WRITING: Mapping[str, Mapping[str, Any]] = {
    "postgresql": {"isolation_level": "READ COMMITTED", "postgresql_readonly": False},
    "sqlite": {BEGIN: "IMMEDIATE"},
}


class Database:
    """SQLite or PostgreSQL behind one URL. Nothing is connected before it is used.

    An in-memory SQLite database (`sqlite://`) has one connection, so one unit of work at a time. What goes through a
    whole file once, as an import does, has no use for `is_mapped`: all that it has touched would count as its memory.
    """

    def __init__(self, url: str, *, pool_size: int = 10, clock: Clock | None = None, is_mapped: bool = True) -> None:
        map_entities()
        self.url = make_url(url)
        if self.url.get_backend_name() not in _READING:
            raise ValueError(
                f"{self.url.get_backend_name()} is not supported: use sqlite:///… or postgresql+psycopg://…"
            )
        self._clock: Clock = clock or SystemClock()
        self._is_patient = False
        self._engine = _engine(self.url, pool_size)
        if is_mapped and self.url.get_backend_name() == "sqlite":
            event.listen(self._engine, "connect", _map)
        self._reading = self._engine.execution_options(**_READING[self.url.get_backend_name()])
        self._writing = self._engine.execution_options(**_WRITING[self.url.get_backend_name()])

    def patient(self) -> Database:
        """The same database for jobs and imports, whose writers wait longer for others."""
        patient = copy.copy(self)
        patient._is_patient = True
        return patient

    @contextmanager
    def read(self) -> Iterator[UnitOfWork]:
        """A unit of work that can change nothing and waits for no writer.

        On PostgreSQL each of its statements sees what was committed when it began; on SQLite all see the same.
        """
        with self._unit_of_work(self._reading, read_only=True) as uow:
            yield uow

    @contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        """A unit of work that may change things. Without `commit()` it changes nothing."""
        with self._unit_of_work(self._writing, read_only=False) as uow:
            yield uow

    @contextmanager
    def _unit_of_work(self, engine: Engine, *, read_only: bool) -> Iterator[UnitOfWork]:
        with _begun(engine) as connection:
            transaction = Transaction(connection)
            if self._is_patient and not read_only and transaction.is_postgresql:
                connection.execute(WAIT_LONGER)
            try:
                yield UnitOfWork(transaction, self._clock, read_only=read_only)
            finally:
                transaction.close()

    def migrate(self) -> None:
        """Brings the schema to the newest version, all of it or nothing. Safe to be run by several at once."""
        with _begun(self._writing) as connection:
            migrations.upgrade(connection)
            connection.commit()

    def at_newest_schema(self) -> bool:
        """Whether there is nothing to migrate."""
        with self._reading.connect() as connection:
            return migrations.is_newest(connection)

    def ping(self) -> None:
        """Raises sqlalchemy.exc.OperationalError where the database does not answer."""
        with self._reading.connect() as connection:
            connection.execute(text("SELECT 1"))

    def dispose(self) -> None:
        """Closes all connections that are not in use."""
        self._engine.dispose()


def _engine(url: URL, pool_size: int) -> Engine:
    if url.get_backend_name() != "sqlite":
        limit = f"-c lock_timeout={ROW_LOCK_TIMEOUT // MILLISECOND}"
        options = {"options": f"-c timezone=UTC -c default_transaction_read_only=on {limit}"}
        return create_engine(
            url,
            pool_size=pool_size,
            max_overflow=0,
            connect_args=options,
            isolation_level="AUTOCOMMIT",
            skip_autocommit_rollback=True,
        )
    if url.database in {None, "", ":memory:"}:
        shared = {"check_same_thread": False}
        engine = create_engine(url, poolclass=QueuePool, pool_size=1, max_overflow=0, connect_args=shared)
    else:
        engine = create_engine(url, pool_size=pool_size, max_overflow=0)
    event.listen(engine, "connect", _set_up_sqlite)
    return engine


@contextmanager
def _begun(engine: Engine) -> Iterator[Connection]:
    """A connection in a transaction, taken back at the end unless it was committed.

    The transaction is begun here and not by an event of the engine, which would cost a call for each statement.
    """
    with engine.connect() as connection:
        connection.begin()
        if connection.dialect.name == "sqlite":
            _begin_sqlite(connection)
        yield connection


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin below, not where the driver thinks they should
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    _use_wal(cursor)
    cursor.close()
    # SQLite's own knows no letters beyond ASCII
    connection.create_function("lower", 1, _lower, deterministic=True)


def _map(connection: Any, _record: object) -> None:
    connection.execute(MAP)


def _use_wal(cursor: Any) -> None:
    """SQLite waits for nobody who writes when a file's journal is changed, but for its turn to write it waits."""
    for _ in range(WAL_TRIES):
        try:
            cursor.execute(WAL)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("ROLLBACK")
        else:
            return
    cursor.execute(WAL)


def _lower(value: str | None) -> str | None:
    return None if value is None else str(value).lower()


def _begin_sqlite(connection: Connection) -> None:
    how = connection.get_execution_options().get(BEGIN, "DEFERRED")
    driver: Any = connection.connection.dbapi_connection
    if connection.info.get(BEGIN) != how:  # the pragma stays with the connection, and takes as long as a query
        driver.execute(f"PRAGMA query_only={'OFF' if how == 'IMMEDIATE' else 'ON'}")
        connection.info[BEGIN] = how
    driver.execute(f"BEGIN {how}")
