"""Sales reps work the leads: take them on, review them, move them along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.errors import Code, DomainError
from domain.leads import (
    MAX_REASON,
    OPEN,
    Lead,
    LeadEvent,
    LeadEventKind,
    LeadStatus,
    Move,
    advance,
    legal_moves,
    require_version,
)
from domain.money import Cents
from domain.notices import LeadAssigned, LeadFlagged, LeadNotice, LeadStaged, LeadsWaiting, moved
from domain.paging import page_at
from domain.partners import Partner
from domain.people import Actor, PersonKey, Task
from domain.ports import UnitOfWork
from domain.program import Program
from domain.rewards import reversal_of, reward_key, won_entry
from domain.usecases.telling import tell

LEADS_A_PAGE = 10
MOST_WAITING = 50


@dataclass(frozen=True)
class LeadFile:
    """All that a rep sees of a lead: with its partner, its history and what the rep may do now."""

    lead: Lead
    partner: Partner
    history: Sequence[LeadEvent]
    moves: Sequence[Move]


@dataclass(frozen=True)
class Board:
    """The reps' list: counts by status and one page of leads, newest first."""

    counts: Mapping[LeadStatus, int]
    leads: Sequence[Lead]
    partners: Mapping[str, Partner]
    offset: int
    total: int


@dataclass(frozen=True)
class Review:
    """What a rep decides in one review. `version` is that of the lead the rep was looking at."""

    version: int
    move: Move | None
    reason: str | None = None
    confirmed_value: Cents | None = None
    stage: str | None = None
    legal_review: bool = False
    security_review: bool = False


def lead_board(uow: UnitOfWork, actor: Actor, *, statuses: Iterable[LeadStatus] | None, offset: int) -> Board:
    """A page of all leads of these statuses, for staff."""
    actor.require(Task.SEE_PROGRAM)
    wanted = None if statuses is None else list(statuses)
    leads, offset, total = page_at(
        lambda start: uow.leads.page(partner_id=None, statuses=wanted, offset=start, limit=LEADS_A_PAGE),
        offset,
        LEADS_A_PAGE,
    )
    partners = uow.partners.by_id({lead.partner_id for lead in leads})
    return Board(uow.leads.counts(), leads, partners, offset, total)


def open_lead(uow: UnitOfWork, actor: Actor, lead_id: int) -> LeadFile:
    """A lead with all about it, for staff. Raises DomainError(LEAD_UNKNOWN)."""
    actor.require(Task.SEE_PROGRAM)
    lead, partner = _load(uow, lead_id)
    return LeadFile(lead, partner, uow.leads.history(lead.id), legal_moves(lead, actor))


def assign_lead(uow: UnitOfWork, actor: Actor, lead_id: int, assignee: PersonKey, *, now: datetime) -> Lead:
    """Gives an open, unassigned lead to a rep. To the one who has it already it changes nothing.

    Raises DomainError(LEAD_ALREADY_ASSIGNED) where a colleague was faster, LEAD_CHANGED for a closed lead.
    """
    actor.require(Task.WORK_LEADS)
    lead, partner = _load(uow, lead_id, for_update=True)
    if lead.assignee == assignee:
        return lead
    if lead.assignee is not None:
        raise DomainError(Code.LEAD_ALREADY_ASSIGNED, number=lead.number, assignee=lead.assignee)
    if lead.status not in OPEN:
        raise DomainError(Code.LEAD_CHANGED, number=lead.number, status=lead.status)
    lead.assignee = assignee
    lead.version += 1
    uow.leads.record(LeadEvent(lead.id, now, actor.person, LeadEventKind.ASSIGNED, after=assignee))
    tell(uow, LeadAssigned(lead.id, partner.id, lead.version, assignee, actor.person), partner)
    return lead


def review_lead(
    uow: UnitOfWork, program: Program, actor: Actor, lead_id: int, review: Review, *, now: datetime
) -> Lead:
    """Carries out a review: flags and stage first, then the move. Who moves a lead that is nobody's takes it on.

    Raises DomainError: LEAD_CHANGED where a colleague was faster (nothing is overwritten), and those of `advance`.
    """
    actor.require(Task.REOPEN_LEADS if review.move is Move.REOPEN else Task.WORK_LEADS)
    lead, partner = _load(uow, lead_id, for_update=True)
    require_version(lead, review.version)
    case = _Case(uow, program, lead, partner, actor, now)
    if lead.status in OPEN:
        case.flag(legal=review.legal_review, security=review.security_review)
    if lead.status is LeadStatus.APPROVED:
        case.stage(review.stage)
    if review.move is not None:
        case.move(review.move, reason=(review.reason or "").strip() or None, value=review.confirmed_value)
    return lead


def remind_of_waiting(uow: UnitOfWork, program: Program, *, now: datetime) -> list[Lead]:
    """Reminds the leads desk of leads nobody has reviewed in time; on a day off it does nothing."""
    today = program.calendar.local_day(now)
    if not program.calendar.is_business_day(today):
        return []
    late = waiting_too_long(uow, program, now=now)
    if late:
        tell(uow, LeadsWaiting(today, tuple(lead.id for lead in late)), None)
    return late


def waiting_too_long(uow: UnitOfWork, program: Program, *, now: datetime) -> list[Lead]:
    """Leads still Submitted after the business days a review may take, the oldest first."""
    days = program.leads.review_within_business_days
    candidates = uow.leads.submitted_before(now, limit=MOST_WAITING)
    return [lead for lead in candidates if program.calendar.add_business_days(lead.waiting_since, days) <= now]


def _load(uow: UnitOfWork, lead_id: int, *, for_update: bool = False) -> tuple[Lead, Partner]:
    lead = uow.leads.get(lead_id, for_update=for_update)
    partner = uow.partners.get(lead.partner_id) if lead else None
    if lead is None or partner is None:
        raise DomainError(Code.LEAD_UNKNOWN, number=f"L-{lead_id}")
    return lead, partner


@dataclass(frozen=True)
class _Case:
    """A lead under review: each step changes it, records who did it, and tells those concerned."""

    uow: UnitOfWork
    program: Program
    lead: Lead
    partner: Partner
    actor: Actor
    now: datetime

    def flag(self, *, legal: bool, security: bool) -> None:
        lead = self.lead
        if (lead.legal_review, lead.security_review) == (legal, security):
            return
        before = _flags(legal=lead.legal_review, security=lead.security_review)
        lead.legal_review, lead.security_review = legal, security
        lead.version += 1
        self._record(LeadEventKind.FLAGGED, before, _flags(legal=legal, security=security))
        self._tell(LeadFlagged(lead.id, self.partner.id, lead.version, legal, security, self.actor.person))

    def stage(self, stage: str | None) -> None:
        lead = self.lead
        if stage == lead.stage:
            return
        if stage is not None and self.program.stage(stage) is None:
            raise DomainError(Code.UNKNOWN_CHOICE, field="stage", text=stage)
        before, lead.stage = lead.stage, stage
        lead.version += 1
        self._record(LeadEventKind.STAGED, before, stage)
        self._tell(LeadStaged(lead.id, self.partner.id, lead.version, stage, self.actor.person))

    def move(self, move: Move, *, reason: str | None, value: Cents | None) -> None:
        lead = self.lead
        if reason and len(reason) > MAX_REASON:
            raise DomainError(Code.TOO_LONG, field="reason", longest=MAX_REASON, length=len(reason))
        before = advance(lead, move, now=self.now, reason=reason, value=value)
        credited = self._book(before)
        lead.assignee = lead.assignee or self.actor.person
        self._record(LeadEventKind.MOVED, before, lead.status, reason=reason, amount=lead.confirmed_value)
        self._tell(moved(lead, before, by=self.actor.person, credited=credited))

    def _book(self, before: LeadStatus) -> Cents | None:
        """The ledger's side of a move: a credit for a win, its reversal for a win taken back."""
        if self.lead.status is LeadStatus.WON:
            currency = self.program.vendor.currency
            entry = won_entry(self.lead, self.program.leads.rewards, currency=currency, at=self.now)
        elif before is LeadStatus.WON:
            credit = self.uow.ledger.get(reward_key(self.lead))
            if credit is None:
                raise ValueError(f"the credit of {self.lead.number} is missing")
            entry = reversal_of(credit, at=self.now)
        else:
            return None
        self.uow.ledger.add(entry)
        self.lead.rewarded = entry.amount if entry.amount > 0 else None
        return entry.amount

    def _record(
        self,
        kind: LeadEventKind,
        before: str | None,
        after: str | None,
        *,
        reason: str | None = None,
        amount: Cents | None = None,
    ) -> None:
        event = LeadEvent(self.lead.id, self.now, self.actor.person, kind, before, after, reason, amount)
        self.uow.leads.record(event)

    def _tell(self, notice: LeadNotice) -> None:
        tell(self.uow, notice, self.partner)


def _flags(*, legal: bool, security: bool) -> str:
    return ",".join(name for name, on in (("legal", legal), ("security", security)) if on)
