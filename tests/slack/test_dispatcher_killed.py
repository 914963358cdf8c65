"""A real process, killed while it sends: the next one loses nothing, and doubles at most what was in the air."""

from __future__ import annotations

import asyncio
import os
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from bot.dispatcher import LEASE
from bot.wiring import Bot
from domain.program import Program
from sandbox import Workspace
from tests.slack.numbered import numbers_in, tell
from tests.slack.story import MANIFEST, PROGRAM, Story, StoryClock, story_settings

APP = Path(__file__).parents[2] / "app.py"
PATIENCE = 40.0


@asynccontextmanager
async def process(workspace: Workspace, database_url: str, folder: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """`python app.py run` against the workspace; killed at the end of the block, if not before."""
    environment = {
        "PATH": os.environ["PATH"],
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_APP_TOKEN": workspace.app_token,
        "SLACK_API_URL": workspace.api_url,
        "DATABASE_URL": database_url,
        "PROGRAM_FILE": str(PROGRAM),
        "LEADS_CHANNEL": "C0LEADS01",
        "CLAIMS_CHANNEL": "C0CLAIMS1",
        "PORT": "0",
    }
    log = (folder / "process.log").open("wb")
    running = await asyncio.create_subprocess_exec(
        sys.executable, str(APP), "run", env=environment, cwd=folder, stdout=log, stderr=log
    )
    log.close()
    try:
        yield running
    finally:
        if running.returncode is None:
            running.kill()
        await running.wait()


@pytest.mark.crash
async def test_a_killed_process_loses_nothing_and_doubles_one_message_a_place_at_most(
    program: Program, sqlite_url: str, tmp_path: Path
) -> None:
    async with Workspace.running(manifest=MANIFEST) as workspace:
        clock = StoryClock()
        bot = Bot(story_settings(workspace, sqlite_url), program, clock=clock)
        story = Story(workspace, bot, clock)
        story.enrol()
        places = {"leads": "desk:leads", "partner-northwind": "partner:northwind", "partner-helio": "partner:helio"}
        numbers = {channel: list(range(start, start + 8)) for start, channel in enumerate(places, start=1)}
        for channel, place in places.items():
            story.do(partial(tell, numbers=numbers[channel], place=place))
        async with process(workspace, sqlite_url, tmp_path) as first:
            await workspace.channel("leads").message(f"${numbers['leads'][1]}.00", timeout=PATIENCE)
            first.kill()
        assert len(numbers_in(workspace, "leads")) < 8
        clock.advance(LEASE)
        async with bot.running():
            for channel, expected in numbers.items():
                await workspace.channel(channel).message(f"${expected[-1]}.00", timeout=PATIENCE)
            await bot.dispatcher.idle()
    for channel, expected in numbers.items():
        posted = numbers_in(workspace, channel)
        doubled = [number for number, times in Counter(posted).items() if times == 2]
        assert posted == sorted(posted)
        assert set(posted) == set(expected)
        assert len(doubled) <= 1
        assert max(Counter(posted).values()) <= 2
