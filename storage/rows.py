"""Many rows at once: read by their keys in one statement, written in one or in as few as the driver allows.

Statements are written out once for each database, and values go to the driver as they are: SQLAlchemy's own way to
insert or update many rows takes several times as long as the database does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, Generic, TypeVar

from sqlalchemy import Column, ColumnElement, Select, String, Table, any_, bindparam, func, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import JSON

from storage.transaction import Transaction

T = TypeVar("T")

KEYS = "keys"


class ByKeys:
    """A query for the rows with any of many keys: the statement is the same however many there are."""

    def __init__(self, query: Select[Any], key: ColumnElement[str]) -> None:
        listed = func.json_each(bindparam(KEYS, type_=JSON)).table_valued("value")
        self._on_sqlite = query.where(key.in_(select(listed.c.value)))
        self._on_postgresql = query.where(key == any_(bindparam(KEYS, type_=postgresql.ARRAY(String))))
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
        self._row = row
        self._names = [f'"{column.name}"' for column in table.columns]
        self._one_by_one = _OneByOne(table.name, self._names)
        self._all_at_once = _AllAtOnce(table, self._names)
        self._copy = f"COPY {table.name} ({', '.join(self._names)}) FROM STDIN"

    def insert(self, transaction: Transaction, entities: Sequence[T]) -> None:
        """Adds rows. Raises IntegrityError where one is there already."""
        rows = [self._row(each) for each in entities]
        if not rows:
            return
        if transaction.is_postgresql and len(rows) > 1:
            transaction.copy(self._copy, rows)
        else:
            transaction.write(self._one_by_one.insert, *rows)

    def update(self, transaction: Transaction, entities: Sequence[T], before: Sequence[T] | None = None) -> None:
        """Writes rows that are there: of all columns those that differ anywhere from what the rows were before.

        A column that is written costs its indexes and references, even where nothing in it changes.
        """
        rows = [self._row(each) for each in entities]
        columns = list(range(1, len(self._names)))
        if before is not None:
            old = [self._row(each) for each in before]
            columns = [each for each in columns if any(a[each] != b[each] for a, b in zip(rows, old, strict=True))]
        if not rows or not columns:
            return
        written = (*columns, 0)
        if transaction.is_postgresql and len(rows) > 1:
            lists = list(zip(*rows, strict=True))
            transaction.write(self._all_at_once.update(written), tuple(list(lists[each]) for each in written))
        else:
            chosen = itemgetter(*written)
            transaction.write(self._one_by_one.update(written), *map(chosen, rows))


# ruff: noqa: S608 - the names in the statements are those of our own tables


class _OneByOne:
    """Statements for one row, with a `?` for each value."""

    def __init__(self, table: str, names: Sequence[str]) -> None:
        self._table, self._names = table, names
        self.insert = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' for _ in names)})"

    @cache  # noqa: B019 - as few as there are tables
    def update(self, columns: tuple[int, ...]) -> str:
        """The update of some columns; the last one is the key."""
        *values, key = (f"{self._names[each]} = ?" for each in columns)
        return f"UPDATE {self._table} SET {', '.join(values)} WHERE {key}"


def _list_of(column: Column[Any]) -> str:
    """The type of a list of a column's values; how they compare is the column's own matter, and no part of it."""
    kind = column.type.compile(postgresql.dialect())  # type: ignore[no-untyped-call]
    return f"{kind.partition(' COLLATE ')[0]}[]"


class _AllAtOnce:
    """PostgreSQL's updates of many rows, with a `?` for the list of each column's values."""

    def __init__(self, table: Table, names: Sequence[str]) -> None:
        self._table, self._names = table.name, names
        self._lists = [f"?::{_list_of(column)}" for column in table.columns]

    @cache  # noqa: B019 - as above
    def update(self, columns: tuple[int, ...]) -> str:
        """The update of some columns; the last one is the key."""
        names = [self._names[each] for each in columns]
        new = f"unnest({', '.join(self._lists[each] for each in columns)}) AS new ({', '.join(names)})"
        *values, key = (f"{name} = new.{name}" for name in names)
        return f"UPDATE {self._table} SET {', '.join(values)} FROM {new} WHERE {self._table}.{key}"
