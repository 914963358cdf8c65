"""What a chart of steps over time shows: days, amounts, and labels that are ready."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Bound:
    """A line across: `is_ahead` where it is still to be reached."""

    at: float
    name: str
    amount: str
    is_ahead: bool


@dataclass(frozen=True)
class StepChart:
    """What is drawn. Each point holds from its day to the next one's; the last is marked, and stands at the top."""

    title: str
    subtitle: str
    last: str
    last_is: str
    points: Sequence[tuple[date, float]]
    days: Sequence[tuple[date, str]]
    amounts: Sequence[tuple[float, str]]
    bounds: Sequence[Bound]

    @property
    def top(self) -> float:
        """The highest thing to be seen."""
        found = [amount for _, amount in self.points] + [bound.at for bound in self.bounds]
        return max(*found, *(at for at, _ in self.amounts))

    @property
    def labels(self) -> str:
        """All letters but those of names."""
        labels = [self.subtitle, self.last, self.last_is, *(bound.amount for bound in self.bounds)]
        return "".join([*labels, *(label for _, label in (*self.days, *self.amounts))])
