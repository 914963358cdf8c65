"""One transaction on one connection, used by Core statements and, where entities change, by an ORM session."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, CursorResult, Executable, String, Table, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

T = TypeVar("T")

logger = logging.getLogger(__name__)

HOLD = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("name", type_=String), 0)))

KEYS_A_STATEMENT = 10_000
"""SQLite takes 32,766 parameters, PostgreSQL 65,535."""

Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]]


class Transaction:
    """What repositories work with.

    Lists and figures are read with Core statements, at half the cost of the ORM; a session is only made when an
    entity is loaded to be changed. Both see the same data: pending changes are sent before a Core statement runs.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._session: Session | None = None

    @property
    def is_postgresql(self) -> bool:
        """Whether this is PostgreSQL; otherwise it is SQLite."""
        return self.connection.dialect.name == "postgresql"

    @property
    def session(self) -> Session:
        """The ORM session of the transaction. Entities keep their values after the commit."""
        if self._session is None:
            self._session = Session(self.connection, expire_on_commit=False, join_transaction_mode="control_fully")
        return self._session

    def execute(self, statement: Executable, parameters: Parameters | None = None) -> CursorResult[*tuple[Any, ...]]:
        """Runs a Core statement after sending pending changes."""
        self.flush()
        return self.connection.execute(statement, parameters)

    def fetch(self, statement: str, values: Any) -> list[tuple[Any, ...]]:
        """All rows of a statement in the driver's own words. Raises what SQLAlchemy makes of the driver's errors.

        Where the connection turns out to be lost, so are the others that were at rest: nobody is given one of those.
        SQLAlchemy's events and its echo hear nothing of such a statement; this module's logger does, for debugging.
        """
        self.flush()
        if logger.isEnabledFor(logging.DEBUG):
            logger.debug("%s", statement, extra={"values": values})
        driver: Any = self.connection.connection.dbapi_connection
        dialect = self.connection.dialect
        errors = dialect.loaded_dbapi.Error
        try:
            rows: list[tuple[Any, ...]] = driver.execute(statement, values).fetchall()
        except errors as error:
            is_lost = dialect.is_disconnect(error, driver, None)
            if is_lost:
                self.connection.invalidate(error)
                self.connection.engine.dispose()
            raise DBAPIError.instance(statement, values, error, errors, connection_invalidated=is_lost) from error
        return rows

    def write(self, statement: str, *rows: tuple[Any, ...]) -> None:
        """Runs a statement of the driver's own, with a `?` for each value, once for each row."""
        self.flush()
        words = statement.replace("?", "%s") if self.is_postgresql else statement
        self.connection.exec_driver_sql(words, rows[0] if len(rows) == 1 else list(rows))

    def copy(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Streams rows into PostgreSQL. Raises what SQLAlchemy makes of the driver's errors."""
        self.flush()
        errors = self.connection.dialect.loaded_dbapi.Error
        driver: Any = self.connection.connection.dbapi_connection
        try:
            with driver.cursor() as cursor, cursor.copy(statement) as copy:
                for row in rows:
                    copy.write_row(row)
        except errors as error:
            raise DBAPIError.instance(statement, None, error, errors) from error

    def load(self, entity: type[T], key: object, *, for_update: bool = False) -> T | None:
        """The entity with this primary key, to be changed.

        For update, its row is locked until the end of the transaction and read as it is then. Rows that refer to
        it can still be added meanwhile. On SQLite the whole transaction of a writer has the lock already.
        """
        if not for_update:
            return self.session.get(entity, key)
        return self.session.get(entity, key, with_for_update={"key_share": True}, populate_existing=True)

    def load_each(self, entity: type[T], key: Column[str], keys: Collection[str]) -> Sequence[T]:
        """The same for update with many entities in one statement, in the order of their keys."""
        wanted = select(entity).where(key.in_(keys)).order_by(key).with_for_update(key_share=True)
        return self.session.scalars(wanted.execution_options(populate_existing=True)).all() if keys else []

    def hold(self, name: str) -> bool:
        """Holds back every other transaction that holds the same name; False where there can be no other writer."""
        if self.is_postgresql:
            self.connection.execute(HOLD, {"name": name})
        return self.is_postgresql

    def flush(self) -> None:
        """Sends pending changes of entities to the database."""
        if self._session is not None:
            self._session.flush()

    def commit(self) -> None:
        """Makes everything permanent."""
        if self._session is not None:
            self._session.commit()
        else:
            self.connection.commit()

    def close(self) -> None:
        """Takes back what was not committed."""
        if self._session is not None:
            self._session.close()

    def insert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        """An INSERT that can say what to do on a conflict, in the words of the database at hand."""
        return postgresql.insert(table) if self.is_postgresql else sqlite.insert(table)
