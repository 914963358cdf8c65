"""`/partner`, `/partner arr`, and the same from buttons and Home."""

from __future__ import annotations

from domain.usecases.overview import explain_arr
from domain.usecases.overview import overview as partner_overview
from handlers.context import Context
from handlers.overview import views
from handlers.requests import Request
from handlers.results import Reply
from handlers.values import offset_of


def overview(_: Request, context: Context) -> Reply:
    """The partner's overview. Staff and strangers are told where they belong (DomainError)."""
    shown = partner_overview(context.uow, context.program, context.person, context.today)
    blocks = views.overview(shown, context.format)
    return Reply(views.overview_text(shown, context.format), blocks, title="Overview")


def arr(request: Request, context: Context) -> Reply:
    """A page of the lines that make up the partner's ARR."""
    partner = context.actor.of_partner()
    shown = explain_arr(context.uow, context.program, partner, context.today, offset=offset_of(request))
    return Reply(
        f"ARR {context.format.money(shown.total)}", views.arr(shown, context.program, context.format), title="ARR"
    )
