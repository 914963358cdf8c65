"""What Slack tells of channels and people, as somebody should hear of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from domain.notices.places import Address, Face, direct
from domain.people import PersonKey


class ChannelEvent(StrEnum):
    """What happened to a partner's channel."""

    ARCHIVED = "archived"
    REMOVED = "removed"
    DELETED = "deleted"
    UNSHARED = "unshared"
    RENAMED = "renamed"
    BACK = "back"


@dataclass(frozen=True)
class ChannelNews:
    """Something happened to a partner's channel that who looks after the partner should know.

    `told` are the partner's account manager, else the admins. `name` is the channel's new one, where it has one.
    """

    partner_id: str
    channel_id: str
    what: ChannelEvent
    told: tuple[PersonKey, ...]
    at: datetime
    name: str = ""
    kind: Literal["channel_news"] = "channel_news"

    @property
    def key(self) -> str:
        return f"channel:{self.partner_id}:{self.what}:{self.at.isoformat()}"


@dataclass(frozen=True)
class PersonGone:
    """A partner's person can no longer be reached in Slack, or can be again. `was_last_owner`: nobody else is one."""

    partner_id: str
    person: PersonKey
    is_back: bool
    was_last_owner: bool
    told: tuple[PersonKey, ...]
    at: datetime
    kind: Literal["person_gone"] = "person_gone"

    @property
    def key(self) -> str:
        return f"gone:{self.person}:{self.at.isoformat()}"


@dataclass(frozen=True)
class Welcomed:
    """A partner's person has come to the partner's channel for the first time."""

    partner_id: str
    person: PersonKey
    kind: Literal["welcomed"] = "welcomed"

    @property
    def key(self) -> str:
        return f"welcome:{self.partner_id}:{self.person}"


@dataclass(frozen=True)
class BotAdded:
    """Somebody of the staff has brought the bot into a channel that is no partner's."""

    channel_id: str
    person: PersonKey
    at: datetime
    kind: Literal["bot_added"] = "bot_added"

    @property
    def key(self) -> str:
        return f"bot-added:{self.channel_id}:{self.at.isoformat()}"


SurroundingNotice = ChannelNews | PersonGone | Welcomed | BotAdded


def of_surroundings(notice: SurroundingNotice) -> Iterator[Address]:
    """Who looks after the partner; the person that is welcomed, or has added the bot."""
    match notice:
        case ChannelNews() | PersonGone():
            yield from (Address(direct(person), Face.MANAGER) for person in notice.told)
        case Welcomed() | BotAdded():
            yield Address(direct(notice.person), Face.NEWS)
