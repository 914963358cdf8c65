"""The names of constraints and indexes, and indexes of some rows only: the same on both databases."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ColumnElement, Index, MetaData

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def index_where(condition: ColumnElement[bool], name: str, *columns: Column[Any]) -> Index:
    """An index of the rows for which the condition holds."""
    return Index(name, *columns, sqlite_where=condition, postgresql_where=condition)
