"""All partners at once, as staff sees them: lists, and what a month has brought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from domain.money import Cents
from domain.partners import Partner, TierEvent
from domain.people import PersonKey


class Order(StrEnum):
    """What a list of partners is sorted by."""

    ARR = "arr"
    MOVEMENT = "movement"
    NAME = "name"
    TIER = "tier"


@dataclass(frozen=True)
class Selection:
    """Which partners are listed, in which order. What is None leaves nobody out.

    A tier may go by several keys: `tiers` are those of the one that is wanted, and `places` numbers all of them from
    the highest tier down. `least_arr` admits only partners of its tiers that have at least so much ARR. Movement is
    counted from the end of the day `since`; without figures of then it starts at 0.
    """

    order: Order
    places: Mapping[str, int]
    since: date
    tiers: Sequence[str] | None = None
    at_risk: bool = False
    least_arr: Mapping[str, Cents] | None = None
    account_manager: PersonKey | None = None
    ids: Sequence[str] | None = None


@dataclass(frozen=True)
class PartnerListed:
    """A partner in the staff's list. `movement` is its ARR now less that of some days ago."""

    partner: Partner
    arr: Cents
    movement: Cents


@dataclass(frozen=True)
class Month:
    """A month of the vendor's calendar: its first day and the first of the next, and the instants they begin at.

    `is_running`: it is not over, so that its end is now.
    """

    first: date
    next: date
    begin: datetime
    end: datetime
    is_running: bool


@dataclass(frozen=True)
class MonthFigures:
    """What a month has brought for one partner. `rewards` is what was booked less what was taken back.

    A tier and an ARR are those at the end of the month; for a month that is running, those of now.
    """

    partner_id: str
    name: str
    tier: str
    arr_before: Cents
    arr: Cents
    joined: bool
    new_customers: int
    leads: int
    won: int
    rewards: Cents

    @property
    def movement(self) -> Cents:
        """How far its ARR has moved."""
        return Cents(self.arr - self.arr_before)


@dataclass(frozen=True)
class TierMoves:
    """How many changes of one kind there were from one tier to another."""

    event: TierEvent
    from_tier: str
    to_tier: str
    count: int


class Directory(Protocol):
    def page(self, selection: Selection, *, offset: int, limit: int) -> tuple[Sequence[PartnerListed], int]:
        """Partners, and how many there are in all."""
        ...

    def names(self) -> Sequence[tuple[str, str]]:
        """The id and the name of every partner, by name."""
        ...

    def month(self, month: Month) -> Sequence[MonthFigures]:
        """The figures of all partners that had joined by the end of a month, by falling ARR."""
        ...

    def tier_moves(self, month: Month) -> Sequence[TierMoves]:
        """The changes of tiers in a month, counted."""
        ...

    def first_joined(self) -> date | None:
        """The day on which the first partner joined; None where there are none."""
        ...
