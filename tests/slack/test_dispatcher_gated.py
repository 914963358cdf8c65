"""The dispatcher while Slack keeps messages waiting: it waits too, and is stopped without losing a pin."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial

from bot.dispatcher import CLAIMED_AT_MOST
from bot.wiring import Bot
from domain.notices import direct
from domain.people import PersonKey
from domain.program import Program
from sandbox import Workspace
from tests.slack.playing import NORTHWIND
from tests.slack.story import MANIFEST, Story, StoryClock, story_settings
from tests.slack.test_boundary_slow import Gate, gated
from tests.slack.test_dispatcher import tell


class Watch(StoryClock):
    """A clock that notes when the dispatcher looks at it: once on each visit to the outbox that finds nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.looks = 0
        self.looked = threading.Event()

    def now(self) -> datetime:
        """This instant of the story."""
        if threading.current_thread().name.startswith("dispatcher"):
            self.looks += 1
            self.looked.set()
        return super().now()


@asynccontextmanager
async def posting_slowly(program: Program, database_url: str, clock: StoryClock) -> AsyncIterator[tuple[Story, Gate]]:
    """A story whose posts are held back until the gate is opened."""
    async with (
        Workspace.running(manifest=MANIFEST) as workspace,
        gated(workspace, "chat.postMessage") as (gate, address),
    ):
        settings = story_settings(workspace, database_url).model_copy(update={"slack_api_url": address})
        bot = Bot(settings, program, clock=clock)
        async with bot.running():
            await bot.scheduler.made_up()
            await workspace.app_connected()
            yield Story(workspace, bot, clock), gate


async def test_with_enough_in_the_air_it_waits_until_something_lands(program: Program, sqlite_url: str) -> None:
    watch = Watch()
    async with posting_slowly(program, sqlite_url, watch) as (story, gate):
        story.enrol("northwind", channels=False)
        places = [direct(PersonKey(f"T0LIVECHAT:U0NOBODY{number:02}")) for number in range(CLAIMED_AT_MOST + 1)]
        for place in places:
            story.do(partial(tell, numbers=[1], place=place))
        await gate.reached.wait()
        watch.looked.clear()
        story.bot.dispatcher.wake()
        await asyncio.to_thread(watch.looked.wait)
        looks = watch.looks
        for _ in range(100):
            await story.person("pat").command("/partner", "help", channel=NORTHWIND)
        assert watch.looks <= looks + 1
        gate.open.set()
        await story.settled()
        assert story.look(lambda uow: uow.outbox.dead_count()) == len(places)


async def test_a_bot_that_stops_while_it_posts_a_pinned_message_pins_it_first(
    program: Program, sqlite_url: str
) -> None:
    async with posting_slowly(program, sqlite_url, StoryClock()) as (story, gate):
        story.enrol("northwind")
        await gate.reached.wait()

        async def slack_answers() -> None:
            gate.open.set()

        await asyncio.gather(story.bot.dispatcher.stop(), slack_answers())
        assert len(story.channel(NORTHWIND).pins) == 1
