"""`/partner benefits`."""

from __future__ import annotations

from domain.usecases.claim_benefit import catalogue
from handlers.benefits import views
from handlers.context import Context
from handlers.requests import Request
from handlers.results import Reply
from handlers.texts.catalogue import say


def benefits(_: Request, context: Context) -> Reply:
    """The partner's benefits by tier, as they stand, and what is missing to those of the next."""
    partner = context.actor.of_partner()
    shown = catalogue(context.uow, context.program, partner, context.today)
    blocks = views.benefits(shown, partner, context.house, context.today)
    return Reply(say("Your benefits at {tier}", tier=shown.standing.tier.name), blocks, title=say("My benefits"))
