"""Leads that are late: whoever has them is reminded, then it is told further up; partners are reminded of questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.lead_deadlines import Deadline
from domain.notices.places import LEADS_DESK, Address, Face, direct, lead_thread
from domain.people import PersonKey


@dataclass(frozen=True)
class LateLead:
    """A lead with one missed deadline. `since` names what the deadline is counted from."""

    lead_id: int
    deadline: Deadline
    since: str
    due_on: date


@dataclass(frozen=True)
class LeadsLate:
    """Leads that are late, those longest due first: brought up with their rep `to`, or at the desk where that is None.

    `escalated`: with an account manager or admin, because whoever was reminded before has not seen to them. There is
    one such message a person and day, however many leads; each deadline is in one only.
    """

    on: date
    to: PersonKey | None
    escalated: bool
    leads: tuple[LateLead, ...]
    kind: Literal["leads_late"] = "leads_late"

    @property
    def key(self) -> str:
        first = self.leads[0]
        step = "escalated" if self.escalated else "reminded"
        return f"leads-late:{step}:{first.lead_id}:{first.deadline}:{first.since}"


@dataclass(frozen=True)
class AnswerMissing:
    """A question to the partner about a lead still waits for its answer."""

    lead_id: int
    partner_id: str
    asked_at: str
    question: str
    kind: Literal["lead_answer_missing"] = "lead_answer_missing"

    @property
    def key(self) -> str:
        return f"lead:{self.lead_id}:answer-missing:{self.asked_at}"


@dataclass(frozen=True)
class LeadEscalated:
    """What is late of one lead was told further up: to the admins, and to the account manager where `to_manager`.

    These read of it in LeadsLate. This is for the desk, where the lead is worked on.
    """

    lead_id: int
    partner_id: str
    late: tuple[LateLead, ...]
    to_manager: bool
    kind: Literal["lead_escalated"] = "lead_escalated"

    @property
    def key(self) -> str:
        first = self.late[0]
        return f"lead:{self.lead_id}:escalated:{first.deadline}:{first.since}"


LeadDeadlineNotice = LeadsLate | AnswerMissing | LeadEscalated


def of_lead_deadline(notice: LeadDeadlineNotice) -> Iterator[Address]:
    """The one person concerned, or the desk as a whole; the partner in the lead's thread, the desk in its card's."""
    if isinstance(notice, AnswerMissing):
        yield from lead_thread(notice.partner_id)
    elif isinstance(notice, LeadEscalated):
        yield Address(LEADS_DESK, Face.THREAD)
    elif notice.to is not None:
        yield Address(direct(notice.to), Face.MANAGER)
    else:
        yield Address(LEADS_DESK, Face.NEWS)
