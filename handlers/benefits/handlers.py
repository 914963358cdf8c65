"""`/partner benefits`."""

from __future__ import annotations

from domain.tiers import customer_window, standing
from handlers.benefits import views
from handlers.context import Context
from handlers.requests import Request
from handlers.results import Reply


def benefits(_: Request, context: Context) -> Reply:
    """The partner's benefits by tier, and what is missing to those of the next."""
    partner = context.actor.of_partner()
    window = customer_window(context.program, context.today)
    figures = context.uow.partners.tier_figures(partner.id, new_since=window)
    shown = standing(context.program, partner.tier, figures)
    blocks = views.benefits(shown, context.program, context.format)
    return Reply(f"Your benefits at {shown.tier.name}", blocks, title="My benefits")
