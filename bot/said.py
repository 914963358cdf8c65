"""Messages that people write to the app, and where they speak to it in channels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.payloads import Delivery, Kind, PayloadError
from bot.plain_text import plain
from domain.people import person_key
from handlers.requests import Mentioned, Said, SentFile

FILE_SHARE = "file_share"
DIRECT = "im"


def read_message(body: Mapping[str, Any]) -> Delivery | None:
    """What a person wrote to the app in direct messages.

    None for what is no such message: of a bot, of ours, elsewhere, or about a message (edited, removed, joined).
    Slack's time names a message within its channel: however often it is told of, it is the same delivery.
    """
    event = body.get("event") or {}
    is_of_a_bot = event.get("bot_id") or event.get("bot_profile") or event.get("app_id")
    if event.get("channel_type") != DIRECT or is_of_a_bot or event.get("subtype") not in {None, FILE_SHARE}:
        return None
    try:
        channel, ts, user = str(event["channel"]), str(event["ts"]), str(event["user"])
        files = [_file(each) for each in event.get("files") or ()]
    except KeyError as missing:
        raise PayloadError(f"a message without {missing}") from None
    installing, team = _teams(body)
    return Delivery(
        kind=Kind.MESSAGE,
        id="message",
        key=f"message:{channel}:{ts}",
        request=Said(person_key(team, user), plain(event.get("text") or ""), files, channel, ts),
        team=installing,
        enterprise=body.get("enterprise_id"),
        thread_ts=event.get("thread_ts"),
    )


def read_mention(body: Mapping[str, Any]) -> Delivery | None:
    """What a person said to the app in a channel; None for what a bot said."""
    event = body.get("event") or {}
    if event.get("bot_id") or event.get("bot_profile") or event.get("subtype"):
        return None
    try:
        channel, ts, user = str(event["channel"]), str(event["ts"]), str(event["user"])
    except KeyError as missing:
        raise PayloadError(f"a mention without {missing}") from None
    installing, team = _teams(body)
    return Delivery(
        kind=Kind.MENTION,
        id="mention",
        key=f"mention:{channel}:{ts}",
        request=Mentioned(person_key(team, user), plain(event.get("text") or ""), channel),
        team=installing,
        enterprise=body.get("enterprise_id"),
        thread_ts=event.get("thread_ts"),
    )


def _teams(body: Mapping[str, Any]) -> tuple[str | None, str]:
    """Whose installation is told of a message, and the workspace of who wrote it."""
    event = body.get("event") or {}
    authorizations = body.get("authorizations") or [{}]
    installing = body.get("team_id") or authorizations[0].get("team_id")
    team = event.get("user_team") or event.get("team") or installing
    if not team:
        raise PayloadError("a message without a team")
    return installing, str(team)


def _file(file: Mapping[str, Any]) -> SentFile:
    return SentFile(
        id=str(file["id"]),
        name=str(file.get("name") or file["id"]),
        mimetype=str(file.get("mimetype") or ""),
        size=int(file.get("size") or 0),
        url=str(file.get("url_private_download") or file.get("url_private") or ""),
    )
