"""`/program leads [status]`: the staff's list of all leads."""

from __future__ import annotations

from difflib import get_close_matches

from domain.errors import Code, DomainError
from domain.leads import LeadStatus
from domain.people import Task
from domain.usecases.work_leads import lead_board
from handlers.context import Context
from handlers.leads import board_views as views
from handlers.requests import Click, Command
from handlers.results import Reply
from handlers.values import offset_of


def board(request: Command | Click, context: Context) -> Reply:
    """A page of leads, of one status where it is named or chosen."""
    context.actor.require(Task.SEE_PROGRAM)  # before anything typed is looked at
    status = _status(request.rest if isinstance(request, Command) else request.value)
    shown = lead_board(
        context.uow, context.actor, statuses=None if status is None else [status], offset=offset_of(request)
    )
    return Reply("Leads", views.board(shown, status, context.house), title="Leads")


def _status(text: str) -> LeadStatus | None:
    wanted = text.partition(":")[0].strip().lower()
    if wanted in {"", "-", views.EVERY}:
        return None
    near = get_close_matches(wanted, list(LeadStatus), n=1)
    if not near:
        raise DomainError(Code.UNKNOWN_CHOICE, text=wanted)
    return LeadStatus(near[0])
