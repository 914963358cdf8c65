"""Queries that are asked again and again: written out once, and run by the driver itself.

For a query of a row or two SQLAlchemy's own way of running it (its cache of statements, a context for each run, rows
with names) costs several times what the database does, on every request.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Dialect, Select
from sqlalchemy.types import TypeEngine

from storage.transaction import Transaction

Values = Mapping[str, Any]
Convert = Callable[[Any], Any]


class Written:
    """A query whose values are left open, each a `bindparam` with a type. A list of open length cannot be one."""

    def __init__(self, query: Select[*tuple[Any, ...]]) -> None:
        self._query = query
        self._for: dict[str, _Statement] = {}

    def rows(self, transaction: Transaction, values: Values) -> Sequence[tuple[Any, ...]]:
        """All rows, as SQLAlchemy would give them but without names. Raises what it makes of the driver's errors."""
        dialect = transaction.connection.dialect
        statement = self._for.get(dialect.name)
        if statement is None:
            statement = self._for[dialect.name] = _Statement.of(self._query, dialect)
        rows = transaction.fetch(statement.sql, statement.given(values))
        return [statement.read(row) for row in rows] if statement.columns else rows


@dataclass(frozen=True)
class _Statement:
    """A query in the words of one database. `fixed` are the values that are the same each time.

    `names` are its values', in the order of its question marks unless it `is_named`: then it names them itself.
    `parameters` and `columns` hold only what must be converted for the driver, or from it.
    """

    sql: str
    fixed: Values
    names: Sequence[str]
    is_named: bool
    parameters: Sequence[tuple[str, Convert]]
    columns: Sequence[tuple[int, Convert]]

    @staticmethod
    def of(query: Select[*tuple[Any, ...]], dialect: Dialect) -> _Statement:
        compiled = query.compile(dialect=dialect)
        asked = {name: parameter for parameter, name in compiled.bind_names.items()}
        parameters = [
            (name, convert)
            for name, parameter in asked.items()
            if (convert := _own(parameter.type, dialect).bind_processor(dialect)) is not None
        ]
        columns = [
            (number, convert)
            for number, column in enumerate(query.selected_columns)
            if (convert := _own(column.type, dialect).result_processor(dialect, None)) is not None
        ]
        if compiled.post_compile_params:
            raise ValueError(f"a list of open length in {compiled}")
        fixed = {name: value for name, value in compiled.params.items() if not asked[name].required}
        names = compiled.positiontup if compiled.positional else list(asked)
        return _Statement(str(compiled), fixed, names or (), not compiled.positional, parameters, columns)

    def given(self, values: Values) -> Any:
        """The values as the driver takes them. Raises KeyError for one that is missing."""
        given = {**self.fixed, **values}
        for name, convert in self.parameters:
            given[name] = convert(given[name])
        if self.is_named:
            return {name: given[name] for name in self.names}
        return tuple([given[name] for name in self.names])

    def read(self, row: Sequence[Any]) -> tuple[Any, ...]:
        """A row of the driver's with the values that its columns' types make of it."""
        read = list(row)
        for number, convert in self.columns:
            read[number] = convert(read[number])
        return tuple(read)


def _own(kind: TypeEngine[Any], dialect: Dialect) -> TypeEngine[Any]:
    """A type as the database has it."""
    return kind.dialect_impl(dialect)
