"""`/partner`, and the same from buttons and Home."""

from __future__ import annotations

from domain.usecases.overview import overview as partner_overview
from handlers.context import Context
from handlers.overview import views
from handlers.requests import Request
from handlers.results import Reply
from handlers.texts.catalogue import say


def overview(_: Request, context: Context) -> Reply:
    """The partner's overview. Staff and strangers are told where they belong (DomainError)."""
    shown = partner_overview(context.uow, context.program, context.person, context.today)
    blocks = views.overview(shown, context.format)
    return Reply(views.overview_text(shown, context.format), blocks, title=say("Overview"))
