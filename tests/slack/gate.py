"""Slack's API behind a gate that the test opens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web

from bot.wiring import Bot
from domain.program import Program
from sandbox import Workspace
from tests.slack.story import MANIFEST, Story, StoryClock, story_settings


@dataclass
class Gate:
    """Passes calls on to the workspace, but holds one method back until it is opened, or only its first call."""

    method: str
    api_url: str
    only_first: bool = False
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    open: asyncio.Event = field(default_factory=asyncio.Event)

    async def pass_on(self, request: web.Request) -> web.Response:
        """One call, on its way to the workspace."""
        method = request.match_info["method"]
        if method == self.method and not (self.only_first and self.reached.is_set()):
            self.reached.set()
            await self.open.wait()
        headers = {name: request.headers[name] for name in ("Authorization", "Content-Type") if name in request.headers}
        async with (
            aiohttp.ClientSession() as session,
            session.post(self.api_url + method, data=await request.read(), headers=headers) as answer,
        ):
            return web.Response(status=answer.status, body=await answer.read(), content_type="application/json")


@asynccontextmanager
async def gated(workspace: Workspace, method: str, *, only_first: bool = False) -> AsyncIterator[tuple[Gate, str]]:
    """A gate before the workspace's API, and its address."""
    gate = Gate(method, workspace.api_url, only_first)
    app = web.Application()
    app.router.add_post("/api/{method}", gate.pass_on)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield gate, f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    finally:
        gate.open.set()
        await runner.cleanup()


@asynccontextmanager
async def gated_story(
    program: Program, database_url: str, method: str, *, only_first: bool = False, clock: StoryClock | None = None
) -> AsyncIterator[tuple[Story, Gate]]:
    """A story whose bot speaks with Slack through a gate."""
    clock = clock or StoryClock()
    async with (
        Workspace.running(manifest=MANIFEST) as workspace,
        gated(workspace, method, only_first=only_first) as (gate, address),
    ):
        settings = story_settings(workspace, database_url).model_copy(update={"slack_api_url": address})
        bot = Bot(settings, program, clock=clock)
        async with bot.running():
            await bot.scheduler.made_up()
            await workspace.app_connected()
            yield Story(workspace, bot, clock), gate
