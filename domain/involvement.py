"""How a partner wants to be involved in a lead, and what that asks of whom."""

from __future__ import annotations

from domain.lead_rules import InvolvementChoice
from domain.leads import Lead, LeadStatus
from domain.program import Program


def involvement_of(lead: Lead, program: Program) -> InvolvementChoice | None:
    """What the partner chose; None for a choice that the program no longer has."""
    return next((each for each in program.leads.involvement if each.key == lead.involvement), None)


def awaits_introduction(lead: Lead, program: Program) -> bool:
    """Whether the sales team waits for the partner to introduce the lead: from its approval until it says so."""
    chosen = involvement_of(lead, program)
    wants = chosen is not None and chosen.introduces
    return wants and lead.is_open and lead.status is LeadStatus.APPROVED and lead.introduced_at is None


def is_invited(lead: Lead, program: Program) -> bool:
    """Whether the partner's person wants to be at every meeting with the lead."""
    chosen = involvement_of(lead, program)
    return chosen is not None and chosen.invited
