"""How a handler's result becomes an ack and calls to Slack. Pure: nothing is sent here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.as_json import as_json
from bot.payloads import Delivery, Kind
from bot.plain_text import plain
from domain.people import user_id
from handlers.requests import Click, HomeOpened, Mentioned, Modal, Said, Submission, Surface
from handlers.results import (
    CloseModal,
    FieldErrors,
    Later,
    Nothing,
    OpenModal,
    PublishHome,
    PushModal,
    Reply,
    Result,
    Say,
    SendFile,
    UpdateModal,
)
from handlers.surfaces import as_modal

Body = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """A call of the Web API. `has_trigger`: it is worth nothing after the trigger's three seconds.

    `comes_first`: where it fails, what comes after it is not sent.
    """

    method: str
    arguments: Mapping[str, Any]
    has_trigger: bool = False
    comes_first: bool = False


@dataclass(frozen=True)
class Response:
    """A message to the request's response_url."""

    body: Mapping[str, Any]


Send = Call | Response | SendFile | Later


@dataclass(frozen=True)
class Answer:
    """What goes into the ack (None: an empty one), and what is sent after it."""

    ack: Body | None = None
    sends: Sequence[Send] = field(default=())


def answer(result: Result, delivery: Delivery) -> Answer:
    """The answer to a delivery. Raises slack_sdk's error for blocks or views that Slack would not take."""
    match result:
        case Nothing():
            return Answer()
        case PublishHome(view):
            arguments = {"user_id": user_id(delivery.person), "view": as_json(view)}
            if isinstance(delivery.request, HomeOpened) and delivery.request.hash:
                arguments["hash"] = delivery.request.hash
            return Answer(sends=[Call("views.publish", arguments)])
        case SendFile() | Later():
            told_now = _told(result.told, delivery) if isinstance(result, SendFile) else Answer()
            return Answer(told_now.ack, [*told_now.sends, result])
        case Say():
            return _said(result, delivery)
    if delivery.kind is Kind.SUBMISSION and isinstance(delivery.request, Submission):
        return Answer(ack=_to_submission(result, delivery.request.modal), sends=_behind(result))
    return _to_the_rest(result, delivery)


def _to_submission(result: Result, modal: Modal) -> Body | None:
    """Submissions are answered in the ack: only there does `response_action` count. An empty one closes the view."""
    match result:
        case FieldErrors(errors):
            return _field_errors(errors, modal)
        case UpdateModal(view):
            return {"response_action": "update", "view": as_json(view)}
        case Reply():
            return {"response_action": "update", "view": as_json(as_modal(result))}
        case PushModal(view) | OpenModal(view):
            return {"response_action": "push", "view": as_json(view)}
    return None


def _behind(result: Result) -> Sequence[Send]:
    """What becomes of the view below one that is closed."""
    if not isinstance(result, CloseModal) or result.below is None:
        return ()
    view_id, view = result.below
    return [Call("views.update", {"view_id": view_id, "view": as_json(view)})]


def _field_errors(errors: Mapping[str, str], modal: Modal) -> Body:
    """Slack shows errors only under inputs of the view that was sent off; others go under its first one."""
    known = {name: text for name, text in errors.items() if name in modal.fields}
    elsewhere = [text for name, text in errors.items() if name not in modal.fields]
    if elsewhere and modal.fields:
        first = modal.fields[0]
        known[first] = " ".join([*filter(None, [known.get(first)]), *elsewhere])
    if known:
        # Slack shows them as they are: no marks, and nothing escaped
        return {"response_action": "errors", "errors": {name: plain(text) for name, text in known.items()}}
    return {"response_action": "push", "view": as_json(as_modal(Reply(" ".join(errors.values()))))}


def _to_the_rest(result: Result, delivery: Delivery) -> Answer:
    match result:
        case FieldErrors(errors):
            return _reply(Reply(" ".join(errors.values()), beside=True), delivery)
        case Reply():
            return _reply(result, delivery)
        case OpenModal(view) | PushModal(view):
            return Answer(sends=[_open(view, delivery)])
        case UpdateModal(view):
            return Answer(sends=[_update(view, delivery)])
    return Answer()


def _reply(reply: Reply, delivery: Delivery) -> Answer:
    """To a command in the ack's body; to a click where it was made; to a shortcut and on Home as a modal."""
    request = delivery.request
    if isinstance(request, Said):
        return _said(Say(reply.text, reply.blocks), delivery)
    if delivery.kind is Kind.COMMAND:
        return Answer(ack={"response_type": "ephemeral", **_message(reply.text, reply.blocks)})
    if isinstance(request, Click) and request.surface is Surface.MODAL:
        return Answer(sends=[_update(as_modal(reply), delivery)])
    if isinstance(request, Mentioned) or (isinstance(request, Click) and request.surface is not Surface.HOME):
        replace = isinstance(request, Click) and request.surface is Surface.EPHEMERAL and not reply.beside
        told = ephemeral(delivery, _message(reply.text, reply.blocks), replace=replace)
        if told is not None:
            return Answer(sends=[told])
    if delivery.trigger_id is None:
        return Answer()
    return Answer(sends=[_open(as_modal(reply), delivery)])


def _said(said: Say, delivery: Delivery) -> Answer:
    """Into the direct messages, by the person's id where their conversation with the app is not known."""
    request = delivery.request
    message = {**_message(said.text, said.blocks), "unfurl_links": False}
    if isinstance(request, Said):
        thread = {"thread_ts": delivery.thread_ts} if delivery.thread_ts else {}
        return Answer(sends=[Call("chat.postMessage", {"channel": request.channel, **thread, **message})])
    if said.told is not None:
        told = _told(said.told, delivery)
        post = Call("chat.postMessage", {"channel": user_id(delivery.person), **message}, comes_first=True)
        return Answer(told.ack, [post, *told.sends])
    opened: list[Send] = [_open(said.opens, delivery)] if said.opens else []
    channel = getattr(request, "channel_id", None) or user_id(delivery.person)
    if said.instead is not None and isinstance(request, Click) and request.message_ts:
        instead = {"blocks": [], **_message(said.instead.text, said.instead.blocks)}
        opened.append(Call("chat.update", {"channel": channel, "ts": request.message_ts, **instead}))
    return Answer(sends=[*opened, Call("chat.postMessage", {"channel": channel, **message})])


def _told(told: Reply, delivery: Delivery) -> Answer:
    """What is said of a file on its way: it leaves the view or message where it was asked for as it is."""
    request = delivery.request
    if isinstance(request, Submission):
        return Answer(ack=_to_submission(told, request.modal))
    if isinstance(request, Click) and request.surface in {Surface.MESSAGE, Surface.EPHEMERAL}:
        note = ephemeral(delivery, _message(told.text, told.blocks))
        return Answer(sends=[note] if note else [])
    if isinstance(request, Click):
        return Answer(sends=[_open(as_modal(told), delivery)])
    return _reply(told, delivery)


def _message(text: str, blocks: Sequence[Block]) -> Body:
    return {"text": text, "blocks": [as_json(block) for block in blocks]} if blocks else {"text": text}


def _open(view: View, delivery: Delivery) -> Call:
    """Opens a modal; from within one it goes on top, where alone the trigger of a click in it is good for."""
    within = isinstance(delivery.request, Click) and delivery.request.surface is Surface.MODAL
    arguments = {"trigger_id": delivery.trigger_id, "view": as_json(view)}
    return Call("views.push" if within else "views.open", arguments, has_trigger=True)


def _update(view: View, delivery: Delivery) -> Call:
    """Without a hash the last update wins; which click was the last is known by Slack's time of it."""
    request = delivery.request
    if isinstance(request, Click) and request.modal is not None:
        return Call("views.update", {"view_id": request.modal.view_id, "view": as_json(view)})
    return _open(view, delivery)


def ephemeral(delivery: Delivery, message: Mapping[str, Any], *, replace: bool = False) -> Call | Response | None:
    """A message that only the person sees where the request came from; None where there is no such place."""
    if delivery.response_url:
        return Response({"response_type": "ephemeral", "replace_original": replace, **message})
    channel = getattr(delivery.request, "channel_id", None)
    if not channel:
        return None
    arguments = {"channel": channel, "user": user_id(delivery.person), **message}
    if delivery.thread_ts:
        arguments["thread_ts"] = delivery.thread_ts
    return Call("chat.postEphemeral", arguments)
