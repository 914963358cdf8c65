"""How a partner wants to be involved in a lead is acted on: it is asked to introduce the lead, or to be invited."""

from __future__ import annotations

from datetime import datetime

from domain.errors import Code, DomainError
from domain.involvement import awaits_introduction, involvement_of, is_invited
from domain.leads import Lead, LeadEventKind, LeadStatus
from domain.notices import IntroductionAsked, InvitationDue, LeadIntroduced
from domain.people import Actor
from domain.ports import UnitOfWork
from domain.program import Program
from domain.usecases.lead_case import LeadCase


def ask_for_introduction(case: LeadCase, program: Program) -> None:
    """To be called once a lead was approved: asks its partner to introduce it, where the partner wants to."""
    lead = case.lead
    if awaits_introduction(lead, program):
        case.tell(IntroductionAsked(lead.id, lead.partner_id, lead.version))


def remind_to_invite(case: LeadCase, program: Program) -> None:
    """To be called once a lead reached a stage: where that is a meeting, reminds its rep to invite who gave it."""
    lead = case.lead
    stage = program.stage(lead.stage or "")
    if stage is None or not stage.is_meeting or not is_invited(lead, program):
        return
    to = lead.assignee or case.actor.person
    case.tell(InvitationDue(lead.id, lead.partner_id, lead.version, stage.key, lead.submitted_by, to))


def introduce_lead(uow: UnitOfWork, program: Program, actor: Actor, lead_id: int, *, now: datetime) -> Lead:
    """A partner's person says that the lead knows the sales team now: its rep may go on. Twice changes nothing.

    Raises DomainError: NOT_A_MEMBER; LEAD_UNKNOWN for a lead of others; LEAD_CLOSED where nothing is waited for.
    """
    partner = actor.of_partner()
    lead = uow.leads.get(lead_id, for_update=True)
    if lead is None or lead.partner_id != partner.id:
        raise DomainError(Code.LEAD_UNKNOWN, number=f"L-{lead_id}")
    if lead.introduced_at is not None:
        return lead
    chosen = involvement_of(lead, program)
    if chosen is None or not chosen.introduces or not lead.is_open or lead.status is not LeadStatus.APPROVED:
        raise DomainError(Code.LEAD_CLOSED, number=lead.number)
    case = LeadCase(uow, lead, partner, actor, now)
    lead.introduced_at = now
    case.changed()
    case.record(LeadEventKind.INTRODUCED)
    case.tell(LeadIntroduced(lead.id, partner.id, lead.version, actor.person, lead.assignee))
    return lead
