"""A bot that others can install, in a local Slack with several workspaces, over signed HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.program_file import load_program
from bot.serving import listen, serving
from bot.wiring import Bot
from domain.program import Program
from sandbox import Workspace
from tests.doors.visiting import Browser, door_settings
from tests.slack.story import MANIFEST, PROGRAM, Story, StoryClock, story_settings

WORKSPACE = Path(__file__).parent / "workspace.yml"

OpenDoors = Callable[..., AbstractAsyncContextManager[Story]]


@pytest.fixture(scope="session")
def program() -> Program:
    """The program of the repository."""
    return load_program(PROGRAM)


@asynccontextmanager
async def doors(program: Program, database_url: str, *, rotation: bool = False, **changes: Any) -> AsyncIterator[Story]:
    """Slack and the bot; `rotation`: tokens end. `changes` are of the bot's settings."""
    listening = listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    async with Workspace.running(MANIFEST, WORKSPACE, request_url=f"{url}/slack/events") as workspace:
        workspace.world.app.org_deploy, workspace.world.app.token_rotation = True, rotation
        clock = StoryClock()
        plain = story_settings(workspace, database_url, socket_mode=False)
        bot = Bot(door_settings(plain, url, **changes), program, clock=clock)
        async with serving(bot.http_app(), listening):
            await bot.scheduler.made_up()
            yield Story(workspace, bot, clock, url=url)


@pytest.fixture
async def story(program: Program, database_url: str) -> AsyncIterator[Story]:
    """On SQLite and on PostgreSQL; nobody but the vendor has the app yet."""
    async with doors(program, database_url) as running:
        yield running


@pytest.fixture
def opened(program: Program, sqlite_url: str) -> OpenDoors:
    """Opens doors with other settings, on SQLite."""
    return lambda **changes: doors(program, sqlite_url, **changes)


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    """A browser's session, which keeps cookies for addresses such as 127.0.0.1 too."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        yield session


@pytest.fixture
def browser(story: Story, http: aiohttp.ClientSession) -> Browser:
    """Somebody's browser."""
    return Browser(story, http)
