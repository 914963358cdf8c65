"""Several leads, one deal: one lead stands for it, the others are parts of it. One deal pays one reward.

A part keeps its status, is worked on no more and moves no more: it goes the way of the lead that stands for it. It can
be taken out again unless that one is won, for then its reward is paid; an admin reopens that one first.
"""

from __future__ import annotations

from datetime import datetime

from domain.errors import Code, DomainError
from domain.leads import Lead, LeadEventKind, LeadStatus, require_version
from domain.notices import LeadLinked
from domain.people import Actor, Task
from domain.ports import UnitOfWork
from domain.usecases.lead_case import LeadCase, load_lead, require_open

MOST_CANDIDATES = 100


def link_lead(uow: UnitOfWork, actor: Actor, lead_id: int, version: int, main_id: int, *, now: datetime) -> Lead:
    """Makes an open lead a part of another open lead's deal. Of two that are linked at once, one waits for the other.

    Raises DomainError: NOT_STAFF, NOT_ALLOWED, LEAD_UNKNOWN, LEAD_CHANGED, LEAD_CLOSED, LEAD_LINKED; NOT_ONE_DEAL
    (field `main`) for itself, a lead of another partner, a part of another deal, and where it has parts of its own.
    """
    actor.require(Task.WORK_LEADS)
    for each in sorted({lead_id, main_id}):
        load_lead(uow, each, for_update=True)
    case = LeadCase.of(uow, actor, lead_id, now)
    lead, (main, _) = case.lead, load_lead(uow, main_id)
    if lead.deal_of == main.id:
        return lead
    require_version(lead, version)
    require_open(lead)
    apart = main.id == lead.id or main.partner_id != lead.partner_id or not main.is_open
    if apart or uow.leads_desk.linked_to(lead.id):
        raise DomainError(Code.NOT_ONE_DEAL, field="main", number=lead.number, main=main.number)
    lead.deal_of = main.id
    lead.question = lead.asked_by = lead.asked_at = None
    _changed(case, None, main.number)
    main.touched_at = now
    return lead


def unlink_lead(uow: UnitOfWork, actor: Actor, lead_id: int, version: int, *, now: datetime) -> Lead:
    """Makes a part a deal of its own again: it goes on where it stood. One that is none changes nothing.

    Raises DomainError: NOT_STAFF, NOT_ALLOWED, LEAD_UNKNOWN, LEAD_CHANGED; DEAL_PAID while the lead that stands for the
    deal is won.
    """
    actor.require(Task.WORK_LEADS)
    # only to lock both in the order of their numbers: where it is linked elsewhere meanwhile, its version has risen
    seen, _ = load_lead(uow, lead_id)
    for each in sorted({lead_id, seen.deal_of or lead_id}):
        load_lead(uow, each, for_update=True)
    case = LeadCase.of(uow, actor, lead_id, now)
    lead = case.lead
    if lead.deal_of is None:
        return lead
    require_version(lead, version)
    main, _ = load_lead(uow, lead.deal_of)
    if main.status is LeadStatus.WON:
        raise DomainError(Code.DEAL_PAID, number=lead.number, main=main.number)
    lead.deal_of = None
    _changed(case, main.number, None)
    return lead


def _changed(case: LeadCase, before: str | None, after: str | None) -> None:
    lead = case.lead
    case.changed()
    case.record(LeadEventKind.LINKED, before, after)
    case.tell(LeadLinked(lead.id, lead.partner_id, lead.version, lead.deal_of, case.actor.person))
