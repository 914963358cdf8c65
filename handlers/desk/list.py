"""`/program claims [mine | unassigned | late | all | a benefit | C-12]`: the list of the desk."""

from __future__ import annotations

from difflib import get_close_matches

from domain.errors import Code, DomainError
from domain.people import Task
from domain.usecases.work_claims import DeskView, claim_desk
from handlers.context import Context
from handlers.desk import list_views as views
from handlers.desk.claims import view_of
from handlers.desk.refs import ClaimRef, is_ref
from handlers.requests import Click, Command
from handlers.results import OpenModal, Reply
from handlers.values import offset_of


def claims(request: Command | Click, context: Context) -> Reply | OpenModal:
    """A page of claims that somebody has to do something about, late ones first; or the one whose number was typed."""
    context.actor.require(Task.SEE_PROGRAM)  # before anything typed is looked at
    if isinstance(request, Command) and is_ref(request.rest):
        return OpenModal(view_of(ClaimRef.read(request.rest).claim_id, context))
    view, benefit = _typed(request.rest, context) if isinstance(request, Command) else _carried(request.value, context)
    shown = claim_desk(
        context.uow, context.actor, view, benefit=benefit, offset=offset_of(request), today=context.today
    )
    return Reply("Claims", views.claims(shown, view, benefit, context.house, context.today), title="Claims")


def _typed(text: str, context: Context) -> tuple[DeskView, str | None]:
    """A view or a benefit by its name or key, or the nearest to it."""
    wanted = " ".join(text.lower().split())
    if not wanted:
        return DeskView.ALL, None
    known: dict[str, tuple[DeskView, str | None]] = {view: (view, None) for view in DeskView}
    for benefit in views.claimed(context.program):
        known[benefit.key] = known[benefit.name.lower()] = (DeskView.ALL, benefit.key)
    near = get_close_matches(wanted, known, n=1)
    if not near:
        raise DomainError(Code.UNKNOWN_CHOICE, text=wanted)
    return known[near[0]]


def _carried(value: str, context: Context) -> tuple[DeskView, str | None]:
    """What a button or a choice says: `late:training:20`. Anything else means everything."""
    view, benefit, *_ = [*value.split(":"), "", ""]
    keys = {each.key for each in views.claimed(context.program)}
    return DeskView(view) if view in {*DeskView} else DeskView.ALL, benefit if benefit in keys else None
