"""`/partner earnings`, and its pages."""

from __future__ import annotations

from domain.people import Task
from domain.usecases.earnings import partner_earnings
from handlers.context import Context
from handlers.earnings import views
from handlers.requests import Request
from handlers.results import Reply
from handlers.texts.catalogue import say
from handlers.values import offset_of


def earnings(request: Request, context: Context) -> Reply:
    """A page of the partner's ledger with its sums, and the commission and savings of now."""
    actor = context.actor
    shown = partner_earnings(context.uow, context.program, actor.of_partner(), context.today, offset=offset_of(request))
    blocks = views.earnings(shown, context.program, context.format, gives_leads=actor.may(Task.GIVE_LEADS))
    return Reply(
        say("Rewards {total}", total=context.format.money(shown.booked.total)), blocks, title=say("My earnings")
    )
