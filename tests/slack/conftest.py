"""A local Slack workspace and the unchanged bot in it, both in the test's event loop, over real sockets."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import URL

from bot.program_file import load_program
from bot.serving import listen, serving
from bot.wiring import Bot
from domain.program import Program
from handlers.routes import Routes
from handlers.texts.catalogue import LANGUAGES
from sandbox import Workspace
from sandbox.people.actor import Actor
from tests.databases import copied_file
from tests.lending import Lending
from tests.slack.begun import begun_file, begun_template
from tests.slack.relay import Relay, relayed_story, relaying
from tests.slack.story import MANIFEST, PROGRAM, Story, StoryClock, story_settings
from tests.slack.trying import Open, with_handlers


@pytest.fixture(scope="session")
def program() -> Program:
    """The program of the repository."""
    return load_program(PROGRAM)


@pytest.fixture
def begun_sqlite(program: Program, migrated_file: Path, shared_folder: Path, tmp_path: Path) -> str:
    """A new database on which no job of the day is due."""
    return copied_file(begun_file(program, migrated_file, shared_folder), tmp_path)


@pytest.fixture
def begun_postgresql(program: Program, postgresql_server: URL, lending: Lending, shared_folder: Path) -> Iterator[str]:
    """The same in PostgreSQL."""
    with lending.lent(begun_template(program, postgresql_server, shared_folder)) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def begun(request: pytest.FixtureRequest) -> str:
    """The same of each kind."""
    url: str = request.getfixturevalue(f"begun_{request.param}")
    return url


@asynccontextmanager
async def socket_story(
    program: Program,
    database_url: str,
    *,
    app_routes: Routes | None = None,
    ack_timeout: float = 3.0,
    rates: bool = False,
    languages: Path = LANGUAGES,
) -> AsyncIterator[Story]:
    """A workspace with the bot connected by Socket Mode; `app_routes` are ours unless a test brings its own."""
    async with Workspace.running(manifest=MANIFEST, ack_timeout=ack_timeout, rates=rates) as workspace:
        clock = StoryClock()
        settings = story_settings(workspace, database_url)
        bot = Bot(settings, program, clock=clock, app_routes=app_routes, languages=languages)
        async with bot.running():
            await bot.scheduler.made_up()
            await workspace.app_connected()
            yield Story(workspace, bot, clock)


@asynccontextmanager
async def signed_story(
    program: Program,
    database_url: str,
    *,
    app_routes: Routes | None = None,
    ack_timeout: float = 3.0,
    languages: Path = LANGUAGES,
) -> AsyncIterator[Story]:
    """A workspace that sends the bot signed HTTP requests."""
    listening = listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    request_url = f"{url}/slack/events"
    async with Workspace.running(manifest=MANIFEST, request_url=request_url, ack_timeout=ack_timeout) as workspace:
        clock = StoryClock()
        settings = story_settings(workspace, database_url, socket_mode=False)
        bot = Bot(settings, program, clock=clock, app_routes=app_routes, languages=languages)
        async with serving(bot.http_app(), listening):
            await bot.scheduler.made_up()
            yield Story(workspace, bot, clock, url=url)


@pytest.fixture
async def story(program: Program, begun_sqlite: str) -> AsyncIterator[Story]:
    """A story over Socket Mode, on SQLite, with nobody enrolled yet."""
    async with socket_story(program, begun_sqlite) as running:
        yield running


@pytest.fixture
def pat(story: Story) -> Actor:
    """Of Northwind; Northwind and Brightside each share a channel with the vendor."""
    story.enrol("northwind", "brightside")
    return story.person("pat")


@pytest.fixture
async def story_on_both(program: Program, begun: str) -> AsyncIterator[Story]:
    """The same, once on SQLite and once on PostgreSQL."""
    async with socket_story(program, begun) as running:
        yield running


@pytest.fixture
async def http_story(program: Program, begun_sqlite: str) -> AsyncIterator[Story]:
    """A story over signed HTTP; `story.url` is the bot's address."""
    async with signed_story(program, begun_sqlite) as running:
        yield running


@pytest.fixture
async def relay() -> AsyncIterator[Relay]:
    """Between Slack and the bot, in `relayed`."""
    async with relaying() as between:
        yield between


@pytest.fixture
async def relayed(program: Program, begun_sqlite: str, relay: Relay) -> AsyncIterator[Story]:
    """A story over signed HTTP, through the relay."""
    async with relayed_story(program, begun_sqlite, relay) as running:
        yield running


@pytest.fixture
async def billed(program: Program, begun: str) -> AsyncIterator[Story]:
    """A story with a partner for billing events to tell of, over HTTP, on both databases."""
    async with signed_story(program, begun) as running:
        running.enrol("northwind", channels=False)
        yield running


@pytest.fixture
def opened(program: Program, begun_sqlite: str) -> Open:
    """Opens a story whose `try` routes are the test's."""

    @asynccontextmanager
    async def open_story(**handlers: Any) -> AsyncIterator[Story]:
        async with socket_story(program, begun_sqlite, app_routes=with_handlers(**handlers)) as story:
            yield story

    return open_story


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    """One session for a test's own requests."""
    async with aiohttp.ClientSession() as session:
        yield session
