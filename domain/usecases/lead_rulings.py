"""A rep decides whose company it is that two hand over."""

from __future__ import annotations

from datetime import datetime

from domain.companies import words
from domain.errors import Code, DomainError
from domain.free_text import required_text
from domain.lead_conflicts import LeadConflict, Ruling
from domain.leads import MAX_REASON, LeadEventKind, LeadStatus, Move
from domain.notices import ConflictRuled, CustomerRuled
from domain.people import Actor, Task
from domain.ports import UnitOfWork
from domain.program import Program
from domain.usecases.lead_case import LeadCase
from domain.usecases.lead_conflicts import ConflictFile, file_of
from domain.usecases.telling import tell
from domain.usecases.work_leads import Review, review_lead


def decide(
    uow: UnitOfWork,
    program: Program,
    actor: Actor,
    conflict_id: int,
    ruling: Ruling,
    explanation: str,
    *,
    now: datetime,
) -> ConflictFile:
    """Decides whose company it is, once, on record in both timelines; each side hears it without the other's name.

    KNOWN closes the lead that came later by the ordinary move; NEW ends the protection of the one before. Raises
    DomainError: NOT_STAFF, NOT_ALLOWED, CONFLICT_UNKNOWN, CONFLICT_DECIDED where a colleague was faster; with the field
    `explanation` REQUIRED, TOO_LONG, NAMES_A_PARTNER.
    """
    actor.require(Task.WORK_LEADS)
    text = required_text(explanation, "explanation", longest=MAX_REASON)
    conflict = uow.lead_conflicts.get(conflict_id, for_update=True)
    if conflict is None:
        raise DomainError(Code.CONFLICT_UNKNOWN)
    if conflict.ruling is not None:
        raise DomainError(Code.CONFLICT_DECIDED, ruling=conflict.ruling, by=conflict.ruled_by)
    file = file_of(uow, conflict)
    _require_no_names(text, file)
    conflict.ruling, conflict.explanation = ruling, text
    conflict.ruled_by, conflict.ruled_at = actor.person, now
    # in the order of their ids, as everybody locks them
    sides = [each for each in (conflict.other_lead_id, conflict.lead_id) if each is not None]
    cases = {each: LeadCase.of(uow, actor, each, now) for each in sorted(sides)}
    for lead_id, case in cases.items():
        _record(case, conflict, is_newer=lead_id == conflict.lead_id)
    _tell_of_customer(uow, file)
    uow.flush()  # the move reads the lead anew
    if ruling is Ruling.KNOWN:
        _close(uow, program, cases[conflict.lead_id], text)
    return file_of(uow, conflict)


def _record(case: LeadCase, conflict: LeadConflict, *, is_newer: bool) -> None:
    ruling = conflict.ruling or Ruling.BOTH
    if ruling is Ruling.NEW and not is_newer:
        case.lead.protected_until = None
    case.changed()
    if is_newer:
        case.take_on()
    case.record(LeadEventKind.RULED, after=ruling, reason=conflict.explanation)
    case.tell(
        ConflictRuled(
            conflict_id=conflict.id or 0,
            lead_id=case.lead.id,
            partner_id=case.partner.id,
            is_newer=is_newer,
            ruling=ruling,
            explanation=conflict.explanation or "",
            by=case.actor.person,
        )
    )


def _tell_of_customer(uow: UnitOfWork, file: ConflictFile) -> None:
    """Tells the partner of a customer that is also handed over as a lead, unless it did that itself."""
    conflict, older = file.conflict, file.older
    if older.customer is None or conflict.ruling is None or older.partner.id == file.newer.partner.id:
        return
    told = CustomerRuled(
        conflict_id=conflict.id or 0,
        customer=older.customer.name,
        partner_id=older.partner.id,
        ruling=conflict.ruling,
        explanation=conflict.explanation or "",
    )
    tell(uow, told, older.partner)


def _close(uow: UnitOfWork, program: Program, case: LeadCase, reason: str) -> None:
    """By the ordinary move of its status; a lead that is closed, or a part of another's deal, stays as it is."""
    lead = case.lead
    if not lead.is_open or lead.deal_of is not None:
        return
    review = Review(
        version=lead.version,
        move=Move.REJECT if lead.status is LeadStatus.SUBMITTED else Move.LOSE,
        reason=reason,
        stage=lead.stage,
        legal_review=lead.legal_review,
        security_review=lead.security_review,
        next_step_on=lead.next_step_on,
    )
    review_lead(uow, program, case.actor, lead.id, review, now=case.now)


def _require_no_names(text: str, file: ConflictFile) -> None:
    typed = f" {' '.join(words(text))} "
    for side in (file.newer, file.older):
        if f" {' '.join(words(side.partner.name))} " in typed:
            raise DomainError(Code.NAMES_A_PARTNER, field="explanation", partner=side.partner.name)
