"""A message becomes the draft of a lead: what is found in it is typed into the form, for its person to look at."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from domain.lead_drafts import LeadDraft
from domain.lead_fields import lead_fields, refusal_of
from domain.lead_reading import read_lead
from domain.leads import LeadSource
from domain.people import Actor
from domain.ports import UnitOfWork
from domain.program import Program


def draft_from_message(
    uow: UnitOfWork, program: Program, actor: Actor, text: str, link: str | None, *, now: datetime
) -> LeadDraft:
    """The person's draft made from a message. The same message gives the same draft, until it is discarded.

    `link` leads to the message; without one, each time makes another draft. Raises DomainError(NOT_A_MEMBER).
    """
    partner = actor.of_partner()
    draft_id = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{partner.id} {actor.person} {link}") if link else uuid.uuid4())
    draft = uow.leads.draft(draft_id, for_update=True)
    if draft is None:
        found = dict(found_in(text, program, now=now))
        draft = LeadDraft(
            draft_id, partner.id, actor.person, now, typed=found, source=LeadSource.MESSAGE, source_link=link
        )
        uow.leads.add_draft(draft)
    return draft


def found_in(text: str, program: Program, *, now: datetime) -> Mapping[str, str]:
    """What a text says of a lead, as far as the form would take it."""
    today = program.calendar.local_day(now)
    found = read_lead(text, locale=program.vendor.locale, free_mail=program.leads.free_mail).answers
    fields = {each.name for each in lead_fields(program, found, today)}
    return {
        name: value
        for name, value in found.items()
        if name in fields and refusal_of(name, found, program, today) is None
    }
