"""Stands between Slack and the bot's HTTP side: passes requests on, keeps them, can lose an answer or delay one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web

from bot.serving import listen, serving
from bot.wiring import Bot
from domain.program import Program
from sandbox import Workspace
from tests.slack.story import MANIFEST, Story, StoryClock, story_settings

PASSED_ON = ("Content-Type", "X-Slack-Request-Timestamp", "X-Slack-Signature")


EVENT = b'"event_callback"'


@dataclass(frozen=True)
class Passed:
    """One request as it was signed, and the bot's answer."""

    headers: dict[str, str]
    body: bytes
    status: int
    answer: str


@dataclass
class Relay:
    """`target` is where the bot is now. With `instead_of_answering` set, the next answer gets lost after that act.

    That is of what a person does; events come by themselves.

    The next request whose body has `keeps` in it is answered at once and kept in `kept`, to be passed on later.
    """

    session: aiohttp.ClientSession
    target: str = ""
    url: str = ""
    passed: list[Passed] = field(default_factory=list)
    instead_of_answering: Callable[[], None] | None = None
    keeps: bytes | None = None
    kept: list[Passed] = field(default_factory=list)
    _keeping: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def late(self, words: bytes, act: Callable[[], None]) -> Passed:
        """The request in which Slack tells of an act, kept before it has come to the bot."""
        self.keeps = words
        act()
        async with self._keeping:
            await self._keeping.wait_for(lambda: self.keeps is None)
        return self.kept[-1]

    async def take(self, request: web.Request) -> web.Response:
        """Passes one request of Slack on."""
        headers = {name: request.headers[name] for name in PASSED_ON}
        body = await request.read()
        if self.keeps is not None and self.keeps in body:
            self.keeps = None
            self.kept.append(Passed(headers, body, 200, ""))
            async with self._keeping:
                self._keeping.notify_all()
            return web.Response()
        done = await self._send(headers, body)
        self.passed.append(done)
        if self.instead_of_answering is not None and EVENT not in body:
            act, self.instead_of_answering = self.instead_of_answering, None
            act()
            return web.Response(status=502)
        kind = "application/json" if done.answer.startswith("{") else "text/plain"
        return web.Response(status=done.status, text=done.answer, content_type=kind)

    async def replay(self, passed: Passed) -> Passed:
        """Sends the very same request again, or one that was kept for the first time."""
        return await self._send(passed.headers, passed.body)

    async def _send(self, headers: dict[str, str], body: bytes) -> Passed:
        async with self.session.post(f"{self.target}/slack/events", data=body, headers=headers) as answer:
            return Passed(headers, body, answer.status, await answer.text())


@asynccontextmanager
async def relaying() -> AsyncIterator[Relay]:
    """A relay on a free port."""
    async with aiohttp.ClientSession() as session:
        relay = Relay(session)
        server = web.Application()
        server.router.add_post("/slack/events", relay.take)
        runner = web.AppRunner(server)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        relay.url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
        try:
            yield relay
        finally:
            await runner.cleanup()


@asynccontextmanager
async def relayed_story(
    program: Program, database_url: str, relay: Relay, *, clock_ahead: float = 0.0
) -> AsyncIterator[Story]:
    """A story over signed HTTP, through the relay; Slack's clock goes so many seconds ahead of ours."""
    listening = listen("127.0.0.1", 0)
    relay.target = f"http://127.0.0.1:{listening.getsockname()[1]}"
    async with Workspace.running(manifest=MANIFEST, request_url=relay.url, clock_ahead=clock_ahead) as workspace:
        clock = StoryClock()
        bot = Bot(story_settings(workspace, database_url, socket_mode=False), program, clock=clock)
        async with serving(bot.http_app(), listening):
            yield Story(workspace, bot, clock)
