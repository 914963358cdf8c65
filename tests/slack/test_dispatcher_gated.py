"""The dispatcher while Slack keeps messages waiting: it waits too, and is stopped without losing a pin."""

from __future__ import annotations

import asyncio
import threading
from datetime import datetime
from functools import partial

from bot.dispatcher import CLAIMED_AT_MOST
from domain.notices import direct
from domain.people import PersonKey
from domain.program import Program
from tests.slack.gate import gated_story
from tests.slack.numbered import tell
from tests.slack.playing import NORTHWIND
from tests.slack.story import StoryClock


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


async def test_with_enough_in_the_air_it_waits_until_something_lands(program: Program, sqlite_url: str) -> None:
    watch = Watch()
    async with gated_story(program, sqlite_url, "chat.postMessage", clock=watch) as (story, gate):
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
    async with gated_story(program, sqlite_url, "chat.postMessage") as (story, gate):
        story.enrol("northwind")
        await gate.reached.wait()

        async def slack_answers() -> None:
            gate.open.set()

        await asyncio.gather(story.bot.dispatcher.stop(), slack_answers())
        assert len(story.channel(NORTHWIND).pins) == 1
