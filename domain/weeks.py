"""What a week has brought in leads, for each who looks at it, and what is to be done first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from domain.money import Cents
from domain.people import PersonKey

MOST_THINGS = 3
NOTHING = Cents(0)


class Reader(StrEnum):
    """Whose week it is: each role has figures and things to do of its own."""

    PARTNER = "partner"
    REP = "rep"
    MANAGER = "manager"
    ADMIN = "admin"


class ThingKind(StrEnum):
    """What is to be done about a lead, the most pressing first."""

    REPLY = "reply"
    INTRODUCE = "introduce"
    FINISH = "finish"
    REVIEW = "review"
    STEP = "step"
    TRIAL = "trial"
    ANSWER = "answer"
    SILENT = "silent"
    TAKE = "take"


@dataclass(frozen=True)
class Thing:
    """One thing to do: about a lead, or about a draft of one that bears a name."""

    kind: ThingKind
    lead_id: int | None = None
    draft_id: str | None = None


@dataclass(frozen=True)
class Figures:
    """How many leads came to which status in a week, what was won a year, and what was booked for partners.

    `open` is how many are to be worked on when the week is told.
    """

    submitted: int = 0
    approved: int = 0
    rejected: int = 0
    won: int = 0
    lost: int = 0
    value: Cents = NOTHING
    booked: Cents = NOTHING
    open: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Figures)))

    @property
    def is_quiet(self) -> bool:
        """Whether nothing has happened, whatever is open."""
        return not any(getattr(self, each.name) for each in fields(Figures) if each.name != "open")


@dataclass(frozen=True)
class Part:
    """The figures of one partner's leads in one rep's hands; `assignee` is None for nobody's."""

    partner_id: str
    assignee: PersonKey | None
    figures: Figures


@dataclass(frozen=True)
class Week:
    """The seven days before `ends`, which is not part of it."""

    starts: date
    ends: date


def total(parts: Iterable[Part]) -> Figures:
    """All of them together."""
    return sum((part.figures for part in parts), Figures())
