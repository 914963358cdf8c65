"""An approved lead's company is its partner's for some time: it begins, is brought up before its end, is extended."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from domain.errors import Code, DomainError
from domain.leads import Lead, LeadEventKind, LeadStatus
from domain.notices import ProtectionEnding, ProtectionExtended
from domain.people import Actor, Task
from domain.ports import UnitOfWork
from domain.program import Program
from domain.usecases.lead_case import LeadCase, require_open
from domain.usecases.telling import tell


def protect(lead: Lead, program: Program, today: date) -> None:
    """After a move: what is approved is protected from today, unless it is already; what was turned down no longer.

    A won lead keeps its protection: it is its partner's as a customer anyway.
    """
    if lead.status in {LeadStatus.SUBMITTED, LeadStatus.REJECTED, LeadStatus.LOST}:
        lead.protected_until = None
    elif lead.status is LeadStatus.APPROVED and not is_protected(lead, today):
        lead.protected_until = _counted_from(today, program)


def is_protected(lead: Lead, today: date) -> bool:
    """Whether the lead's company is its partner's today."""
    return lead.protected_until is not None and lead.protected_until >= today


def longer_until(lead: Lead, program: Program, today: date) -> date | None:
    """The last day of a protection that is extended now; None where the program protects nothing."""
    return _counted_from(max(today, lead.protected_until or today), program)


def extend_protection(
    uow: UnitOfWork, program: Program, actor: Actor, lead_id: int, seen: date | None, *, now: datetime
) -> Lead:
    """Protects an approved lead once more for the usual days, from its last day on or, where that has passed, today.

    `seen` is the last day that the rep was looking at: a second click changes nothing. Raises DomainError: NOT_STAFF,
    NOT_ALLOWED, LEAD_UNKNOWN, LEAD_CLOSED, LEAD_LINKED, LEAD_CHANGED, PROTECTION_CHANGED.
    """
    actor.require(Task.WORK_LEADS)
    case = LeadCase.of(uow, actor, lead_id, now)
    lead = case.lead
    require_open(lead)
    if lead.status is not LeadStatus.APPROVED:
        raise DomainError(Code.LEAD_CHANGED, number=lead.number, status=lead.status)
    before = lead.protected_until
    if before != seen:
        raise DomainError(Code.PROTECTION_CHANGED, number=lead.number, until=before)
    until = longer_until(lead, program, program.calendar.local_day(now))
    if until is None or until == before:
        return lead
    lead.protected_until = until
    case.changed()
    case.record(LeadEventKind.PROTECTED, before.isoformat() if before else None, until.isoformat())
    case.tell(ProtectionExtended(lead.id, lead.partner_id, until, actor.person))
    return lead


def remind_of_protection(uow: UnitOfWork, program: Program, *, now: datetime) -> int:
    """Brings up each protection that ends soon, once, to the rep and the partner; how many end."""
    today = program.calendar.local_day(now)
    last = today + timedelta(days=program.leads.protection.remind_days_before)
    ending = [lead for lead in uow.lead_conflicts.protected_until(today, last) if lead.is_open]
    partners = uow.partners.by_id({lead.partner_id for lead in ending})
    for lead in ending:
        until = lead.protected_until or today
        tell(uow, ProtectionEnding(lead.id, lead.partner_id, until, lead.assignee), partners.get(lead.partner_id))
    return len(ending)


def _counted_from(day: date, program: Program) -> date | None:
    days = program.leads.protection.days
    return day + timedelta(days=days) if days else None
