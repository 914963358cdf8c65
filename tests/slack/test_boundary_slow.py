"""Slack's API behind a gate that the test opens: the ack comes first, and what is being sent is not forgotten."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
import pytest
from aiohttp import web

from bot.boundary import wait_for_sends
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


async def test_the_ack_does_not_wait_for_what_is_sent(program: Program, sqlite_url: str) -> None:
    async with Workspace.running(manifest=MANIFEST) as workspace, gated(workspace, "views.open") as (gate, address):
        settings = story_settings(workspace, sqlite_url).model_copy(update={"slack_api_url": address})
        bot = Bot(settings, program, clock=StoryClock())
        async with bot.running():
            story = Story(workspace, bot, StoryClock())
            story.enrol("northwind", channels=False)
            await workspace.app_connected()
            pat = story.person("pat")
            seen = await pat.command("/partner", "lead", channel="partner-northwind", wait=0)
            assert gate.reached.is_set()
            assert (seen.error, pat.forms) == (None, [])
            gate.open.set()
        assert [form.title for form in pat.forms] == ["Submit a lead"]


@pytest.mark.parametrize(("taken", "patience"), [(0.0, 1.5), (1.0, 1.5), (2.0, 0.5), (2.5, 0.0), (4.0, 0.0)])
def test_a_slow_handler_leaves_less_time_to_wait_for_what_is_sent(taken: float, patience: float) -> None:
    assert wait_for_sends(taken) == patience
