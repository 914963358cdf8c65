"""Socket Mode: the bot comes back after every kind of lost connection."""

from __future__ import annotations

import asyncio

import pytest

from bot.wiring import Bot
from domain.program import Program
from sandbox import Workspace
from sandbox.delivery.socket import DisconnectReason
from tests.slack.story import MANIFEST, Story, StoryClock, story_settings


@pytest.mark.parametrize("reason", ["lost", "refresh_requested"])
async def test_it_reconnects(story: Story, reason: DisconnectReason) -> None:
    for _ in range(2):
        await story.workspace.drop_connections(reason)
        await story.workspace.app_connected()
        seen = await story.person("nick").command("/partner", channel="general")
        assert seen.error is None
        assert seen.text


async def test_readiness_follows_the_connection(story: Story) -> None:
    assert await story.bot.problems() == []
    assert story.bot.socket is not None
    story.workspace.fail("apps.connections.open", "error", error="invalid_auth", times=1)
    await story.workspace.drop_connections("lost")
    await story.workspace.app_connected()
    await story.bot.socket.connected()
    assert await story.bot.problems() == []


async def test_it_keeps_trying_while_slack_refuses(program: Program, sqlite_url: str) -> None:
    async with Workspace.running(manifest=MANIFEST) as workspace:
        workspace.fail("apps.connections.open", "server_error", times=2)
        bot = Bot(story_settings(workspace, sqlite_url), program, clock=StoryClock())
        async with bot.running():
            await workspace.app_connected()
            assert len(workspace.calls("apps.connections.open")) == 3


async def test_a_request_under_way_is_answered_before_the_bot_stops(program: Program, sqlite_url: str) -> None:
    async with Workspace.running(manifest=MANIFEST) as workspace:
        bot = Bot(story_settings(workspace, sqlite_url), program, clock=StoryClock())
        async with bot.running():
            story = Story(workspace, bot, StoryClock())
            story.enrol("northwind", channels=False)
            await workspace.app_connected()
            workspace.fail("views.open", "rate_limited", retry_after=1)
            pat = story.person("pat")
            await pat.command("/partner", "lead", channel="partner-northwind", wait=0)
        assert [form.title for form in pat.forms] == ["Submit a lead"]


async def test_it_can_be_stopped_at_any_moment_of_connecting(program: Program, sqlite_url: str) -> None:
    async with Workspace.running(manifest=MANIFEST) as workspace:
        for steps in range(40):
            bot = Bot(story_settings(workspace, sqlite_url), program, clock=StoryClock())
            async with bot.running():
                for _ in range(steps):
                    await asyncio.sleep(0)  # one turn of the event loop further each time
