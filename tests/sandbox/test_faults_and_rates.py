"""Failures on request, and Slack's rate limits."""

import asyncio
import time
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.sandbox.refusals import refusal


async def test_a_429_carries_retry_after_once(ws: Workspace, client: AsyncWebClient) -> None:
    ws.fail("chat.postMessage", "rate_limited", retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel="C0LEADS01", text="x")
    answer = caught.value.response
    assert (answer.status_code, answer["error"], answer.headers["Retry-After"]) == (429, "ratelimited", "7")
    assert (await client.chat_postMessage(channel="C0LEADS01", text="x"))["ok"]


async def test_an_error_and_a_500(ws: Workspace, client: AsyncWebClient) -> None:
    ws.fail("chat.postMessage", "error", error="channel_not_found", times=2)
    for _ in range(2):
        assert await refusal(client, "chat.postMessage", channel="C0LEADS01", text="x") == "channel_not_found"
    ws.fail("*", "server_error")
    with pytest.raises(SlackApiError) as caught:
        await client.auth_test()
    assert caught.value.response.status_code == 500


async def test_a_lost_answer_has_been_carried_out_and_a_refused_call_has_not(
    ws: Workspace, client: AsyncWebClient
) -> None:
    ws.fail("chat.postMessage", "refused")
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel="C0LEADS01", text="refused")
    ws.fail("chat.postMessage", "lost_answer")
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel="C0LEADS01", text="lost")
    texts = [card.text for card in ws.channel("leads").messages]
    assert "lost" in texts
    assert "refused" not in texts
    assert [call.status for call in ws.calls("chat.postMessage")] == [0, 0]


async def test_faults_over_http_are_checked_and_cleared(
    ws: Workspace, http: aiohttp.ClientSession, client: AsyncWebClient
) -> None:
    address = f"{ws.page_url}sandbox/faults"
    async with http.post(address, json={"method": "auth.test", "fault": "error", "error": "fatal_error"}) as answer:
        assert (await answer.json())["ok"] is True
    assert await refusal(client, "auth.test") == "fatal_error"
    async with http.post(address, json={"method": "auth.test", "fault": "sulk"}) as answer:
        assert answer.status == 422
        assert (await answer.json())["detail"].startswith("fault: ")
    await http.post(address, json={"method": "auth.test", "fault": "error", "times": 5})
    await http.delete(address)
    assert (await client.auth_test())["ok"]


async def test_one_message_a_second_and_channel(manifest: Path) -> None:
    async with Workspace.running(manifest=manifest, rates=True) as ws:
        client = AsyncWebClient(token=ws.bot_token, base_url=ws.api_url, retry_handlers=[])
        await client.chat_postMessage(channel="C0LEADS01", text="1")
        await client.chat_postMessage(channel="C0CLAIMS1", text="1")
        with pytest.raises(SlackApiError) as caught:
            await client.chat_postMessage(channel="C0LEADS01", text="2")
        assert (caught.value.response.status_code, caught.value.response.headers["Retry-After"]) == (429, "1")
        ws.clock.advance(1)
        await client.chat_postMessage(channel="C0LEADS01", text="2")


async def test_a_tier_is_counted_by_the_minute(manifest: Path) -> None:
    async with Workspace.running(manifest=manifest, rates=True) as ws:
        client = AsyncWebClient(token=ws.bot_token, base_url=ws.api_url, retry_handlers=[])
        for _ in range(20):
            await client.users_list(limit=1)
        with pytest.raises(SlackApiError) as caught:
            await client.users_list(limit=1)
        assert 1 <= int(caught.value.response.headers["Retry-After"]) <= 60
        ws.clock.advance(61)
        assert (await client.users_list(limit=1))["ok"]


@pytest.mark.parametrize("seconds", [3600.0, -3600.0])
async def test_slacks_clock_may_differ_from_the_apps(seconds: float, http: aiohttp.ClientSession) -> None:
    before = time.time()
    async with Workspace.running(clock_ahead=seconds) as ws:
        client = AsyncWebClient(token=ws.bot_token, base_url=ws.api_url, session=http)
        posted = await client.chat_postMessage(channel="C0NORTHWND", text="Hello")
        assert before + seconds <= float(posted["ts"]) <= time.time() + seconds


async def test_the_clock_wakes_those_who_wait_for_it(ws: Workspace) -> None:
    waiting = asyncio.create_task(ws.clock.reach(ws.clock.now() + 3600))
    ws.clock.advance(1800)
    done, _ = await asyncio.wait({waiting}, timeout=0.01)
    assert not done
    ws.clock.advance(1800)
    await asyncio.wait_for(waiting, 5)
    with pytest.raises(ValueError, match="only runs forward"):
        ws.clock.advance(-1)
