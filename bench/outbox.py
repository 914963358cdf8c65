"""`outbox`: messages a second through the dispatcher, against bare calls of the SDK's client to the same Slack."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bench.databases import both
from bench.processes import CLIENT_CORE, apart, serving
from bench.report import Spread, show
from bench.servers import new_bot
from bench.sink import WAIT, sink
from bench.world import World
from bot.dispatcher import AT_ONCE
from bot.memory import calm_collector
from domain.money import Cents
from domain.notices import Address, Face, TierPromoted, partner_channel
from storage.clock import SystemClock
from storage.database import Database

MESSAGE = "Partner 1 &amp; Co is now Silver"
BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": MESSAGE * 4}}] * 3


@dataclass(frozen=True)
class Scale:
    """So many messages a round, each to another channel, because one channel takes one a second."""

    messages: int
    rounds: int


FULL = Scale(messages=1_500, rounds=5)
QUICK = Scale(messages=30, rounds=1)


@dataclass(frozen=True)
class Taken:
    """The seconds, and the CPU seconds, that sending took."""

    seconds: float
    cpu: float


@dataclass(frozen=True)
class Bare:
    """The floor: nothing but calls, over one session, as many at once as the dispatcher makes."""

    slack_url: str
    messages: int

    async def __call__(self) -> Taken:
        """Sends them all."""
        numbers = iter(range(self.messages))

        async def caller(client: AsyncWebClient) -> None:
            for number in numbers:
                await client.chat_postMessage(channel=f"C{number:08}", text=MESSAGE, blocks=BLOCKS)

        async with aiohttp.ClientSession() as session:
            client = AsyncWebClient("xoxb-bench", base_url=self.slack_url, session=session, retry_handlers=[])
            client.proxy = None

            async def send() -> None:
                await asyncio.gather(*(caller(client) for _ in range(AT_ONCE)), _all_there(session, self))

            return await _timed(send)


@dataclass(frozen=True)
class Dispatched:
    """The dispatcher of the bot, from its start with a full outbox until all is sent and marked."""

    slack_url: str
    messages: int
    database_url: str

    async def __call__(self) -> Taken:
        """Sends them all. RuntimeError where some are left."""
        bot = new_bot(self.database_url, self.slack_url)
        await bot.calls.open()
        await bot.installations.identity(bot.settings.bot_token)
        calm_collector()
        async with aiohttp.ClientSession() as session:

            async def send() -> None:
                await bot.dispatcher.start()
                await _all_there(session, self)
                await bot.dispatcher.stop()

            taken = await _timed(send)
        with bot.database.read() as uow:
            left = uow.outbox.pending_count() + uow.outbox.dead_count()
        bot.database.dispose()
        await bot.calls.close()
        if left:
            raise RuntimeError(f"{left} messages were not sent")
        return taken


async def _all_there(session: aiohttp.ClientSession, sending: Bare | Dispatched) -> None:
    """Returns once the other side has had all messages of this round."""
    address = sending.slack_url.removesuffix("/api/") + WAIT
    async with session.get(f"{address}?{sending.messages}") as answer:
        answer.raise_for_status()


async def _timed(send: Callable[[], Awaitable[None]]) -> Taken:
    begin, cpu = time.perf_counter(), time.process_time()
    await send()
    return Taken(time.perf_counter() - begin, time.process_time() - cpu)


@dataclass
class Line:
    """One line of the table: how it sends, and what each round took."""

    name: str
    send: Bare | Dispatched
    rounds: list[Taken] = field(default_factory=list)

    def row(self, floor: Line) -> Sequence[str]:
        """The line's figures; ratios are to the floor's same round."""
        messages = self.send.messages
        slower = [one.seconds / other.seconds for one, other in zip(self.rounds, floor.rounds, strict=True)]
        dearer = [one.cpu / other.cpu for one, other in zip(self.rounds, floor.rounds, strict=True)]
        return (
            self.name,
            f"{median(messages / each.seconds for each in self.rounds):,.0f}",
            "1" if self is floor else Spread.of([1 / each for each in slower]).times(),
            f"{median(each.cpu for each in self.rounds) / messages * 1000:.3f}",
            "1" if self is floor else Spread.of(dearer).times(),
        )


def run(*, quick: bool) -> None:
    """Prints messages a second and CPU seconds per 1,000 messages."""
    scale = QUICK if quick else FULL
    world = World(partners=scale.messages, customers=scale.messages, subscriptions=scale.messages)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="partner-bench-")))
        kinds = stack.enter_context(both())
        slack = stack.enter_context(serving(sink, folder / "slack.log", core=CLIENT_CORE))
        slack_url = f"http://127.0.0.1:{slack.port}/api/"
        lines = [Line("bare calls", Bare(slack_url, scale.messages))]
        for kind in kinds:
            url = kind.create("outbox")
            world.load(url, datetime.now(UTC).date())
            lines.append(Line(f"dispatcher on {kind.name}", Dispatched(slack_url, scale.messages, url)))
        for number in range(scale.rounds):
            for line in lines if number % 2 == 0 else lines[::-1]:
                _fill(line.send, world, number)
                line.rounds.append(apart(line.send, folder / "sending.log"))
    show(
        f"{scale.messages:,} messages to as many channels, {AT_ONCE} calls at once",
        ["sent by", "messages/s", "of the bare rate", "CPU s per 1,000", "CPU of the bare calls'"],
        [line.row(lines[0]) for line in lines],
        f"Medians of {scale.rounds} rounds in turn; the least and the most in brackets. Slack answers after 1 ms.",
    )


def _fill(sending: Bare | Dispatched, world: World, number: int) -> None:
    """Puts a notice for each partner's channel into the outbox."""
    if isinstance(sending, Bare):
        return
    database = Database(sending.database_url, clock=SystemClock())
    with database.write() as uow:
        for each in range(sending.messages):
            partner = world.partner(each)
            change = number * sending.messages + each + 1
            notice = TierPromoted(partner, change, "bronze", "silver", Cents(500_000))
            uow.tell(notice, [Address(partner_channel(partner), Face.NEWS)])
        uow.commit()
    database.dispose()
