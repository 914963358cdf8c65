"""A lead in its partner's channel, for the gallery: in every status, with every mark."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from slack_sdk.models.blocks import Block

from domain.leads import Contact, Deal, Lead, LeadStatus, RewardOption
from domain.money import Cents
from domain.people import PersonKey
from handlers.context import House
from handlers.leads.channel_card import channel_card

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
HOSTILE = "<!channel> & Co *bold* <@U0SAM>"


def telling(house: House) -> Iterator[tuple[str, list[Block]]]:
    """All of it."""
    for status in LeadStatus:
        for involvement in ("email", "introduction"):
            yield (
                f"lead in its channel, {status}, {involvement}",
                channel_card(_lead(status, involvement), house, TODAY),
            )
    for stage in (*(each.key for each in house.program.leads.stages), "gone"):
        lead = _lead(LeadStatus.APPROVED, "email", stage=stage)
        yield f"lead in its channel, at {stage}", channel_card(lead, house, TODAY)
    marked = _lead(LeadStatus.APPROVED, "email", question=HOSTILE, protected_until=date(2027, 5, 1), legal_review=True)
    yield "lead in its channel, all marks", channel_card(marked, house, TODAY)
    late = _lead(LeadStatus.SUBMITTED, "email")
    yield "lead in its channel, review late", channel_card(late, house, date(2026, 12, 1))
    for changes in ({"withdrawn_at": NOW}, {"deal_of": 7}, {"introduced_at": NOW}):
        lead = _lead(LeadStatus.SUBMITTED, "introduction", **changes)
        yield f"lead in its channel, {[*changes]}", channel_card(lead, house, TODAY)


def _lead(status: LeadStatus, involvement: str, **changes: object) -> Lead:
    made = Lead(
        partner_id="northwind",
        submitted_by=PersonKey("T0VENDOR:U0PAT"),
        submitted_at=NOW,
        draft_id="draft",
        contact=Contact(HOSTILE, "acme.com", HOSTILE, "Smith", "jane@acme.com"),
        deal=Deal(RewardOption.FLAT_FEE),
        involvement=involvement,
        below_criteria=False,
        estimate=Cents(3_540_00),
        status=status,
        status_since=NOW,
        stage_since=NOW,
        rewarded=Cents(500_00) if status is LeadStatus.WON else None,
    )
    for name, value in changes.items():
        setattr(made, name, value)
    made.id = 12
    return made
