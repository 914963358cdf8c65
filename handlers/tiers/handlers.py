"""`/partner tier`, and the whole history behind it."""

from __future__ import annotations

from domain.usecases.explain_tier import explain_tier, tier_history
from handlers.context import Context
from handlers.requests import Request
from handlers.results import Reply
from handlers.texts.catalogue import say
from handlers.texts.format import safe
from handlers.tiers import views
from handlers.values import offset_of


def tier(_: Request, context: Context) -> Reply:
    """The partner's tier, what is missing and what comes up, and the newest of its history."""
    shown = explain_tier(context.uow, context.program, context.actor.of_partner(), context.today)
    blocks = views.tier(shown, context.program, context.format)
    return Reply(f"{safe(shown.partner.name)}: {shown.standing.tier.name}", blocks, title=say("Tier"))


def history(request: Request, context: Context) -> Reply:
    """A page of all changes of the partner's tier."""
    page = tier_history(context.uow, context.actor.of_partner(), offset=offset_of(request))
    blocks = views.history(page, context.program, context.format)
    return Reply(say("How your tier came about"), blocks, title=say("Tier history"))
