"""Databases in PostgreSQL that are lent to one test after another: to empty one costs a tenth of copying a template.

What a test leaves in the rows and sequences is put back to what the template has. A database whose tables, constraints,
triggers or functions were changed, or of which statistics were gathered, is not lent again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import psycopg
from sqlalchemy import URL

TEMPLATE = "migrated"

COPY = "STRATEGY FILE_COPY"
"""Costs PostgreSQL less than half of the page by page that it does by itself, where nothing is flushed."""

TABLES = "SELECT format('%I', tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
SEQUENCES = "SELECT format('%I', sequencename) FROM pg_sequences WHERE schemaname = 'public' ORDER BY sequencename"

FIRST_OF_OURS = 16384
"""What has a lower id belongs to PostgreSQL itself."""

CATALOGUES = {
    "pg_class": "oid",
    "pg_attribute": "attrelid",
    "pg_constraint": "oid",
    "pg_trigger": "oid",
    "pg_proc": "oid",
    "pg_statistic": "starelid",
}
SHAPE = "SELECT " + ", ".join(
    f"(SELECT sum(hashtext({key}::text || xmin::text)) FROM {name} WHERE {key} >= {FIRST_OF_OURS})"
    for name, key in CATALOGUES.items()
)
"""Another where any of it was changed: each line of a catalogue has the number of the transaction that wrote it."""

LEAVE = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
"""Waits for the end of each, so many milliseconds at the most."""

WITHOUT_TRIGGERS = "SET LOCAL session_replication_role = replica"

Connection = psycopg.Connection[tuple[Any, ...]]


@dataclass(frozen=True)
class Lent:
    """A database, and what it held when it was new: its shape, sequences, and tables, as PostgreSQL copies them."""

    name: str
    shape: tuple[Any, ...] | None
    sequences: Mapping[str, tuple[int, bool]]
    rows: Mapping[str, bytes]


class Lending:
    """All databases of one process that are free, by template."""

    def __init__(self, server: URL) -> None:
        self._server = server
        self._free: dict[str, list[Lent]] = defaultdict(list)

    @contextmanager
    def lent(self, template: str) -> Iterator[str]:
        """The address of a database that is as its template while the block begins. Whoever is left in it goes."""
        free = self._free[template]
        copy = free.pop() if free else self._new(template)
        yield address(self._server.set(database=copy.name))
        if self._put_back(copy):
            free.append(copy)
        else:
            drop(self._server, copy.name)

    def _new(self, template: str) -> Lent:
        name = add_copy(self._server, template)
        with self._connected(name) as connection:
            sequences = {each: _state(connection, each) for each in _names(connection, SEQUENCES)}
            rows = {table: _rows(connection, table) for table in _names(connection, TABLES)}
            return Lent(name, connection.execute(SHAPE).fetchone(), sequences, rows)

    def _put_back(self, copy: Lent) -> bool:
        """Whether it is again as it was; False where only a new one would be."""
        with self._connected(copy.name) as connection:
            end_others(connection)
            if connection.execute(SHAPE).fetchone() != copy.shape:
                return False
            connection.execute(WITHOUT_TRIGGERS)
            connection.execute("; ".join(f"DELETE FROM {table}" for table in copy.rows).encode())
            for table, rows in copy.rows.items():
                if rows:
                    with connection.cursor().copy(f"COPY {table} FROM STDIN".encode()) as copying:
                        copying.write(rows)
            settings = (f"setval('{each}', {last}, {called})" for each, (last, called) in copy.sequences.items())
            connection.execute(f"SELECT {', '.join(settings)}".encode())
        return True

    def _connected(self, name: str) -> Connection:
        return psycopg.connect(address(self._server.set(database=name, drivername="postgresql")))


def end_others(connection: Connection) -> int:
    """Ends all other connections to the same database; how many there were."""
    return sum(was_ended for (was_ended,) in connection.execute(LEAVE))


def _names(connection: Connection, query: str) -> Sequence[str]:
    return [name for (name,) in connection.execute(query.encode())]


def _state(connection: Connection, sequence: str) -> tuple[int, bool]:
    found = connection.execute(f"SELECT last_value, is_called FROM {sequence}".encode()).fetchone()
    assert found is not None
    last, called = found
    return last, called


def _rows(connection: Connection, table: str) -> bytes:
    with connection.cursor().copy(f"COPY {table} TO STDOUT".encode()) as copying:
        return b"".join(bytes(part) for part in copying)


def add_copy(server: URL, template: str) -> str:
    """The name of a new copy of a database."""
    name = f"test_{uuid4().hex}"
    administer(server, f"CREATE DATABASE {name} TEMPLATE {template} {COPY}")
    return name


def drop(server: URL, name: str) -> None:
    """Removes a database, whoever is in it."""
    administer(server, f"DROP DATABASE {name} WITH (FORCE)")


def administer(server: URL, *statements: str) -> None:
    """Runs each statement by itself."""
    with psycopg.connect(address(server.set(drivername="postgresql")), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def address(url: URL) -> str:
    """A database's address, with its password."""
    return url.render_as_string(hide_password=False)
