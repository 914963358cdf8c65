"""Sales reps work the leads: review them, move them along, see which wait too long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.errors import Code, DomainError
from domain.free_text import optional_text, required_text
from domain.lead_form import MOST_AGENTS
from domain.leads import (
    MAX_REASON,
    OPEN,
    Lead,
    LeadEvent,
    LeadEventKind,
    LeadStatus,
    Move,
    ProductChoice,
    advance,
    legal_moves,
    require_version,
)
from domain.money import Cents
from domain.notices import LeadFlagged, LeadScheduled, LeadStaged, moved
from domain.partners import Partner
from domain.people import Actor, Task
from domain.ports import UnitOfWork
from domain.program import Program
from domain.rewards import reversal_of, reward_key, won_entry
from domain.usecases.lead_case import LeadCase, load_lead
from domain.usecases.lead_conflicts import ConflictFile, conflicts_of, require_decided
from domain.usecases.lead_hands import replace_who_left
from domain.usecases.lead_involvement import ask_for_introduction, remind_to_invite
from domain.usecases.lead_questions import keep_note, send_message
from domain.usecases.protection import longer_until, protect

MOST_WAITING = 50
LATEST_STEP = timedelta(days=366)
"""How far ahead a next step can be."""


@dataclass(frozen=True)
class LeadFile:
    """All that a rep sees of a lead: with its partner, its history and what the rep may do now.

    `main` stands for the deal that it is part of, `parts` are the leads that are parts of its own. `conflicts` are the
    most pressing ones; so many more there are. `longer_until`: until when its protection is, extended now.
    """

    lead: Lead
    partner: Partner
    history: Sequence[LeadEvent]
    moves: Sequence[Move]
    may_work: bool = False
    main: Lead | None = None
    parts: Sequence[Lead] = ()
    conflicts: Sequence[ConflictFile] = ()
    more_conflicts: int = 0
    longer_until: date | None = None


@dataclass(frozen=True)
class Sale:
    """A deal as it was sold: the keys of what was bought, and for how many agents."""

    products: tuple[ProductChoice, ...] = ()
    agents: int | None = None


@dataclass(frozen=True)
class Review:
    """What a rep decides in one review. `version` is that of the lead the rep was looking at.

    Stage, flags and the day of the next step are as they shall be from now on. `message` is read by the partner, `note`
    by the vendor's people alone.
    """

    version: int
    move: Move | None
    reason: str | None = None
    confirmed_value: Cents | None = None
    stage: str | None = None
    legal_review: bool = False
    security_review: bool = False
    next_step_on: date | None = None
    sale: Sale = Sale()
    message: str | None = None
    note: str | None = None


def open_lead(uow: UnitOfWork, program: Program, actor: Actor, lead_id: int, *, now: datetime) -> LeadFile:
    """A lead with all about it, for staff. Raises DomainError(LEAD_UNKNOWN)."""
    actor.require(Task.SEE_PROGRAM)
    lead, partner = load_lead(uow, lead_id)
    conflicts, more_conflicts = conflicts_of(uow, actor, lead.id)
    return LeadFile(
        lead=lead,
        partner=partner,
        history=uow.leads.history(lead.id),
        moves=legal_moves(lead, actor),
        may_work=actor.may(Task.WORK_LEADS),
        main=uow.leads.get(lead.deal_of) if lead.deal_of is not None else None,
        parts=uow.leads_desk.linked_to(lead.id),
        conflicts=conflicts,
        more_conflicts=more_conflicts,
        longer_until=longer_until(lead, program, program.calendar.local_day(now)),
    )


def review_lead(
    uow: UnitOfWork, program: Program, actor: Actor, lead_id: int, review: Review, *, now: datetime
) -> Lead:
    """Carries out a review: flags, stage and next step first, then the move; what was written comes last.

    Who moves a lead that is nobody's takes it on; one that is reopened after its rep has left is given as a new one.
    Whose company it is must be decided before it is approved. Raises
    DomainError: LEAD_CHANGED where a colleague was faster (nothing is overwritten), CONFLICT_UNDECIDED, UNKNOWN_CHOICE
    (field `stage`, `sold_products`), DATE_OUT_OF_RANGE (`next_step_on`), OUT_OF_RANGE (`sold_agents`), TOO_LONG
    (`reason`, `message`, `note`), and those of `advance`.
    """
    actor.require(Task.REOPEN_LEADS if review.move is Move.REOPEN else Task.WORK_LEADS)
    case = LeadCase.of(uow, actor, lead_id, now)
    lead = case.lead
    require_version(lead, review.version)
    steps = _Steps(case, program)
    if lead.is_open:
        steps.flag(legal=review.legal_review, security=review.security_review)
    if lead.is_open and lead.status is LeadStatus.APPROVED:
        steps.stage(review.stage)
        steps.schedule(review.next_step_on)
    if review.move is not None:
        steps.move(review.move, review)
    if (review.message or "").strip():
        send_message(case, required_text(review.message, "message"))
    if (review.note or "").strip():
        keep_note(case, required_text(review.note, "note"))
    return lead


def waiting_too_long(uow: UnitOfWork, program: Program, *, now: datetime) -> list[Lead]:
    """Leads still Submitted after the business days a review may take, the oldest first."""
    days = program.leads.review_within_business_days
    candidates = uow.leads.submitted_before(now, limit=MOST_WAITING)
    return [lead for lead in candidates if program.calendar.add_business_days(lead.waiting_since, days) <= now]


@dataclass(frozen=True)
class _Steps:
    """A lead under review: each step changes it, records who did it, and tells those concerned."""

    case: LeadCase
    program: Program

    def flag(self, *, legal: bool, security: bool) -> None:
        case, lead = self.case, self.case.lead
        if (lead.legal_review, lead.security_review) == (legal, security):
            return
        before = _flags(legal=lead.legal_review, security=lead.security_review)
        lead.legal_review, lead.security_review = legal, security
        case.changed()
        case.record(LeadEventKind.FLAGGED, before, _flags(legal=legal, security=security))
        case.tell(LeadFlagged(lead.id, lead.partner_id, lead.version, legal, security, case.actor.person))

    def stage(self, stage: str | None) -> None:
        case, lead = self.case, self.case.lead
        if stage == lead.stage:
            return
        if stage is not None and self.program.stage(stage) is None:
            raise DomainError(Code.UNKNOWN_CHOICE, field="stage", text=stage)
        before, lead.stage = lead.stage, stage
        lead.stage_since = case.now if stage is not None else None
        case.changed()
        case.record(LeadEventKind.STAGED, before, stage)
        case.tell(LeadStaged(lead.id, lead.partner_id, lead.version, stage, case.actor.person))
        remind_to_invite(case, self.program)

    def schedule(self, day: date | None) -> None:
        """The day of the next step; one that has passed stays as it was, but no such day is chosen."""
        case, lead = self.case, self.case.lead
        if day == lead.next_step_on:
            return
        today = self.program.calendar.local_day(case.now)
        latest = today + LATEST_STEP
        if day is not None and not today <= day <= latest:
            raise DomainError(Code.DATE_OUT_OF_RANGE, field="next_step_on", earliest=today, latest=latest)
        before, lead.next_step_on = lead.next_step_on, day
        case.changed()
        case.record(LeadEventKind.SCHEDULED, _iso(before), _iso(day))
        case.tell(LeadScheduled(lead.id, lead.partner_id, lead.version, _iso(day), case.actor.person))

    def move(self, move: Move, review: Review) -> None:
        case, lead = self.case, self.case.lead
        reason = optional_text(review.reason, "reason", longest=MAX_REASON)
        if move is Move.APPROVE:
            require_decided(case.uow, lead)
        before = advance(lead, move, now=case.now, reason=reason, value=review.confirmed_value)
        protect(lead, self.program, self.program.calendar.local_day(case.now))
        lead.touched_at = case.now
        if lead.status not in OPEN:
            lead.question = lead.asked_by = lead.asked_at = lead.next_step_on = None
        self._sell(review.sale if lead.status is LeadStatus.WON else Sale())
        credited = self._book(before)
        case.take_on()
        case.record(LeadEventKind.MOVED, before, lead.status, reason=reason, amount=lead.confirmed_value)
        case.tell(moved(lead, before, by=case.actor.person, credited=credited))
        if move is Move.REOPEN:
            replace_who_left(case, self.program)
        ask_for_introduction(case, self.program)

    def _sell(self, sale: Sale) -> None:
        known = self.program.price_books[-1]
        if any(not known.has(each.product, each.plan) for each in sale.products):
            raise DomainError(Code.UNKNOWN_CHOICE, field="sold_products", text=str(sale.products))
        if sale.agents is not None and not 1 <= sale.agents <= MOST_AGENTS:
            raise DomainError(Code.OUT_OF_RANGE, field="sold_agents", least=1, most=MOST_AGENTS)
        self.case.lead.sold_products, self.case.lead.sold_agents = sale.products, sale.agents

    def _book(self, before: LeadStatus) -> Cents | None:
        """The ledger's side of a move: a credit for a win, its reversal for a win taken back."""
        case, lead = self.case, self.case.lead
        if lead.status is LeadStatus.WON:
            currency = self.program.vendor.currency
            entry = won_entry(lead, self.program.leads.rewards, currency=currency, at=case.now)
        elif before is LeadStatus.WON:
            credit = case.uow.ledger.get(reward_key(lead))
            if credit is None:
                raise ValueError(f"the credit of {lead.number} is missing")
            entry = reversal_of(credit, at=case.now)
        else:
            return None
        case.uow.ledger.add(entry)
        lead.rewarded = entry.amount if entry.amount > 0 else None
        return entry.amount


def _flags(*, legal: bool, security: bool) -> str:
    return ",".join(name for name, on in (("legal", legal), ("security", security)) if on)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
