"""What messages about one lead have in common: the lead they speak of, and its card at the leads desk."""

from __future__ import annotations

from domain.leads import Lead
from handlers.context import Reading
from handlers.leads.card import card, card_key, card_text
from handlers.notices.partners import partner_of
from handlers.results import Post


def lead_of(lead_id: int, reading: Reading) -> Lead:
    """The lead. LookupError where it is gone."""
    lead = reading.uow.leads.get(lead_id)
    if lead is None:
        raise LookupError(f"lead {lead_id}")
    return lead


def card_of(lead: Lead, reading: Reading) -> Post:
    """The card as things are now, in the place of the one before. LookupError where the partner is gone."""
    partner = partner_of(lead.partner_id, reading)
    return Post(card_text(lead, partner), card(lead, partner, reading.house), remember_as=card_key(lead.id))
