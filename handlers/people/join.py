"""`/partner join [CODE]`, and the buttons by which somebody comes to a company."""

from __future__ import annotations

import uuid

from domain.errors import DomainError
from domain.usecases.invite import Joined, accept, join_by_code, require_free
from domain.usecases.join import apply, require_may_apply
from domain.usecases.membership import admit_by_channel
from handlers.context import Context
from handlers.people import join_views as views
from handlers.requests import Click, Command, Submission, Surface
from handlers.results import FieldErrors, Reply, Result, UpdateModal
from handlers.surfaces import as_modal, opened
from handlers.texts.catalogue import say
from handlers.texts.errors import text_of
from handlers.values import row_of


def open_join(request: Command | Click, context: Context) -> Result:
    """The application; a code that was typed lets in at once. People of a partner's channel are in by that."""
    if isinstance(request, Command) and request.rest:
        return _by_code(request.rest, context)
    if isinstance(request, Click) and request.channel_id and _admitted(request.channel_id, context):
        actor = context.uow.people.actor(context.person)
        return _welcomed(Joined(actor.of_partner(), actor.member_role))
    require_may_apply(context.uow, context.program, context.actor)
    return opened(views.application(str(uuid.uuid4()), _shared_channel(request, context), context.house), request)


def open_code(click: Click, context: Context) -> Result:
    """The form for a code."""
    require_free(context.actor)
    return opened(views.code(), click)


def application_sent(sent: Submission, context: Context) -> Result:
    """Takes the application down."""
    metadata = sent.modal.metadata
    channel = str(metadata["channel"]) if metadata.get("channel") else None
    made = apply(
        context.uow,
        context.program,
        context.actor,
        str(metadata["key"]),
        sent.modal.answers,
        channel_id=channel,
        now=context.now,
    )
    return UpdateModal(views.applied(made, context.house))


def code_sent(sent: Submission, context: Context) -> Result:
    """Lets in who has a good code."""
    found = _tried(str(sent.modal.answers.get("code") or ""), context)
    if isinstance(found, DomainError):
        return FieldErrors({"code": text_of(found, context.house)})
    return UpdateModal(as_modal(_welcomed(found)))


def accepted(click: Click, context: Context) -> Reply:
    """Says yes to an invitation."""
    return _welcomed(accept(context.uow, context.actor, row_of(click), now=context.now))


def _by_code(code: str, context: Context) -> Reply:
    found = _tried(code, context)
    return Reply(text_of(found, context.house)) if isinstance(found, DomainError) else _welcomed(found)


def _tried(code: str, context: Context) -> Joined | DomainError:
    return join_by_code(context.uow, context.program, context.actor, code, now=context.now)


def _welcomed(joined: Joined) -> Reply:
    text = views.welcome_text(joined.partner, joined.role)
    return Reply(text, views.welcome(joined.partner, joined.role), title=say("Welcome"))


def _admitted(channel_id: str, context: Context) -> bool:
    if context.actor.partner is not None:
        return False
    return admit_by_channel(context.uow, context.person, channel_id, context.house.vendor_team, now=context.now)


def _shared_channel(request: Command | Click, context: Context) -> str | None:
    """The channel that a company shares with us: somebody from elsewhere clicked there in a message of ours."""
    if not isinstance(request, Click) or request.surface not in {Surface.MESSAGE, Surface.EPHEMERAL}:
        return None
    if context.house.vendor_team is None or context.house.is_in_vendors_workspace(context.person):
        return None
    channel = request.channel_id or ""
    return channel if channel[:1] in {"C", "G"} else None
