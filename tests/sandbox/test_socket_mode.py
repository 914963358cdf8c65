"""Socket Mode on the wire: hello, envelopes, acks, several connections, disconnects, retries."""

import asyncio
import json
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.sandbox.conftest import Connect
from tests.sandbox.payloads import Json


async def opened(ws: Workspace, http: aiohttp.ClientSession) -> aiohttp.ClientWebSocketResponse:
    """A bare connection, past its hello."""
    client = AsyncWebClient(token=ws.app_token, base_url=ws.api_url, session=http)
    address = (await client.apps_connections_open(app_token=ws.app_token))["url"]
    socket = await http.ws_connect(address)
    hello = await socket.receive_json()
    assert hello["type"] == "hello"
    assert hello["connection_info"]["app_id"] == "A0SANDBOX1"
    return socket


async def acked(socket: aiohttp.ClientWebSocketResponse, payload: Json | None = None) -> Json:
    """Receives an envelope and acks it."""
    envelope: Json = await socket.receive_json()
    more = {"payload": payload} if payload is not None else {}
    await socket.send_json({"envelope_id": envelope["envelope_id"], **more})
    return envelope


async def test_an_envelope_is_acked_by_its_id(ws: Workspace, http: aiohttp.ClientSession) -> None:
    socket = await opened(ws, http)
    async with asyncio.TaskGroup() as group:
        command = group.create_task(ws.person("pat").command("/hello", "x"))
        envelope = await acked(socket, {"text": "Hi"})
    assert command.result().message.text == "Hi"
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
    assert envelope["payload"]["command"] == "/hello"
    await socket.close()


async def test_a_payload_where_none_is_accepted_is_ignored(
    ws: Workspace, http: aiohttp.ClientSession, client: AsyncWebClient
) -> None:
    socket = await opened(ws, http)
    async with asyncio.TaskGroup() as group:
        shortcut = group.create_task(ws.person("pat").shortcut("Open a form", wait=0))
        envelope = await acked(socket, {"text": "ignored"})
    assert shortcut.result().messages == []
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("interactive", False)
    await socket.close()


async def test_an_address_is_good_for_one_connection(ws: Workspace, http: aiohttp.ClientSession) -> None:
    client = AsyncWebClient(token=ws.app_token, base_url=ws.api_url, session=http)
    address = (await client.apps_connections_open(app_token=ws.app_token))["url"]
    first = await http.ws_connect(address)
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await http.ws_connect(address)
    await first.close()


async def test_connections_take_turns_and_an_eleventh_is_turned_away(
    ws: Workspace, http: aiohttp.ClientSession
) -> None:
    sockets = [await opened(ws, http) for _ in range(10)]
    for socket in sockets:
        async with asyncio.TaskGroup() as group:
            group.create_task(ws.person("pat").shortcut("Open a form", wait=0))
            assert (await acked(socket))["type"] == "interactive"
    client = AsyncWebClient(token=ws.app_token, base_url=ws.api_url, session=http)
    address = (await client.apps_connections_open(app_token=ws.app_token))["url"]
    eleventh = await http.ws_connect(address)
    assert (await eleventh.receive_json())["reason"] == "too_many_websockets"
    for socket in [*sockets, eleventh]:
        await socket.close()


async def test_an_app_is_offline_when_its_connection_is_gone(ws: Workspace, http: aiohttp.ClientSession) -> None:
    socket = await opened(ws, http)
    assert ws.world.app.online
    await socket.close()
    await ws.world.feed.until(lambda: True if not ws.world.app.online else None, 5)
    assert (await ws.person("pat").command("/hello")).error == "dispatch_failed"


@pytest.mark.parametrize("reason", ["refresh_requested", "lost"])
async def test_an_app_comes_back_after_a_disconnect(
    ws: Workspace, bolt: AsyncApp, connect: Connect, reason: Any
) -> None:
    @bolt.command("/hello")
    async def hello(ack: Any) -> None:
        await ack("still here")

    async with connect(bolt):
        await ws.drop_connections(reason)
        assert not ws.world.app.online
        await ws.app_connected()
        assert (await ws.person("pat").command("/hello")).text == "still here"


@pytest.mark.parametrize("ack_timeout", [0.5])
async def test_events_are_retried_by_the_workspaces_clock(ws: Workspace, http: aiohttp.ClientSession) -> None:
    socket = await opened(ws, http)
    async with asyncio.TaskGroup() as group:
        group.create_task(ws.person("pat").say("hello?"))
        first = await socket.receive_json()
    second = await socket.receive_json()
    assert (first["retry_attempt"], second["retry_attempt"], second["retry_reason"]) == (0, 1, "http_timeout")
    third = await received_after(ws, socket, 61)
    fourth = await received_after(ws, socket, 300)
    assert (third["retry_attempt"], fourth["retry_attempt"]) == (2, 3)
    assert len({each["payload"]["event_id"] for each in (first, second, third, fourth)}) == 1
    assert len({each["envelope_id"] for each in (first, second, third, fourth)}) == 4
    await socket.close()


async def received_after(ws: Workspace, socket: aiohttp.ClientWebSocketResponse, seconds: float) -> Json:
    """The next envelope, with the clock pushed forward until it comes."""
    receiving = asyncio.create_task(socket.receive_str())
    while not receiving.done():
        ws.clock.advance(seconds)
        await asyncio.wait({receiving}, timeout=0.1)
    envelope: Json = json.loads(receiving.result())
    return envelope
