"""`/partner leads`, and one lead of the partner's."""

from __future__ import annotations

from domain.usecases.own_leads import partner_lead, partner_leads
from handlers.context import Context
from handlers.leads import list_views as views
from handlers.leads.facts import title
from handlers.requests import Click, Command
from handlers.results import Reply
from handlers.values import lead_id, offset_of


def leads(request: Command | Click, context: Context) -> Reply:
    """A page of the partner's leads; `/partner leads L-12` shows that one."""
    context.actor.of_partner()  # strangers hear how to join before anything they typed is looked at
    if isinstance(request, Command) and request.rest:
        return _show(lead_id(request.rest), context)
    page = partner_leads(context.uow, context.actor, offset=offset_of(request))
    blocks = views.leads(page, context.program, context.format)
    return Reply(f"Your {context.format.count(page.total, 'lead')}", blocks, title="My leads")


def lead(click: Click, context: Context) -> Reply:
    """One lead with its history."""
    return _show(lead_id(click.value), context)


def _show(number: int, context: Context) -> Reply:
    shown, history = partner_lead(context.uow, context.actor, number)
    return Reply(title(shown), views.lead(shown, history, context.house), title="Lead")
