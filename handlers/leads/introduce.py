"""*I've introduced them*: the sales team may go on."""

from __future__ import annotations

from domain.usecases.lead_involvement import introduce_lead
from handlers.context import Context
from handlers.leads.facts import title
from handlers.requests import Click
from handlers.results import Reply
from handlers.texts.catalogue import say
from handlers.values import lead_id


def introduced(click: Click, context: Context) -> Reply:
    """Notes it, once whoever presses."""
    lead = introduce_lead(context.uow, context.program, context.actor, lead_id(click.value), now=context.now)
    return Reply(
        say(":handshake: Thank you! Our sales team goes on with *{lead}*.", lead=title(lead)), title=say("Introduced")
    )
