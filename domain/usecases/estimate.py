"""What a customer would bring that a partner does not have yet, and that deal handed over as a lead."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from domain.deadlines import standing_on
from domain.forecast import Forecast, as_lead, forecast, prospect_of
from domain.lead_drafts import LeadDraft
from domain.partners import Partner
from domain.people import Actor
from domain.ports import UnitOfWork
from domain.program import Program
from domain.tiers import customer_window
from domain.usecases.submit_lead import keep_page


def estimate_customer(
    uow: UnitOfWork, program: Program, partner: Partner, answers: Mapping[str, Any], today: date
) -> Forecast | None:
    """What is typed, worked out for the partner on a day; None while too little is known. Raises FormError."""
    prospect = prospect_of(answers, program, today)
    if prospect is None:
        return None
    figures = uow.partners.tier_figures(partner.id, new_since=customer_window(program, today))
    rule = program.tier(partner.tier).new_customers
    counted_since = uow.history.counted_since(partner.id, rule.at_least) if rule else None
    before = standing_on(program, partner, figures, today, counted_since=counted_since)
    return forecast(program, partner, before, prospect, today)


def hand_on(
    uow: UnitOfWork, program: Program, actor: Actor, draft_id: str, answers: Mapping[str, Any], *, now: datetime
) -> LeadDraft:
    """The draft of a lead with what is typed into the estimate. Raises FormError, DomainError(DRAFT_UNKNOWN)."""
    deal = as_lead(answers, program, program.calendar.local_day(now))
    return keep_page(uow, actor, draft_id, deal, now=now)
