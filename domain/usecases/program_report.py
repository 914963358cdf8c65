"""What a month has brought for the whole program, for staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from domain.calendar import WorkCalendar
from domain.errors import Code, DomainError
from domain.money import Cents
from domain.partners import TierEvent
from domain.people import Actor, Task
from domain.ports import UnitOfWork
from domain.ports.directory import Month, MonthFigures, TierMoves
from domain.program import Program

BY_HAND = frozenset({TierEvent.OVERRIDDEN, TierEvent.OVERRIDE_ENDED})
"""Changes of a tier that an admin has brought about."""


@dataclass(frozen=True)
class TierTotal:
    """How many partners hold a tier, and their ARR."""

    partners: int
    arr: Cents


@dataclass(frozen=True)
class Report:
    """A month of the program. Its totals are the sums of its rows, to the cent.

    Promotions and demotions are those by the figures; where an admin set a tier, or what was set ended, it counts as
    `set_up` or `set_down`. `before` and `after` are the first days of the months beside it, where there is anything to
    see.
    """

    month: Month
    rows: Sequence[MonthFigures]
    promotions: int
    demotions: int
    set_up: int
    set_down: int
    before: date | None
    after: date | None

    @property
    def arr_before(self) -> Cents:
        """The ARR when the month began."""
        return Cents(sum(row.arr_before for row in self.rows))

    @property
    def arr(self) -> Cents:
        """The ARR at its end."""
        return Cents(sum(row.arr for row in self.rows))

    @property
    def rewards(self) -> Cents:
        """What was booked for won leads, less what was taken back."""
        return Cents(sum(row.rewards for row in self.rows))

    @property
    def tiers(self) -> Mapping[str, TierTotal]:
        """Partners and ARR of each tier that anybody holds."""
        held: dict[str, list[MonthFigures]] = {}
        for row in self.rows:
            held.setdefault(row.tier, []).append(row)
        return {tier: TierTotal(len(rows), Cents(sum(row.arr for row in rows))) for tier, rows in held.items()}


def month_of(calendar: WorkCalendar, day: date, now: datetime) -> Month:
    """The month of the vendor's calendar that a day lies in, seen from now."""
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    begin, end = (datetime.combine(start, time(), tzinfo=calendar.zone).astimezone(UTC) for start in (first, following))
    return Month(first, following, begin, end, is_running=begin <= now < end)


def program_report(uow: UnitOfWork, program: Program, actor: Actor, day: date | None, *, now: datetime) -> Report:
    """The month that a day lies in; without one, the month that is running.

    Raises DomainError(MONTH_TO_COME) for a month that has not begun.
    """
    actor.require(Task.SEE_PROGRAM)
    calendar = program.calendar
    today = calendar.local_day(now)
    first = (day or today).replace(day=1)
    if first > today:
        raise DomainError(Code.MONTH_TO_COME, month=first)
    month = month_of(calendar, first, now)
    first_joined = uow.directory.first_joined()
    moves = uow.directory.tier_moves(month)
    by_hand = [each for each in moves if each.event in BY_HAND]
    earned = [each for each in moves if each.event not in BY_HAND]
    return Report(
        month=month,
        rows=[replace(row, tier=_present(program, row.tier)) for row in uow.directory.month(month)],
        promotions=_moved(program, earned, up=True),
        demotions=_moved(program, earned, up=False),
        set_up=_moved(program, by_hand, up=True),
        set_down=_moved(program, by_hand, up=False),
        before=_month_before(month) if first_joined is not None and first_joined < month.first else None,
        after=None if month.is_running else month.next,
    )


def _month_before(month: Month) -> date:
    return (month.first - timedelta(days=1)).replace(day=1)


def _moved(program: Program, moves: Sequence[TierMoves], *, up: bool) -> int:
    """How many moves went up, or down; those to or from a tier the program has no more count neither way."""
    known = [each for each in moves if program.has_tier(each.from_tier) and program.has_tier(each.to_tier)]
    steps = [(program.rank(each.to_tier) - program.rank(each.from_tier), each.count) for each in known]
    return sum(count for step, count in steps if (step > 0 if up else step < 0))


def _present(program: Program, key: str) -> str:
    """The key that a tier has now."""
    return program.tier(key).key if program.has_tier(key) else key
