"""A partner hands over a lead, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from domain.companies import name_key
from domain.errors import Code, DomainError
from domain.lead_drafts import LeadDraft
from domain.lead_form import Involvement, check_contact, check_deal, check_involvement
from domain.leads import Contact, Deal, Lead, LeadEvent, LeadEventKind, LeadSource, meets_criteria
from domain.notices import LeadArrived
from domain.people import Actor
from domain.ports import UnitOfWork
from domain.program import Program
from domain.rewards import estimate
from domain.usecases.lead_conflicts import WHY_YOURS, note_conflicts
from domain.usecases.lead_hands import assign_on_arrival
from domain.usecases.telling import tell


def keep_page(uow: UnitOfWork, actor: Actor, draft_id: str, answers: Mapping[str, Any], *, now: datetime) -> LeadDraft:
    """Keeps a page that was sent off in the person's draft, which is made at the first page.

    Raises DomainError(DRAFT_UNKNOWN) for a draft of somebody else.
    """
    draft = _own_draft(uow, actor, draft_id, now=now)
    if draft.lead_id is None:
        draft.send_off(answers, now)
    return draft


def keep_typing(
    uow: UnitOfWork, actor: Actor, draft_id: str, answers: Mapping[str, Any], *, at: str, now: datetime
) -> tuple[LeadDraft, bool]:
    """Keeps what is being typed, and says whether it was the newest: one that arrives late changes nothing.

    `at` is Slack's timestamp of the report. It never changes a page that was sent off: it may have been made before.
    """
    draft = _own_draft(uow, actor, draft_id, now=now)
    newest = at >= draft.seen_action
    if newest and draft.lead_id is None:
        draft.typed = {**draft.typed, **answers}
        draft.seen_action = at
        draft.touch(now)
    return draft, newest


def submit_lead(
    uow: UnitOfWork,
    program: Program,
    actor: Actor,
    draft_id: str,
    answers: Mapping[str, Any],
    *,
    now: datetime,
) -> Lead:
    """Makes the draft a lead, once: a draft submitted before gives the lead it made.

    All three pages are checked again. Raises FormError by field, DomainError(DRAFT_UNKNOWN), DomainError(NOT_A_MEMBER).
    """
    draft = _own_draft(uow, actor, draft_id, now=now)
    if draft.lead_id is not None:
        return _existing(uow, draft.lead_id)
    draft.send_off(answers, now)
    today = program.calendar.local_day(now)
    contact = check_contact(draft.answers, locale=program.vendor.locale)
    deal = check_deal(draft.answers, program, today)
    involvement = check_involvement(draft.answers, program)
    lead = uow.leads.add(_lead(program, actor, draft, contact, deal, involvement, today=today, now=now))
    draft.lead_id = lead.id
    uow.leads.record(LeadEvent(lead.id, now, actor.person, LeadEventKind.SUBMITTED, after=lead.status))
    partner = actor.of_partner()
    tell(uow, LeadArrived(lead.id, partner.id, actor.person, in_file=draft.source is LeadSource.FILE), partner)
    note_conflicts(uow, program, lead, reason=draft.answers.get(WHY_YOURS), now=now)
    assign_on_arrival(uow, program, lead, partner, now=now)
    return lead


def _own_draft(uow: UnitOfWork, actor: Actor, draft_id: str, *, now: datetime) -> LeadDraft:
    partner = actor.of_partner()
    draft = uow.leads.draft(draft_id, for_update=True)
    if draft is None:
        draft = LeadDraft(id=draft_id, partner_id=partner.id, person=actor.person, updated_at=now)
        uow.leads.add_draft(draft)
    if draft.person != actor.person or draft.partner_id != partner.id:
        raise DomainError(Code.DRAFT_UNKNOWN)
    return draft


def _existing(uow: UnitOfWork, lead_id: int) -> Lead:
    lead = uow.leads.get(lead_id)
    if lead is None:
        raise DomainError(Code.LEAD_UNKNOWN, number=f"L-{lead_id}")
    return lead


def _lead(
    program: Program,
    actor: Actor,
    draft: LeadDraft,
    contact: Contact,
    deal: Deal,
    involvement: Involvement,
    *,
    today: date,
    now: datetime,
) -> Lead:
    rules = program.leads
    valued = estimate(rules.rewards, program.price_book(today), deal.products, deal.agents)
    return Lead(
        partner_id=draft.partner_id,
        submitted_by=actor.person,
        submitted_at=now,
        draft_id=draft.id,
        contact=contact,
        deal=deal,
        involvement=involvement.choice,
        below_criteria=not meets_criteria(rules.criteria, agents=deal.agents, employees=contact.employees),
        estimate=valued.annual,
        status_since=now,
        touched_at=now,
        name_key=name_key(contact.company),
        mail_domain=contact.email.rpartition("@")[2].lower(),
        source=draft.source,
        source_link=draft.source_link,
    )
