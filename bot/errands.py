"""What is done in Slack from the outbox that is no message: a partner's channel is made, looked at, and filled.

Every step may be repeated: a channel that a crash has left behind is found again, and who is in it already is left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog

from bot.delivering import IN_TROUBLE, LOST, Carrier
from bot.installations import Grant
from bot.outcomes import Later, Lost, Outcome, Sent
from bot.slack_errors import CallError, Passing, Unauthorized
from domain.manners import Trouble
from domain.notices.rooms import ChannelLinked, ChannelWanted, RoomWork
from domain.people import PersonKey, user_id
from domain.usecases.manners_channels import channel_closed
from domain.usecases.partner_channels import channel_made, channel_refused, channel_seen
from storage.outbox import OutboxRow

NAME_TAKEN = "name_taken"
ALREADY_IN = "already_in_channel"
MOST_NAMES = 9
A_PAGE = 200
MOST_PAGES = 25

Answer = Mapping[str, Any]

logger = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True)
class Errand:
    """A row of the outbox that asks for work in Slack. `taken` are the channels that are partners' already."""

    row: OutboxRow
    work: RoomWork
    taken: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Errands:
    """Does them in the vendor's workspace, with the calls of the carrier of messages."""

    carrier: Carrier
    vendor_team: str | None

    async def run(self, errand: Errand) -> Outcome:
        """Does the work and says what came of it. Never raises for what Slack does."""
        if isinstance(errand.work, ChannelWanted):
            return await self._made(errand, errand.work)
        return await self._seen_to(errand, errand.work)

    async def _made(self, errand: Errand, wanted: ChannelWanted) -> Outcome:
        """The first name that is free. Of an earlier try, whose end nobody knows, the channel may be there."""
        try:
            for number in range(1, MOST_NAMES + 1):
                name = wanted.name if number == 1 else f"{wanted.name}-{number}"
                channel_id = await self._created(name, wanted)
                if channel_id is None and errand.row.attempts > 1:
                    channel_id = await self._left_behind(name, errand.taken)
                if channel_id is not None:
                    made = partial(channel_made, wanted=wanted, channel_id=channel_id)
                    return Sent(errand.row, "", "", effect=made)
        except CallError as error:
            return self._not_made(errand.row, wanted, error)
        return Sent(errand.row, "", "", effect=partial(channel_refused, wanted=wanted, reason=NAME_TAKEN))

    async def _created(self, name: str, wanted: ChannelWanted) -> str | None:
        """The new channel's id; None where the name is taken."""
        where = {"team_id": self.vendor_team} if self.vendor_team else {}  # asked of organisations alone
        asked = {"name": name, "is_private": wanted.is_private, **where}
        try:
            answer = await self.carrier.ask(None, "conversations.create", asked)
        except CallError as error:
            if error.code == NAME_TAKEN:
                return None
            raise
        return str(answer["channel"]["id"])

    def _not_made(self, row: OutboxRow, wanted: ChannelWanted, error: CallError) -> Outcome:
        if error.group is Passing:
            return self.carrier.failed(row, error)
        if error.group is Unauthorized:
            blocked = partial(channel_refused, wanted=wanted, reason=error.code, for_good=False)
            return Later(row, self.carrier.again_at(row, error), str(error), effect=blocked)
        logger.warning("channel_not_made", error=str(error), partner=wanted.partner_id)
        return Sent(row, "", "", effect=partial(channel_refused, wanted=wanted, reason=error.code))

    async def _left_behind(self, name: str, taken: frozenset[str]) -> str | None:
        """A channel of that name which we have made, and nobody was brought into: an answer was lost, or we were."""
        grant = await self.carrier.installations.grant()
        bot = await self._bot_user(grant) if grant is not None else None
        cursor, channel_id = "", None
        for _ in range(MOST_PAGES):
            asked = {"types": "public_channel,private_channel", "exclude_archived": True, "limit": A_PAGE}
            page = await self.carrier.ask(None, "users.conversations", {**asked, "cursor": cursor})
            found = [each for each in page["channels"] if each.get("name") == name and each.get("creator") == bot]
            channel_id = str(found[0]["id"]) if found else None
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if channel_id is not None or not cursor:
                break
        if channel_id is None or channel_id in taken:
            return None
        there = await self.carrier.ask(None, "conversations.members", {"channel": channel_id})
        return channel_id if list(there["members"]) == [bot] else None

    async def _bot_user(self, grant: Grant) -> str | None:
        return grant.bot_user_id or (await self.carrier.installations.identity(grant.token)).bot_user_id

    async def _seen_to(self, errand: Errand, linked: ChannelLinked) -> Outcome:
        """Whether we can write there, then who is to be in it. Where we can't, who has linked it hears so too."""
        left_out: list[PersonKey] = []
        try:
            answer = await self.carrier.ask(None, "conversations.info", {"channel": linked.channel_id})
            trouble = _trouble(answer["channel"])
            if trouble is None:
                left_out = [person for person in linked.people if not await self._invited(person, linked.channel_id)]
        except CallError as error:
            if error.code not in LOST:
                return self._not_seen_to(errand.row, linked, error)
            trouble = LOST[error.code]
        if trouble is not None:
            told = partial(channel_closed, channel_id=linked.channel_id, trouble=trouble, also=linked.by)
            lost = Lost(linked.channel_id, trouble)
            again = self.carrier.clock.now() + IN_TROUBLE
            return Later(errand.row, again, f"its channel is {trouble}", lost=lost, effect=told)
        seen = partial(channel_seen, linked=linked, left_out=left_out)
        return Sent(errand.row, linked.channel_id, "", effect=seen)

    def _not_seen_to(self, row: OutboxRow, linked: ChannelLinked, error: CallError) -> Outcome:
        """What passes is tried again. What does not holds nothing up: posting there tells what is wrong."""
        if error.group in {Passing, Unauthorized}:
            return self.carrier.failed(row, error)
        logger.warning("channel_not_looked_at", error=str(error), channel=linked.channel_id)
        return Sent(row, linked.channel_id, "", effect=partial(channel_seen, linked=linked, left_out=linked.people))

    async def _invited(self, person: PersonKey, channel_id: str) -> bool:
        """Whether a person is in. Raises CallError where another try may help, or the channel is the trouble."""
        try:
            await self.carrier.ask(None, "conversations.invite", {"channel": channel_id, "users": user_id(person)})
        except CallError as error:
            if error.group in {Passing, Unauthorized} or error.code in LOST:
                raise
            return error.code == ALREADY_IN
        return True


def _trouble(channel: Answer) -> Trouble | None:
    if channel.get("is_archived"):
        return Trouble.ARCHIVED
    return Trouble.REMOVED if channel.get("is_member") is False else None
