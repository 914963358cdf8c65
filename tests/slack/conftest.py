"""A local Slack workspace and the unchanged bot in it, both in the test's event loop, over real sockets."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import aiohttp
import pytest

from bot.program_file import load_program
from bot.serving import listen, serving
from bot.wiring import Bot
from domain.program import Program
from sandbox import Workspace
from tests.slack.story import MANIFEST, PROGRAM, Story, StoryClock, story_settings

OpenStory = Callable[..., AbstractAsyncContextManager[Story]]


@pytest.fixture(scope="session")
def program() -> Program:
    """The program of the repository."""
    return load_program(PROGRAM)


@asynccontextmanager
async def socket_story(program: Program, database_url: str, **options: object) -> AsyncIterator[Story]:
    """A workspace with the bot connected by Socket Mode; `options` are those of the workspace."""
    async with Workspace.running(manifest=MANIFEST, **options) as workspace:  # type: ignore[arg-type]
        clock = StoryClock()
        bot = Bot(story_settings(workspace, database_url), program, clock=clock)
        async with bot.running():
            await bot.scheduler.made_up()
            await workspace.app_connected()
            yield Story(workspace, bot, clock)


@asynccontextmanager
async def signed_story(program: Program, database_url: str, **options: object) -> AsyncIterator[Story]:
    """A workspace that sends the bot signed HTTP requests."""
    listening = listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    async with Workspace.running(manifest=MANIFEST, request_url=f"{url}/slack/events", **options) as workspace:  # type: ignore[arg-type]
        clock = StoryClock()
        bot = Bot(story_settings(workspace, database_url, socket_mode=False), program, clock=clock)
        async with serving(bot.http_app(), listening):
            await bot.scheduler.made_up()
            yield Story(workspace, bot, clock, url=url)


@pytest.fixture
async def story(program: Program, sqlite_url: str) -> AsyncIterator[Story]:
    """A story over Socket Mode, on SQLite, with nobody enrolled yet."""
    async with socket_story(program, sqlite_url) as running:
        yield running


@pytest.fixture
async def story_on_both(program: Program, database_url: str) -> AsyncIterator[Story]:
    """The same, once on SQLite and once on PostgreSQL."""
    async with socket_story(program, database_url) as running:
        yield running


@pytest.fixture
async def http_story(program: Program, sqlite_url: str) -> AsyncIterator[Story]:
    """A story over signed HTTP; `story.url` is the bot's address."""
    async with signed_story(program, sqlite_url) as running:
        yield running


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    """One session for a test's own requests."""
    async with aiohttp.ClientSession() as session:
        yield session
