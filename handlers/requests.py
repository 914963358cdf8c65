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

    `fields` are the block_ids of its inputs from top to bottom, filled in or not: only these can carry errors.
    """

    view_id: str
    callback_id: str
    metadata: Mapping[str, Any]
    answers: Answers
    fields: Sequence[str] = ()


@dataclass(frozen=True)
class Click:
    """A click or a choice: `action` is the action_id, `value` that of the button or the chosen option(s) or text.

    `at` is the interaction's timestamp in Slack's form: it orders the clicks of one person.
    """

    person: PersonKey
    action: str
    value: str
    at: str
    surface: Surface
    channel_id: str | None = None
    modal: Modal | None = None
    block_id: str = ""


@dataclass(frozen=True)
class Submission:
    """A modal sent off."""

    person: PersonKey
    modal: Modal


@dataclass(frozen=True)
class Shortcut:
    """A global or message shortcut."""

    person: PersonKey
    callback_id: str
    channel_id: str | None = None
    message: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class HomeOpened:
    """A person opened the app's Home."""

    person: PersonKey


Request = Command | Click | Submission | Shortcut | HomeOpened
