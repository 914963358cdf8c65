"""What Slack delivers, as typed values. Only `bot/` reads raw payloads; it makes these from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from domain.people import PersonKey

Answers = Mapping[str, Any]
"""Typed values by block_id: text, the value of the chosen option, or a list of values; empty ones are left out."""


class Surface(StrEnum):
    """Where something was clicked."""

    MESSAGE = "message"
    EPHEMERAL = "ephemeral"
    MODAL = "modal"
    HOME = "home"


@dataclass(frozen=True)
class Command:
    """`/partner leads 2`: name `/partner`, word `leads` (lower case, may be empty), rest `2`."""

    person: PersonKey
    name: str
    word: str
    rest: str
    channel_id: str


@dataclass(frozen=True)
class Modal:
    """The modal a click or submission came from. `metadata` is the parsed private_metadata.

    `fields` are the block_ids of its inputs from top to bottom, filled in or not: only these can carry errors. `team`
    is the workspace whose installation of the app shows it, which in a shared channel is not that of the person.
    """

    view_id: str
    callback_id: str
    metadata: Mapping[str, Any]
    answers: Answers
    fields: Sequence[str] = ()
    team: str | None = None


@dataclass(frozen=True)
class Click:
    """A click or a choice: `action` is the action_id, `value` that of the button or the chosen option(s) or text.

    `at` is the interaction's timestamp in Slack's form: it orders the clicks of one person. `message_ts` names the
    message it was made in.
    """

    person: PersonKey
    action: str
    value: str
    at: str
    surface: Surface
    channel_id: str | None = None
    modal: Modal | None = None
    block_id: str = ""
    message_ts: str = ""


@dataclass(frozen=True)
class Submission:
    """A modal sent off."""

    person: PersonKey
    modal: Modal


@dataclass(frozen=True)
class Shortcut:
    """A global or message shortcut. `text` is what was typed in the message it was used on, `link` leads there."""

    person: PersonKey
    callback_id: str
    channel_id: str | None = None
    message: Mapping[str, Any] = field(default_factory=dict)
    text: str = ""
    link: str | None = None


@dataclass(frozen=True)
class HomeOpened:
    """A person opened the app's Home. `hash` is Slack's name of what it shows, where it shows something already."""

    person: PersonKey
    hash: str = ""


@dataclass(frozen=True)
class SentFile:
    """A file that came with a message; its bytes are at `url`, for the bot's token alone. `size` is in bytes."""

    id: str
    name: str
    mimetype: str
    size: int
    url: str


@dataclass(frozen=True)
class Said:
    """A message that a person wrote to the app, in direct messages.

    `text` is what they typed, without Slack's marks for links and names. `ts` is Slack's time and name of the message.
    """

    person: PersonKey
    text: str
    files: Sequence[SentFile]
    channel: str
    ts: str


@dataclass(frozen=True)
class Mentioned:
    """The app was spoken to in a channel: `text` is what was typed, the app's own name included."""

    person: PersonKey
    text: str
    channel_id: str


Request = Command | Click | Submission | Shortcut | HomeOpened | Said | Mentioned
