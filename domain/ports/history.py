"""The history of partners' figures and tiers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.money import Cents
from domain.partners import DayFigures, Partner, TierChange
from domain.tiers import Figures


@dataclass(frozen=True)
class Place:
    """A partner, not to be changed, with the figures of its newest day."""

    partner: Partner
    on: date
    figures: Figures


class History(Protocol):
    def take_day(self, partner_id: str, day: date, *, new_since: date) -> Figures:
        """Sums up the partner's figures, keeps them as the day's row, and gives them. One statement.

        The partner must have been loaded for update, so that the newest of two sums is the one that stays.
        """
        ...

    def take_days(self, partner_ids: Iterable[str], day: date, *, new_since: date) -> Mapping[str, Figures]:
        """The same for many partners."""
        ...

    def move_days(self, moved: Mapping[str, Cents], day: date, *, new_since: date) -> Mapping[str, Figures]:
        """Adds what partners' ARR has moved by to their rows of the day, and gives them; the others are left out.

        A row of the day is the sum as it was before, for every change of the sum writes it in the same transaction:
        adding to it gives the same to the cent, and takes no look at what has not changed. Their new customers are
        counted anew. The partners must have been loaded for update.
        """
        ...

    def record_day(self, partner_id: str, day: date, figures: Figures, tier: str) -> None:
        """Writes a day's row anew."""
        ...

    def snapshot(self, day: date, *, new_since: date) -> None:
        """Gives every partner its row of a day, but those that have one of that day or a later one, or joined later.

        One statement. A row that is there is never older than the sums: every change of them writes it.
        """
        ...

    def figures_on(self, partner_id: str, day: date) -> DayFigures | None:
        """The row of a day, or the last one before; None where there is none yet."""
        ...

    def series(self, partner_id: str, since: date, until: date) -> Sequence[DayFigures]:
        """The rows from one day through another, the oldest first."""
        ...

    def changes(self, partner_id: str, *, offset: int, limit: int) -> tuple[Sequence[TierChange], int]:
        """Lines of a partner's tier history, newest first, and how many there are."""
        ...

    def changes_until(self, partner_id: str, day: date, *, limit: int | None = None) -> Sequence[TierChange]:
        """The newest lines up to a day inclusive, newest first; all of them where no limit is given."""
        ...

    def places(self) -> Sequence[Place]:
        """Every partner that has a row, with its newest one, in the order of their ids."""
        ...

    def counted_since(self, partner_id: str, number: int, *, until: date | None = None) -> date | None:
        """The day since which the newest `number` customers of a partner pay; None where there are fewer.

        Those who began after the day `until` are left out.
        """
        ...

    def counted_since_of_each(self, tier: str, number: int) -> Mapping[str, date]:
        """The same for every partner that holds a tier; those with fewer customers are left out."""
        ...
