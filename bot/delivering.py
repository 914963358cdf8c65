"""One message of the outbox on its way to Slack: posted, updated in place, threaded or pinned; and what came of it."""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.installations import Installations, Removed
from bot.outcomes import Absent, Dead, Later, Letter, Lost, Outcome, Placed, Sent
from bot.pacing import Pacing, delay
from bot.slack_calls import SlackCalls
from bot.slack_errors import (
    ALREADY_PINNED,
    CallError,
    Gone,
    NotInstalledError,
    Passing,
    Unacceptable,
    Unauthorized,
    Unreachable,
)
from domain.manners import Trouble
from domain.ports import Clock
from storage.outbox import OutboxRow
from storage.outbox import Post as Remembered

CALL_WITHIN = 8.0
LONGEST_WAIT = 3.0
"""Seconds that a claimed message waits for its channel here; what would wait longer is given back until then."""

WITHOUT_CARD_AFTER = 4
"""Attempts after which a reply whose card never appeared goes out by itself."""

UNKNOWN_ERROR_AFTER = 8
"""Attempts after which an error that we do not know is taken for a final one."""

UNAUTHORIZED_FIRST_DELAY = 15.0
CARD_DELAY = timedelta(seconds=2)
ELSEWHERE = frozenset({Unreachable.CHANNEL_NOT_FOUND, Unreachable.NOT_IN_CHANNEL})
"""What an installation is told of a channel that another one may be in."""

IN_TROUBLE = timedelta(hours=1)
"""What a partner's closed channel is to be told is tried again so late; it goes out once the channel is back."""

LOST: Mapping[str, Trouble] = {
    Unreachable.IS_ARCHIVED: Trouble.ARCHIVED,
    Unreachable.NOT_IN_CHANNEL: Trouble.REMOVED,
    Unreachable.CHANNEL_NOT_FOUND: Trouble.DELETED,
}
"""What Slack says of a channel that somebody can open again."""

logger = structlog.stdlib.get_logger(__name__)


@dataclass
class Carrier:
    """Sends letters: so many calls at once, each channel at its pace."""

    calls: SlackCalls
    installations: Installations
    pacing: Pacing
    clock: Clock
    at_once: asyncio.Semaphore
    chance: Callable[[], float] = random.random
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    hosts: dict[str, str | None] = field(default_factory=dict)
    """Channels that the first of their senders is not in, with the one that is."""

    async def carry(self, letter: Letter) -> Outcome:
        """Sends a letter and says what came of it. Never raises for what Slack does."""
        try:
            return await self._carry_by_whoever_can(letter)
        except CallError as error:
            return self.failed(letter.row, error, letter.channel)

    async def _carry_by_whoever_can(self, letter: Letter) -> Outcome:
        """The vendor's installation is in shared channels; in a channel of a partner's own there is the partner's.

        While that one is removed, what it would post waits.
        """
        host = self.hosts.get(letter.channel, letter.sender)
        first, *others = sorted(letter.senders, key=lambda sender: sender != host)
        try:
            return await self._carry(replace(letter, senders=(first,)))
        except CallError as error:
            if error.code not in ELSEWHERE:
                raise
            for other in others:
                found = await self.installations.lookup(None, other) if other is not None else None
                if isinstance(found, Removed):
                    raise NotInstalledError(error.method, other) from None
                if other is None or found is not None:
                    outcome = await self._carry(replace(letter, senders=(other,)))
                    self.hosts[letter.channel] = other
                    return outcome
            raise

    async def _carry(self, letter: Letter) -> Outcome:
        if letter.posted is not None:
            try:
                return await self._update(letter, letter.posted)
            except CallError as error:
                if error.group is not Gone and error.code != Unreachable.CHANNEL_NOT_FOUND:
                    raise
        if letter.thread_of is None or letter.parent is not None:
            return await self._post(letter)
        if letter.row.attempts < WITHOUT_CARD_AFTER:
            return Later(letter.row, self.clock.now() + CARD_DELAY, "its card is not posted yet")
        return await self._post(letter)

    async def _post(self, letter: Letter) -> Outcome:
        channel, arguments = letter.channel, {**letter.content, "unfurl_links": False, "unfurl_media": False}
        if letter.parent is not None:
            channel, arguments["thread_ts"] = letter.parent.channel, letter.parent.ts
        try:
            answer = await self._call(letter.sender, "chat.postMessage", channel, arguments)
        except CallError as error:
            if letter.whisper_in is None or error.group is not Unreachable:
                raise
            return await self._whispered(letter, letter.whisper_in, error)
        if answer is None:
            return self._given_back(letter)
        where = str(answer.get("channel") or channel), str(answer["ts"])
        return await self._pinned(letter, *where)

    async def _whispered(self, letter: Letter, channel: str, refused: CallError) -> Outcome:
        """Shows a person's message to them alone in a channel. Where that is no way either, the refusal stands."""
        try:
            message = {**letter.content, "user": letter.channel}
            answer = await self._call(None, "chat.postEphemeral", channel, message)
        except CallError as error:
            if error.group in {Passing, Unauthorized}:
                raise
            raise refused from error
        return Sent(letter.row, channel, str(answer["message_ts"])) if answer is not None else self._given_back(letter)

    async def _update(self, letter: Letter, posted: Remembered) -> Outcome:
        answer = await self._call(letter.sender, "chat.update", posted.channel, {**letter.content, "ts": posted.ts})
        if answer is None:
            return self._given_back(letter)
        return await self._pinned(letter, posted.channel, posted.ts)

    async def _pinned(self, letter: Letter, channel: str, ts: str) -> Outcome:
        """Pins what is to be pinned; a message that is posted but cannot be pinned now is not posted again."""
        placed = Placed(letter.remember_as, channel, ts) if letter.remember_as else None
        sent = Sent(letter.row, channel, ts, placed)
        if not letter.pin:
            return sent
        try:
            await self._call(letter.sender, "pins.add", channel, {"timestamp": ts}, paced=False)
        except CallError as error:
            if error.code == ALREADY_PINNED:
                return sent
            if error.group is Passing and placed is not None:
                return Later(letter.row, self.again_at(letter.row, error), str(error), placed)
            logger.warning("not_pinned", error=str(error), key=letter.row.key)
        return sent

    async def _call(
        self, sender: str | None, method: str, channel: str, arguments: Mapping[str, Any], *, paced: bool = True
    ) -> Mapping[str, Any] | None:
        """One call when its turn comes; None where that would take too long or we are closing.

        Unpaced calls finish what a message has begun, and are made while closing too.
        """
        wait = self.pacing.reserve(method, channel, at_most=LONGEST_WAIT) if paced else 0.0
        if wait is None or (paced and await self._closed_within(wait)):
            return None
        async with self.at_once:
            if paced and self.closing.is_set():
                return None
            try:
                return await self.ask(sender, method, {"channel": channel, **arguments})
            except CallError as error:
                if error.retry_after is not None:
                    self.pacing.hold(method, channel, error.retry_after)
                raise

    async def ask(self, sender: str | None, method: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """One call by an installation; None is the vendor's. A token that was renewed meanwhile is tried once more."""
        token = await self.installations.token(None, sender)
        if token is None:
            raise NotInstalledError(method, sender)
        try:
            return await self.calls.call(token, method, arguments, within=CALL_WITHIN)
        except CallError as error:
            if error.group is not Unauthorized:
                raise
            self.installations.refused(token)
            newer = await self.installations.token(None, sender)
            if newer in {None, token}:
                raise
            return await self.calls.call(str(newer), method, arguments, within=CALL_WITHIN)

    async def _closed_within(self, seconds: float) -> bool:
        if seconds > 0 and not self.closing.is_set():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self.closing.wait()
        return self.closing.is_set()

    def _given_back(self, letter: Letter) -> Later:
        wait = timedelta() if self.closing.is_set() else timedelta(seconds=LONGEST_WAIT)
        return Later(letter.row, self.clock.now() + wait, letter.row.error or "waits for its channel's turn")

    def failed(self, row: OutboxRow, error: CallError, channel: str = "") -> Outcome:
        """Whether an error is final, and if not, when to try again."""
        trouble = LOST.get(error.code) if row.place.startswith("partner:") else None
        if trouble is not None:
            return Later(row, self.clock.now() + IN_TROUBLE, str(error), lost=Lost(channel, trouble))
        if error.group in {Unreachable, Unacceptable}:
            return Dead(row, str(error))
        if error.group is None and row.attempts >= UNKNOWN_ERROR_AFTER:
            return Dead(row, str(error))
        if isinstance(error, NotInstalledError):
            return Later(row, self.again_at(row, error), str(error), absent=Absent(error.sender))
        return Later(row, self.again_at(row, error), str(error))

    def put_off(self, row: OutboxRow, reason: str) -> Later:
        """Another try after the usual wait."""
        return Later(row, self.clock.now() + delay(row.attempts, self.chance()), reason)

    def again_at(self, row: OutboxRow, error: CallError) -> datetime:
        """When a call that failed is made once more."""
        if error.retry_after is not None:
            return self.clock.now() + timedelta(seconds=error.retry_after)
        if error.group is Unauthorized:
            return self.clock.now() + delay(row.attempts, self.chance(), first=UNAUTHORIZED_FIRST_DELAY)
        return self.clock.now() + delay(row.attempts, self.chance())
