"""A partner's ARR over the last twelve months, as steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.money import Cents
from domain.partners import DayFigures

WEEK = 7


@dataclass(frozen=True)
class ArrPoint:
    """From this day on ARR is so many cents, until the next point."""

    on: date
    arr: Cents


@dataclass(frozen=True)
class ArrHistory:
    """The days on which ARR became another, the oldest first; the first is where the record begins, the last is today.

    With one point there is no history yet: the record begins today.
    """

    points: tuple[ArrPoint, ...]

    @property
    def first(self) -> ArrPoint:
        """Where the record begins, or what ARR was twelve months ago."""
        return self.points[0]

    @property
    def last(self) -> ArrPoint:
        """Today."""
        return self.points[-1]

    @property
    def highest(self) -> Cents:
        """The most it ever was in this time."""
        return max(point.arr for point in self.points)

    @property
    def days(self) -> int:
        """How many days the record goes back; 0 where it begins today."""
        return (self.last.on - self.first.on).days

    @property
    def can_be_drawn(self) -> bool:
        """Whether there is a line worth seeing: a week of it, and not all of it nothing."""
        return self.days >= WEEK and self.highest > 0


def a_year_before(day: date) -> date:
    """The same day a year ago; 28 February for 29 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return date(day.year - 1, 2, 28)


def arr_history(before: DayFigures | None, rows: Sequence[DayFigures], live: Cents, today: date) -> ArrHistory:
    """The last twelve months of the record. Days without a row are as the row before.

    `before` is the newest row up to the first of these days, `rows` are those since, oldest first; `live` is the ARR of
    this moment.
    """
    since = a_year_before(today)
    found: list[ArrPoint] = []
    for row in [*([before] if before else []), *rows]:
        point = ArrPoint(max(row.on, since), row.arr)
        if found and found[-1].on == point.on:
            found.pop()
        if row.on < today and (not found or found[-1].arr != point.arr):
            found.append(point)
    return ArrHistory((*found, ArrPoint(today, live)))
