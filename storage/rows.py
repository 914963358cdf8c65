"""Many rows at once: read by their keys in one statement, written in as few as the database allows.

Statements are written out once for each database, and values go to the driver as they are: SQLAlchemy's own way to
insert or update many rows takes several times as long as the database does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, String, Table, any_, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import JSON

from storage.transaction import Transaction

T = TypeVar("T")

KEYS = "keys"


class ByKeys:
    """A query for the rows with any of many keys: the statement is the same however many there are."""

    def __init__(self, query: Select[Any], key: ColumnElement[str]) -> None:
        listed = func.json_each(bindparam(KEYS, type_=JSON)).table_valued("value")
        self._on_sqlite = query.where(key.in_(select(listed.c.value)))
        self._on_postgresql = query.where(key == any_(bindparam(KEYS, type_=ARRAY(String))))
        self._locking = self._on_postgresql.with_for_update(key_share=True)

    def rows(self, transaction: Transaction, keys: Collection[str], *, for_update: bool = False) -> Sequence[Any]:
        """The rows. For update they are locked in their order; on SQLite a writer has the whole database anyway."""
        if not keys:
            return []
        if not transaction.is_postgresql:
            statement = self._on_sqlite
        else:
            statement = self._locking if for_update else self._on_postgresql
        return transaction.execute(statement, {KEYS: list(keys)}).all()


class Writing(Generic[T]):
    """Inserts and updates rows of one table. `row` gives an entity's values in the order of the table's columns.

    The first column is the primary key. Values are plain: texts, numbers, truth values, dates in ISO form.
    """

    def __init__(self, table: Table, row: Callable[[T], tuple[Any, ...]]) -> None:
        self._table = table
        self._row = row
        self._names = [f'"{column.name}"' for column in table.columns]

    def insert(self, transaction: Transaction, entities: Sequence[T]) -> None:
        """Adds rows. Raises IntegrityError where one is there already."""
        self._run(transaction, self._insert, [self._row(each) for each in entities])

    def update(self, transaction: Transaction, entities: Sequence[T]) -> None:
        """Writes all columns of rows that are there."""
        rows = [self._row(each) for each in entities]
        self._run(transaction, self._update, [(*row[1:], row[0]) for row in rows])

    def _run(self, transaction: Transaction, statement: str, rows: list[tuple[Any, ...]]) -> None:
        if rows:
            transaction.write(statement, rows)

    @cached_property
    def _insert(self) -> str:
        marks = ", ".join("?" for _ in self._names)
        return f"INSERT INTO {self._table.name} ({', '.join(self._names)}) VALUES ({marks})"  # noqa: S608 - our own names

    @cached_property
    def _update(self) -> str:
        key, *others = self._names
        values = ", ".join(f"{name} = ?" for name in others)
        return f"UPDATE {self._table.name} SET {values} WHERE {key} = ?"  # noqa: S608 - our own names
