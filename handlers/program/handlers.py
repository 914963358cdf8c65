"""`/program` and Home for staff."""

from __future__ import annotations

from domain.usecases.program_state import program_state
from handlers.context import Context
from handlers.program import views
from handlers.requests import Request
from handlers.results import Reply
from handlers.texts.catalogue import say


def program(_: Request, context: Context) -> Reply:
    """The program at a glance."""
    state = program_state(context.uow, context.program, context.actor, now=context.now)
    return Reply(context.program.vendor.program, views.program(state, context.house), title=say("Partner program"))
