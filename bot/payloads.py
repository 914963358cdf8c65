"""Slack's raw payloads as typed requests, each with what is needed to answer it. Nothing else reads payloads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.answers import answers, as_text, chosen
from bot.plain_text import plain
from domain.people import PersonKey, person_key
from handlers.blocks import METADATA_VERSION
from handlers.requests import Click, Command, HomeOpened, Modal, Request, Shortcut, Submission, Surface

Payload = Mapping[str, Any]


class Kind(StrEnum):
    """The kinds of payloads that are worked on."""

    COMMAND = "command"
    CLICK = "click"
    SUBMISSION = "submission"
    SHORTCUT = "shortcut"
    HOME = "home"
    MESSAGE = "message"
    MENTION = "mention"


class PayloadError(Exception):
    """A payload without something every payload of its kind has."""


@dataclass(frozen=True)
class Delivery:
    """One request of Slack. `id` names its route for the log; `key` is the same for the same delivery sent again.

    `team` and `enterprise` tell the installation that answers. `is_stale`: it comes from a view of another version.
    """

    kind: Kind
    id: str
    key: str
    request: Request
    team: str | None
    enterprise: str | None
    trigger_id: str | None = None
    response_url: str | None = None
    thread_ts: str | None = None
    is_stale: bool = False

    @property
    def person(self) -> PersonKey:
        """Who did it."""
        return self.request.person


def read_command(body: Payload) -> Delivery:
    """A slash command. The person's workspace is the command's."""
    try:
        person = person_key(body["team_id"], body["user_id"])
        word, _, rest = str(body.get("text") or "").strip().partition(" ")
        command = Command(person, body["command"], word.lower(), rest.strip(), body.get("channel_id") or "")
    except KeyError as missing:
        raise PayloadError(f"a command without {missing}") from None
    return Delivery(
        kind=Kind.COMMAND,
        id=f"{command.name} {command.word}".rstrip(),
        key=f"command:{body.get('trigger_id') or body.get('response_url')}",
        request=command,
        team=body["team_id"],
        enterprise=body.get("enterprise_id"),
        trigger_id=body.get("trigger_id"),
        response_url=body.get("response_url"),
    )


def read_click(body: Payload) -> Delivery:
    """A click or a choice in a message, a modal or Home."""
    try:
        action = body["actions"][0]
        container = body.get("container") or {}
        view = body.get("view") or {}
        surface = _surface(container, view)
        modal, is_stale = _modal(view) if surface is Surface.MODAL else (None, False)
        at = str(action.get("action_ts") or "")
        click = Click(
            person=_person(body),
            action=action["action_id"],
            value=as_text(chosen(action)),
            at=at,
            surface=surface,
            channel_id=(body.get("channel") or {}).get("id") or container.get("channel_id"),
            modal=modal,
            block_id=action.get("block_id") or "",
            message_ts=str(container.get("message_ts") or ""),
        )
    except (KeyError, IndexError) as missing:
        raise PayloadError(f"a click without {missing}") from None
    return _interaction(
        body,
        Kind.CLICK,
        click.action,
        click,
        key=body.get("trigger_id") or f"{click.person}:{click.action}:{at}",
        thread_ts=container.get("thread_ts"),
        is_stale=is_stale,
    )


def read_submission(body: Payload) -> Delivery:
    """A modal sent off."""
    try:
        modal, is_stale = _modal(body["view"])
        submission = Submission(_person(body), modal)
        # sent off once more with corrections, it is another delivery: only the trigger tells the two apart
        trigger = body["trigger_id"]
    except KeyError as missing:
        raise PayloadError(f"a submission without {missing}") from None
    return _interaction(
        body,
        Kind.SUBMISSION,
        modal.callback_id,
        submission,
        key=trigger,
        is_stale=is_stale,
    )


def read_shortcut(body: Payload) -> Delivery:
    """A global shortcut, or one on a message."""
    try:
        channel = (body.get("channel") or {}).get("id")
        message = body.get("message") or {}
        text, link = plain(message.get("text") or ""), _link(body, channel, message)
        shortcut = Shortcut(_person(body), body["callback_id"], channel, message, text, link)
    except KeyError as missing:
        raise PayloadError(f"a shortcut without {missing}") from None
    key = body.get("trigger_id") or f"{shortcut.person}:{body.get('action_ts')}"
    return _interaction(body, Kind.SHORTCUT, shortcut.callback_id, shortcut, key=key)


def read_home(body: Payload) -> Delivery | None:
    """A person's opening of Home; None where another tab of the app was opened."""
    event = body.get("event") or {}
    if event.get("tab") != "home":
        return None
    team = _event_team(body)
    if not team or not event.get("user"):
        raise PayloadError("an event without a team or a user")
    return Delivery(
        kind=Kind.HOME,
        id="home",
        key=f"event:{body.get('event_id')}",
        request=HomeOpened(person_key(team, event["user"]), str((event.get("view") or {}).get("hash") or "")),
        team=team,
        enterprise=body.get("enterprise_id"),
    )


def _interaction(
    body: Payload,
    kind: Kind,
    route: str,
    request: Request,
    *,
    key: str,
    thread_ts: str | None = None,
    is_stale: bool = False,
) -> Delivery:
    return Delivery(
        kind=kind,
        id=route,
        key=f"{kind}:{key}",
        request=request,
        team=_installing_team(body),
        enterprise=(body.get("enterprise") or {}).get("id"),
        trigger_id=body.get("trigger_id"),
        response_url=body.get("response_url"),
        thread_ts=thread_ts,
        is_stale=is_stale,
    )


def _person(body: Payload) -> PersonKey:
    """`user.team_id` is the person's own workspace; only very old payloads lack it, and have it in `team`."""
    user = body["user"]
    team = user.get("team_id") or (body.get("team") or {}).get("id")
    if not team:
        raise KeyError("user.team_id")
    return person_key(team, user["id"])


def _installing_team(body: Payload) -> str | None:
    """The workspace that has installed the app. In a shared channel `team` may be that of the person instead."""
    view = body.get("view") or {}
    team = view.get("app_installed_team_id") or (body.get("team") or {}).get("id")
    return str(team) if team else None


def _link(body: Payload, channel: str | None, message: Payload) -> str | None:
    """Where a message is to be read, as Slack's own permalinks say it; None where the workspace is not named."""
    domain, ts = (body.get("team") or {}).get("domain"), str(message.get("ts") or "")
    if not (domain and channel and ts):
        return None
    thread = message.get("thread_ts")
    within = f"?thread_ts={thread}&cid={channel}" if thread and thread != ts else ""
    return f"https://{domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}{within}"


def _event_team(body: Payload) -> str | None:
    authorizations = body.get("authorizations") or [{}]
    team = (body.get("event") or {}).get("user_team") or body.get("team_id") or authorizations[0].get("team_id")
    return str(team) if team else None


def _surface(container: Payload, view: Payload) -> Surface:
    if container.get("type") == "view" or view:
        return Surface.HOME if view.get("type") == "home" else Surface.MODAL
    return Surface.EPHEMERAL if container.get("is_ephemeral") else Surface.MESSAGE


def _modal(view: Payload) -> tuple[Modal, bool]:
    """The modal, and whether it is of another version of the app, whose answers must not be read as ours."""
    metadata = _metadata(view.get("private_metadata") or "")
    modal = Modal(
        view_id=view["id"],
        callback_id=view.get("callback_id") or "",
        metadata=metadata or {},
        answers=answers(view.get("state") or {}),
        fields=[block["block_id"] for block in view.get("blocks") or () if block.get("type") == "input"],
        team=view.get("app_installed_team_id") or view.get("team_id"),
    )
    return modal, metadata is None


def _metadata(text: str) -> dict[str, Any] | None:
    """The fields of private_metadata without its version; None where it is not ours or of another version."""
    try:
        data = json.loads(text)
    except ValueError:
        return None
    if not isinstance(data, dict) or data.pop("v", None) != METADATA_VERSION:
        return None
    return data


def happened_at(body: Payload) -> datetime:
    """When an event happened: to the microsecond where it says so; only the envelope's second is sure to be there."""
    seconds, _, fraction = str((body.get("event") or {}).get("event_ts") or body.get("event_time") or 0).partition(".")
    return datetime.fromtimestamp(int(seconds), UTC) + timedelta(microseconds=int(fraction[:6].ljust(6, "0")))
