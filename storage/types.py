"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Enum, Integer, String
from sqlalchemy.types import TypeDecorator, TypeEngine

from domain.leads import ProductChoice

MONEY = BigInteger
"""Whole cents."""

BY_BYTES = String().with_variant(String(collation="C"), "postgresql")
"""Text that is compared byte by byte: only so an index finds what begins with some letters, whatever the language."""

LONGEST_CHOICE = 32


def identity() -> TypeEngine[int]:
    """A number the database hands out. SQLite does so only for a column of type INTEGER."""
    return BigInteger().with_variant(Integer, "sqlite")


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Aware values go in and come out, in UTC; naive ones are refused with a ValueError.

    PostgreSQL keeps a `timestamptz`; SQLite keeps text, in UTC without a zone, which sorts as time does.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value.isoformat()}")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


def choice(kind: type[StrEnum]) -> Enum:
    """A value of an enumeration, kept as its text.

    Without a CHECK constraint: the domain admits only members, reading refuses others, and SQLite would have to
    rebuild the whole table for each new member.
    """
    return Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=LONGEST_CHOICE,
        values_callable=lambda members: [member.value for member in members],
    )


class Products(TypeDecorator[tuple[ProductChoice, ...]]):
    """The products of a deal, as a JSON list of objects."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: tuple[ProductChoice, ...] | None, dialect: Dialect) -> Any:  # noqa: ARG002 - the library's signature
        return [{"product": chosen.product, "plan": chosen.plan} for chosen in value or ()]

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[ProductChoice, ...]:  # noqa: ARG002 - as above
        return tuple(ProductChoice(chosen["product"], chosen["plan"]) for chosen in value or ())
