"""Channels of partners: what is to be done about them in Slack, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from domain.notices.places import Address, Face, direct, new_channel, partner_channel
from domain.people import PersonKey


@dataclass(frozen=True)
class ChannelWanted:
    """A partner is to get a channel of its own, in the place of `instead_of` where it had one.

    Where `name` is taken it is the next free one. `people` are brought in; `by` hears what came of it. `order` names
    the form or application it came from: sent off twice, it is one channel.
    """

    partner_id: str
    name: str
    is_private: bool
    people: tuple[PersonKey, ...]
    by: PersonKey
    order: str
    instead_of: str | None = None
    kind: Literal["channel_wanted"] = "channel_wanted"

    @property
    def key(self) -> str:
        return f"channel-wanted:{self.partner_id}:{self.order}"


@dataclass(frozen=True)
class ChannelLinked:
    """A partner has another channel from now on. It is looked at, and `people` are brought in, before all else there.

    `is_new`: it was made for the partner, and `by` waits to hear that.
    """

    partner_id: str
    channel_id: str
    people: tuple[PersonKey, ...]
    by: PersonKey
    at: datetime
    is_new: bool = False
    kind: Literal["channel_linked"] = "channel_linked"

    @property
    def key(self) -> str:
        return f"channel-linked:{self.partner_id}:{self.channel_id}:{self.at.isoformat()}"


class ChannelOutcome(StrEnum):
    """What can come of a channel that was asked for."""

    MADE = "made"
    REFUSED = "refused"  # it will not be made
    BLOCKED = "blocked"  # it is made once somebody has mended what is in the way
    LEFT_OVER = "left_over"  # it was made, and the partner had another one by then


@dataclass(frozen=True)
class ChannelReport:
    """What came of a channel, for those who see to it.

    `reason` is Slack's code for a refusal. `left_out` could not be brought in.
    """

    partner_id: str
    what: ChannelOutcome
    told: tuple[PersonKey, ...]
    at: datetime
    order: str
    channel_id: str | None = None
    people: tuple[PersonKey, ...] = ()
    left_out: tuple[PersonKey, ...] = ()
    reason: str = ""
    kind: Literal["channel_report"] = "channel_report"

    @property
    def key(self) -> str:
        return f"channel-report:{self.partner_id}:{self.order}:{self.what}:{self.reason}"


RoomWork = ChannelWanted | ChannelLinked
"""What is to be done in Slack that is no message."""

RoomNotice = ChannelWanted | ChannelLinked | ChannelReport


def of_rooms(notice: RoomNotice) -> Iterator[Address]:
    """A new channel is made beside all that waits for it; one that is there is looked at before anything is posted."""
    match notice:
        case ChannelWanted():
            yield Address(new_channel(notice.partner_id), Face.WORK)
        case ChannelLinked():
            yield Address(partner_channel(notice.partner_id), Face.WORK)
        case ChannelReport():
            yield from (Address(direct(person), Face.MANAGER) for person in notice.told)
