"""What of all leads the reps' board shows, and in which order."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from domain.leads import LeadStatus
from domain.money import Cents
from domain.people import PersonKey

MOST_COUNTED = 200
"""Numbers of leads are exact up to here; what is more is told as more."""


class Group(StrEnum):
    """Leads by how they stand. Each lead is in one, beside `all`: a withdrawn or linked one is not in its status'."""

    ALL = "all"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    WON = "won"
    LOST = "lost"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LINKED = "linked"


class LeadView(StrEnum):
    """Whose turn it is. All but the first are of leads that are still to be worked on."""

    EVERY = "every"
    OPEN = "open"
    MINE = "mine"
    UNASSIGNED = "unassigned"
    LATE = "late"
    WAITING = "waiting"
    STEP_DUE = "step_due"


class Sort(StrEnum):
    NEWEST = "newest"
    OLDEST = "oldest"
    VALUE = "value"


@dataclass(frozen=True)
class Lateness:
    """From when on leads are late: the deadlines of `lead_deadlines.missed`, as bounds to ask a database with.

    A lead that came by `review` waits too long for its review, a question asked by `answer` for its answer. A trial, a
    stage among `trials`, that began before `trial` is over; one that only ends soon is not late yet. A next step before
    `today`, the vendor's day, is overdue. Where none of these is waited for, a lead not touched since `silent` is late.
    """

    review: datetime
    answer: datetime
    trial: datetime
    silent: datetime
    today: date
    trials: tuple[str, ...]


@dataclass(frozen=True)
class BoardSelection:
    """Which leads are listed, in which order. What is None leaves nothing out; `words` are looked for from their start.

    `people` are those whose leads are the reader's: itself, and everybody it stands in for.
    """

    group: Group = Group.ALL
    view: LeadView = LeadView.EVERY
    sort: Sort = Sort.NEWEST
    partner_id: str | None = None
    country: str | None = None
    least_value: Cents | None = None
    words: tuple[str, ...] = ()
    people: Collection[PersonKey] = ()

    @property
    def is_narrowed(self) -> bool:
        """Whether it is more than a choice of one group."""
        narrowed = (self.partner_id, self.country, self.least_value)
        return self.view is not LeadView.EVERY or bool(self.words) or any(each is not None for each in narrowed)


class BoardRow(NamedTuple):
    """A lead as the board lists it. `value` is the confirmed annual value, else the estimate.

    A tuple, for each look at the board makes ten: dataclasses take ten times as long.
    """

    id: int
    company: str
    partner: str
    status: LeadStatus
    stage: str | None
    assignee: PersonKey | None
    value: Cents | None
    confirmed: bool
    below_criteria: bool
    size_given: bool
    legal_review: bool
    security_review: bool
    is_withdrawn: bool
    is_waiting: bool
    deal_of: int | None
    next_step_on: date | None
    is_late: bool

    @property
    def number(self) -> str:
        """How people name the lead."""
        return f"L-{self.id}"
