"""`/program claims [mine | unassigned | late | desk | account managers | a benefit | C-12]`: the list of the desk."""

from __future__ import annotations

from difflib import get_close_matches

from domain.benefits import Queue
from domain.errors import Code, DomainError
from domain.people import Task
from domain.usecases.work_claims import DeskView, claim_desk
from handlers.context import Context
from handlers.desk import list_views as views
from handlers.desk.claims import view_of
from handlers.desk.list_views import Wanted
from handlers.desk.refs import ClaimRef, is_ref
from handlers.requests import Click, Command
from handlers.results import OpenModal, Reply
from handlers.texts.catalogue import say
from handlers.values import offset_of

QUEUE_WORDS = {"desk": Queue.DESK, "account managers": Queue.ACCOUNT_MANAGER}
"""What one types for a queue."""


def claims(request: Command | Click, context: Context) -> Reply | OpenModal:
    """A page of claims that somebody has to do something about, late ones first; or the one whose number was typed."""
    context.actor.require(Task.SEE_PROGRAM)  # before anything typed is looked at
    if isinstance(request, Command) and is_ref(request.rest):
        return OpenModal(view_of(ClaimRef.read(request.rest).claim_id, context))
    wanted = _typed(request.rest, context) if isinstance(request, Command) else _carried(request.value, context)
    shown = claim_desk(
        context.uow,
        context.actor,
        wanted.view,
        benefit=wanted.benefit,
        queue=wanted.queue,
        offset=offset_of(request),
        today=context.today,
    )
    return Reply(say("Claims"), views.claims(shown, wanted, context.house, context.today), title=say("Claims"))


def _typed(text: str, context: Context) -> Wanted:
    """A view, a queue, both of them, or a benefit by its name or key; or the nearest to it."""
    typed = " ".join(text.lower().split())
    if not typed:
        return Wanted()
    known = {str(view): Wanted(view) for view in DeskView}
    for word, queue in QUEUE_WORDS.items():
        known |= {f"{view} {word}": Wanted(view, queue=queue) for view in DeskView}
        known[word] = Wanted(queue=queue)
    for benefit in views.claimed(context.program):
        known[benefit.key] = known[benefit.name.lower()] = Wanted(benefit=benefit.key)
    near = get_close_matches(typed, known, n=1)
    if not near:
        raise DomainError(Code.UNKNOWN_CHOICE, text=typed)
    return known[near[0]]


def _carried(value: str, context: Context) -> Wanted:
    """What a button or a choice says: `late:training:desk:20`. Anything else means everything."""
    view, benefit, queue, *_ = [*value.split(":"), "", "", ""]
    keys = {each.key for each in views.claimed(context.program)}
    return Wanted(
        DeskView(view) if view in {*DeskView} else DeskView.ALL,
        benefit if benefit in keys else None,
        Queue(queue) if queue in {*Queue} else None,
    )
