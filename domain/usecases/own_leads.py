"""A partner looks after its own leads: sees them, takes one back, corrects a typo, hands one in again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from domain.companies import name_key
from domain.contacts import readable_phone
from domain.errors import Code, DomainError
from domain.free_text import optional_text
from domain.lead_drafts import LeadDraft
from domain.lead_form import check_contact, plan_field
from domain.leads import (
    MAX_REASON,
    Contact,
    Lead,
    LeadEvent,
    LeadEventKind,
    LeadStatus,
    meets_criteria,
    require_version,
)
from domain.notices import LeadCorrected, LeadWithdrawn
from domain.paging import page_at
from domain.people import Actor
from domain.ports import UnitOfWork
from domain.program import Program
from domain.usecases.lead_case import LeadCase
from domain.usecases.lead_conflicts import note_conflicts_anew

LEADS_A_PAGE = 10
LEADS_AT_ONCE = 500


@dataclass(frozen=True)
class LeadPage:
    """One page of a partner's leads, newest first; only those still open or those closed where `is_open` says so."""

    leads: Sequence[Lead]
    offset: int
    total: int
    is_open: bool | None = None


def partner_leads(uow: UnitOfWork, actor: Actor, *, offset: int, is_open: bool | None = None) -> LeadPage:
    """A page of the leads of the person's partner. An offset past the end shows the last page."""
    partner = actor.of_partner()
    leads, offset, total = page_at(
        lambda start: uow.leads.of_partner(partner.id, is_open=is_open, offset=start, limit=LEADS_A_PAGE),
        offset,
        LEADS_A_PAGE,
    )
    return LeadPage(leads, offset, total, is_open)


def all_leads(uow: UnitOfWork, partner_id: str) -> Iterator[Lead]:
    """Every lead of a partner, newest first."""
    offset = 0
    while True:
        leads, _ = uow.leads.of_partner(partner_id, is_open=None, offset=offset, limit=LEADS_AT_ONCE)
        yield from leads
        if len(leads) < LEADS_AT_ONCE:
            return
        offset += LEADS_AT_ONCE


def partner_lead(uow: UnitOfWork, actor: Actor, lead_id: int) -> tuple[Lead, Sequence[LeadEvent]]:
    """One lead of the person's partner with its history. Raises DomainError(LEAD_UNKNOWN) for any other lead."""
    partner = actor.of_partner()
    lead = uow.leads.get(lead_id)
    if lead is None or lead.partner_id != partner.id:
        raise DomainError(Code.LEAD_UNKNOWN, number=f"L-{lead_id}")
    return lead, uow.leads.history(lead.id)


def may_withdraw(lead: Lead) -> bool:
    """Only what nobody has decided about can be taken back."""
    return lead.status is LeadStatus.SUBMITTED and lead.withdrawn_at is None


def withdraw_lead(uow: UnitOfWork, actor: Actor, lead_id: int, reason: str | None, *, now: datetime) -> Lead:
    """Takes a lead back that nobody has decided about: nobody works on it any more. Doing so twice changes nothing.

    Raises DomainError: LEAD_UNKNOWN for a lead of others, LEAD_CHANGED where it was decided about, TOO_LONG.
    """
    case = _own_case(uow, actor, lead_id, now=now)
    lead = case.lead
    if lead.withdrawn_at is not None:
        return lead
    if not may_withdraw(lead):
        raise DomainError(Code.LEAD_CHANGED, number=lead.number, status=lead.status)
    why = optional_text(reason, "reason", longest=MAX_REASON)
    lead.withdrawn_at = now
    lead.question = lead.asked_by = lead.asked_at = None
    case.changed()
    case.record(LeadEventKind.WITHDRAWN, reason=why)
    case.tell(LeadWithdrawn(lead.id, lead.partner_id, lead.version, actor.person, why))
    return lead


def correct_lead(
    uow: UnitOfWork,
    program: Program,
    actor: Actor,
    lead_id: int,
    version: int,
    answers: Mapping[str, Any],
    *,
    labels: Mapping[str, str],
    now: datetime,
) -> Lead:
    """Corrects who the lead is, while it is open. Each field that differs is a line of the history, with its label.

    Raises FormError by field, and DomainError: LEAD_UNKNOWN for a lead of others, LEAD_CHANGED where it is not what the
    person was looking at (nothing is overwritten), LEAD_CLOSED.
    """
    case = _own_case(uow, actor, lead_id, now=now)
    lead, was = case.lead, case.lead.contact
    contact = check_contact(answers, locale=program.vendor.locale)
    changes = _changes(was, contact, labels)
    if not changes:
        return lead
    if not lead.is_open:
        raise DomainError(Code.LEAD_CLOSED, number=lead.number)
    require_version(lead, version)
    lead.contact = contact
    lead.name_key, lead.mail_domain = name_key(contact.company), contact.email.rpartition("@")[2].lower()
    lead.below_criteria = not meets_criteria(
        program.leads.criteria, agents=lead.deal.agents, employees=contact.employees
    )
    uow.leads.renew_words(lead)
    if (was.company, was.domain, was.email) != (contact.company, contact.domain, contact.email):
        note_conflicts_anew(uow, program, lead, now=now)
    case.changed()
    for before, after in changes:
        case.record(LeadEventKind.CORRECTED, before, after)
    case.tell(LeadCorrected(lead.id, lead.partner_id, lead.version, actor.person, changes))
    return lead


def hand_in_again(uow: UnitOfWork, actor: Actor, lead_id: int, *, now: datetime) -> LeadDraft:
    """The person's draft with the answers of a withdrawn lead, but that the lead has to be asked again.

    One that the person has begun before is gone on with; `lead_id` is set on one that was submitted. Raises
    DomainError: LEAD_UNKNOWN for a lead of others, LEAD_CHANGED for one that was not withdrawn.
    """
    lead, _ = partner_lead(uow, actor, lead_id)
    if lead.withdrawn_at is None:
        raise DomainError(Code.LEAD_CHANGED, number=lead.number, status=lead.status)
    draft_id = f"again:{lead.id}:{actor.person}"
    draft = uow.leads.draft(draft_id, for_update=True)
    if draft is None:
        draft = LeadDraft(draft_id, lead.partner_id, actor.person, now, answers=answers_of(lead))
        uow.leads.add_draft(draft)
    return draft


def contact_answers(contact: Contact) -> dict[str, Any]:
    """What is typed on page one to get this contact."""
    return {name: None if value is None else str(value) for name, value in asdict(contact).items()}


def answers_of(lead: Lead) -> dict[str, Any]:
    """What is typed into the form to get this lead, without the consent."""
    deal = lead.deal
    return {
        **contact_answers(lead.contact),
        "products": [each.product for each in deal.products],
        **{plan_field(each.product): each.plan for each in deal.products},
        "agents": None if deal.agents is None else str(deal.agents),
        "billing_cycle": None if deal.billing_cycle is None else deal.billing_cycle.value,
        "reward": deal.reward.value,
        "involvement": lead.involvement,
    }


def _changes(was: Contact, contact: Contact, labels: Mapping[str, str]) -> tuple[tuple[str, str | None], ...]:
    """Each field that differs, as people read it: `Company: Acme` and `Acme Inc`."""
    found = []
    for field in fields(Contact):
        before, after = getattr(was, field.name), getattr(contact, field.name)
        if before != after:
            label = labels.get(field.name, field.name)
            found.append((f"{label}: {_read(field.name, before) or 'nothing'}", _read(field.name, after)))
    return tuple(found)


def _read(name: str, value: object) -> str | None:
    if value is None:
        return None
    return readable_phone(str(value)) if name == "phone" else str(value)


def _own_case(uow: UnitOfWork, actor: Actor, lead_id: int, *, now: datetime) -> LeadCase:
    partner = actor.of_partner()
    lead = uow.leads.get(lead_id, for_update=True)
    if lead is None or lead.partner_id != partner.id:
        raise DomainError(Code.LEAD_UNKNOWN, number=f"L-{lead_id}")
    return LeadCase(uow, lead, partner, actor, now)
