"""The desk opens a claim and takes it. Who was slower is told; nothing is overwritten."""

from __future__ import annotations

from slack_sdk.models.views import View

from domain.errors import Code, DomainError
from domain.people import Actor
from domain.usecases.work_claims import ClaimFolder, claim_file, take
from handlers.context import Context, House
from handlers.desk import claim_views as views
from handlers.desk.refs import ClaimRef
from handlers.requests import Click, Surface
from handlers.results import Nothing, OpenModal, Reply, Result, UpdateModal
from handlers.texts.catalogue import say
from handlers.texts.errors import text_of
from handlers.texts.words import who

OVERTAKEN = frozenset({Code.CLAIM_CHANGED, Code.CLAIM_MOVED})
"""Refusals because the claim has gone on since the person looked at it."""


def open_claim(click: Click, context: Context) -> OpenModal:
    """A claim with all about it."""
    return OpenModal(view_of(ClaimRef.read(click.value).claim_id, context))


def view_of(claim_id: int, context: Context, *, notice: str | None = None) -> View:
    """A claim as it is now."""
    folder = claim_file(context.uow, context.actor, claim_id)
    return views.claim(folder, context.house, context.today, notice=notice)


def take_claim(click: Click, context: Context) -> Result:
    """Whoever clicked handles the claim from now on. A second click changes nothing; a colleague is named."""
    ref, notice = ClaimRef.read(click.value), None
    try:
        take(context.uow, context.actor, ref.claim_id, ref.version, now=context.now)
    except DomainError as error:
        if error.code not in OVERTAKEN:
            raise
        notice = overtaken(error, claim_file(context.uow, context.actor, ref.claim_id), context.actor, context.house)
    if click.surface is Surface.MODAL:
        return UpdateModal(view_of(ref.claim_id, context, notice=notice))
    return Reply(notice) if notice else Nothing()


def overtaken(error: DomainError, folder: ClaimFolder, actor: Actor, house: House) -> str:
    """That the claim has gone on, and by whom."""
    newest = folder.history[-1]
    why = text_of(error, house)
    if newest.by == actor.person:
        return say(":warning: {why} The newest change is by you; nothing of yours was saved.", why=why)
    by = who(newest.by)
    return say(":warning: {why} The newest change is by {person}; nothing of yours was saved.", why=why, person=by)
