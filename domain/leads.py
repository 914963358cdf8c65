"""Leads: what a partner hands over, and the ways it can go.

Submitted → Rejected | Approved; Approved → Won | Lost. Nothing else, but that an admin reopens a closed lead.
Withdrawn, waiting for an answer, protected: these are marks beside the status, never a status of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.errors import Code, DomainError
from domain.lead_rules import Criteria
from domain.money import Cents
from domain.people import Actor, PersonKey, Task
from domain.subscriptions import BillingCycle


class LeadStatus(StrEnum):
    SUBMITTED = "submitted"
    REJECTED = "rejected"
    APPROVED = "approved"
    WON = "won"
    LOST = "lost"


class Move(StrEnum):
    """What can be done to a lead's status."""

    APPROVE = "approve"
    REJECT = "reject"
    WIN = "win"
    LOSE = "lose"
    REOPEN = "reopen"


MOVES: dict[LeadStatus, dict[Move, LeadStatus]] = {
    LeadStatus.SUBMITTED: {Move.APPROVE: LeadStatus.APPROVED, Move.REJECT: LeadStatus.REJECTED},
    LeadStatus.APPROVED: {Move.WIN: LeadStatus.WON, Move.LOSE: LeadStatus.LOST},
    LeadStatus.REJECTED: {Move.REOPEN: LeadStatus.SUBMITTED},
    LeadStatus.WON: {Move.REOPEN: LeadStatus.APPROVED},
    LeadStatus.LOST: {Move.REOPEN: LeadStatus.APPROVED},
}
"""The only moves there are, from each status."""

NEEDS_REASON = frozenset({Move.REJECT, Move.LOSE, Move.REOPEN})
OPEN = frozenset({LeadStatus.SUBMITTED, LeadStatus.APPROVED})
CLOSED = frozenset(LeadStatus) - OPEN
MAX_REASON = 1000


class LeadSource(StrEnum):
    """How a lead was given."""

    FORM = "form"
    TALK = "talk"
    MESSAGE = "message"
    FILE = "file"


class RewardOption(StrEnum):
    """The commission type a partner chooses for a lead; the names are the Partner API's monetization types."""

    FLAT_FEE = "flat_fee"
    REV_SHARE = "rev_share"


@dataclass(frozen=True)
class Contact:
    """Page one: who the lead is. `domain` is the registrable domain, `phone` is in E.164, `country` ISO 3166."""

    company: str
    domain: str
    first_name: str
    last_name: str
    email: str
    job_title: str | None = None
    country: str | None = None
    phone: str | None = None
    employees: int | None = None
    notes: str | None = None


@dataclass(frozen=True)
class ProductChoice:
    """A product of the price book and the plan of it that the lead wants."""

    product: str
    plan: str


@dataclass(frozen=True)
class Deal:
    """Page two: what the lead may buy, and how the partner wants to be rewarded for it."""

    reward: RewardOption
    products: tuple[ProductChoice, ...] = ()
    agents: int | None = None
    billing_cycle: BillingCycle | None = None


@dataclass(eq=False)
class Lead:
    """A lead and where it stands.

    `rewarded` is what was booked for it while it is won. `version` rises with every change, so that two people never
    overwrite each other.

    `source_link` leads to the Slack message that it was made from. `name_key` and `mail_domain` are what it is compared
    with others by, beside its domain. `question` waits for the partner's answer. `touched_at` is when anybody last did
    anything about it. `protected_until` is the last day on which the company is its partner's. `sold_products` and
    `sold_agents` are the deal as it was sold. `introduced_at` is when the partner said that it
    has introduced the lead. `deal_of` names the lead that stands for the one deal of several.
    """

    partner_id: str
    submitted_by: PersonKey
    submitted_at: datetime
    draft_id: str
    contact: Contact
    deal: Deal
    involvement: str
    below_criteria: bool
    estimate: Cents | None
    status: LeadStatus = LeadStatus.SUBMITTED
    status_since: datetime | None = None
    stage: str | None = None
    legal_review: bool = False
    security_review: bool = False
    assignee: PersonKey | None = None
    confirmed_value: Cents | None = None
    rewarded: Cents | None = None
    reason: str | None = None
    wins: int = 0
    version: int = 1
    source: LeadSource = LeadSource.FORM
    source_link: str | None = None
    name_key: str = ""
    mail_domain: str | None = None
    withdrawn_at: datetime | None = None
    question: str | None = None
    asked_by: PersonKey | None = None
    asked_at: datetime | None = None
    stage_since: datetime | None = None
    next_step_on: date | None = None
    touched_at: datetime | None = None
    protected_until: date | None = None
    sold_products: tuple[ProductChoice, ...] = ()
    sold_agents: int | None = None
    introduced_at: datetime | None = None
    deal_of: int | None = None
    id: int = field(default=0, init=False)

    @property
    def number(self) -> str:
        """How people name the lead."""
        return f"L-{self.id}"

    @property
    def is_open(self) -> bool:
        """Whether anybody is still to work on it: a part of another lead's deal goes the way of that one."""
        return self.status in OPEN and self.withdrawn_at is None and self.deal_of is None

    @property
    def size_given(self) -> bool:
        """Whether anything says how large the lead is; without, it meets the criteria no more than a small one."""
        return self.deal.agents is not None or self.contact.employees is not None

    @property
    def waiting_since(self) -> datetime:
        """When the lead reached its status; a reopened one waits anew."""
        return self.status_since or self.submitted_at


class LeadEventKind(StrEnum):
    SUBMITTED = "submitted"
    MOVED = "moved"
    STAGED = "staged"
    FLAGGED = "flagged"
    ASSIGNED = "assigned"
    SCHEDULED = "scheduled"
    ASKED = "asked"
    ANSWERED = "answered"
    MESSAGED = "messaged"
    NOTED = "noted"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    PROTECTED = "protected"
    LINKED = "linked"
    RULED = "ruled"
    INTRODUCED = "introduced"


INTERNAL = frozenset({LeadEventKind.NOTED})
"""What partners never see of a lead's history."""


@dataclass(eq=False)
class LeadEvent:
    """One line of a lead's history: who did what and when, with what was typed. Never changed."""

    lead_id: int
    at: datetime
    by: PersonKey
    kind: LeadEventKind
    before: str | None = None
    after: str | None = None
    reason: str | None = None
    amount: Cents | None = None
    id: int | None = None


def meets_criteria(criteria: Criteria, *, agents: int | None, employees: int | None) -> bool:
    """Whether a lead is as the sales team recommends: enough agents, or enough employees; either will do."""
    return (agents or 0) >= criteria.min_agents or (employees or 0) > criteria.more_employees_than


def legal_moves(lead: Lead, actor: Actor) -> list[Move]:
    """The moves this person may make on the lead now, in the order they are offered."""
    if not actor.may(Task.WORK_LEADS) or lead.withdrawn_at is not None or lead.deal_of is not None:
        return []
    moves = list(MOVES[lead.status])
    return [move for move in moves if move is not Move.REOPEN or actor.may(Task.REOPEN_LEADS)]


def require_version(lead: Lead, seen: int) -> None:
    """Raises DomainError(LEAD_CHANGED) where the lead is no longer what the person was looking at."""
    if lead.version != seen:
        raise DomainError(Code.LEAD_CHANGED, number=lead.number, status=lead.status)


def advance(lead: Lead, move: Move, *, now: datetime, reason: str | None, value: Cents | None) -> LeadStatus:
    """Moves the lead and returns the status it came from. Who may do so is the use case's matter.

    Raises DomainError: LEAD_LINKED for a part of another lead's deal, LEAD_MOVE_ILLEGAL for a move the status does not
    have and for any of a withdrawn lead, REQUIRED for a missing reason or confirmed annual value, AMOUNT_NOT_POSITIVE
    for a value of nothing.
    """
    before = lead.status
    if lead.deal_of is not None:
        raise DomainError(Code.LEAD_LINKED, number=lead.number, main=f"L-{lead.deal_of}")
    if move not in MOVES[before] or lead.withdrawn_at is not None:
        raise DomainError(Code.LEAD_MOVE_ILLEGAL, number=lead.number, status=before, move=move)
    if move in NEEDS_REASON and not reason:
        raise DomainError(Code.REQUIRED, field="reason")
    if move is Move.WIN:
        if value is None:
            raise DomainError(Code.REQUIRED, field="confirmed_value")
        if value <= 0:
            raise DomainError(Code.AMOUNT_NOT_POSITIVE, field="confirmed_value")
        lead.confirmed_value = value
        lead.wins += 1
    elif move is Move.REOPEN:
        lead.confirmed_value = None
    lead.status, lead.status_since = MOVES[before][move], now
    lead.reason = reason if move in NEEDS_REASON else None
    lead.version += 1
    return before
