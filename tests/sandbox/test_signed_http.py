"""Signed HTTP: an unchanged Bolt app behind a real web server."""

import asyncio
import contextlib
import hashlib
import hmac
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.sandbox.payloads import Json, actions, button, modal, text_input

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@contextlib.asynccontextmanager
async def listening(handler: Handler) -> AsyncIterator[str]:
    """A web server on a free port that hands every POST to `handler`."""
    server = web.Application()
    server.router.add_post("/slack/events", handler)
    runner = web.AppRunner(server)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    try:
        yield f"http://127.0.0.1:{port}/slack/events"
    finally:
        await runner.cleanup()


def bolt_behind(apps: list[AsyncApp]) -> Handler:
    """Passes requests to the Bolt app in the list, as any web framework's adapter does."""

    async def handler(request: web.Request) -> web.StreamResponse:
        headers: dict[str, str | Sequence[str]] = {name.lower(): value for name, value in request.headers.items()}
        response = await apps[0].async_dispatch(AsyncBoltRequest(body=await request.text(), headers=headers))
        kind = response.first_headers_without_set_cookie().get("content-type", "text/plain")
        return web.Response(status=response.status, text=response.body, headers={"content-type": kind})

    return handler


async def test_commands_and_forms_over_http(manifest: Path) -> None:
    apps: list[AsyncApp] = []
    async with (
        listening(bolt_behind(apps)) as url,
        Workspace.running(manifest=manifest, request_url=url) as ws,
    ):
        client = AsyncWebClient(token=ws.bot_token, base_url=ws.api_url)
        bolt = AsyncApp(client=client, signing_secret=ws.signing_secret, process_before_response=True)
        apps.append(bolt)

        @bolt.command("/hello")
        async def hello(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
            if body["text"] == "form":
                await client.views_open(trigger_id=body["trigger_id"], view=modal(text_input("name", "Name & more")))
            await ack("" if body["text"] == "form" else f"Hello {body['text']}")

        @bolt.view("form")
        async def submitted(ack: AsyncAck) -> None:
            await ack(response_action="errors", errors={"name": "No"})

        @bolt.event("message")
        async def message(event: Json, client: AsyncWebClient) -> None:
            await client.chat_postMessage(channel=event["channel"], text=f"You said {event['text']}")

        pat = ws.person("pat")
        assert (await pat.command("/hello", "wörld & <co>")).text == "Hello wörld & <co>"
        form = (await pat.command("/hello", "form")).form
        assert form is not None
        assert (await form.fill({"Name & more": "x"}).submit()).errors == {"name": "No"}
        await pat.say("hi", to="dm")
        assert (await pat.dm.message("You said hi")).author == "U0APPBOT1"


async def test_requests_are_signed_and_events_retried(manifest: Path) -> None:
    seen: list[tuple[dict[str, str], bytes]] = []
    arrived = asyncio.Event()

    async def failing(request: web.Request) -> web.StreamResponse:
        seen.append((dict(request.headers), await request.read()))
        arrived.set()
        return web.Response(status=500)

    async with listening(failing) as url, Workspace.running(manifest=manifest, request_url=url) as ws:
        await ws.person("pat").say("hi", to="dm")
        for count in (2, 3, 4):
            while len(seen) < count:
                arrived.clear()
                ws.clock.advance(301)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(arrived.wait(), 0.2)
    headers, body = seen[0]
    base = b"v0:" + headers["X-Slack-Request-Timestamp"].encode() + b":" + body
    expected = hmac.new(ws.signing_secret.encode(), base, hashlib.sha256).hexdigest()
    assert headers["X-Slack-Signature"] == f"v0={expected}"
    assert "X-Slack-Retry-Num" not in headers
    assert [each["X-Slack-Retry-Num"] for each, _ in seen[1:]] == ["1", "2", "3"]
    assert {each["X-Slack-Retry-Reason"] for each, _ in seen[1:]} == {"http_error"}
    assert {content for _, content in seen} == {body}


async def test_an_app_may_ask_not_to_be_retried(manifest: Path) -> None:
    count = 0

    async def failing(_request: web.Request) -> web.StreamResponse:
        nonlocal count
        count += 1
        return web.Response(status=500, headers={"X-Slack-No-Retry": "1"})

    async with listening(failing) as url, Workspace.running(manifest=manifest, request_url=url) as ws:
        await ws.person("pat").say("hi", to="dm")
        await ws.person("pat").say("there", to="dm")
    assert count == 2


async def test_a_body_answers_a_click(manifest: Path) -> None:
    async def answering(_request: web.Request) -> web.StreamResponse:
        return web.json_response({"text": "Noted", "response_type": "ephemeral"})

    async with listening(answering) as url, Workspace.running(manifest=manifest, request_url=url) as ws:
        client = AsyncWebClient(token=ws.bot_token, base_url=ws.api_url)
        await client.chat_postMessage(channel="C0LEADS01", text="x", blocks=[actions(button("Go", "go"))])
        seen = await ws.person("sam").click(ws.channel("leads").messages[-1], "Go")
        assert (seen.message.text, seen.message.is_ephemeral) == ("Noted", True)


@pytest.mark.parametrize(("status", "error"), [(404, "dispatch_failed"), (200, "operation_timeout")])
async def test_an_app_that_refuses_or_hangs(manifest: Path, status: int, error: str) -> None:
    never = asyncio.Event()

    async def handler(_request: web.Request) -> web.StreamResponse:
        if status == 200:
            await never.wait()
        return web.Response(status=status)

    async with (
        listening(handler) as url,
        Workspace.running(manifest=manifest, request_url=url, ack_timeout=0.2) as ws,
    ):
        assert (await ws.person("pat").command("/hello")).error == error
        never.set()


async def test_nobody_listens(manifest: Path) -> None:
    async with Workspace.running(manifest=manifest, request_url="http://127.0.0.1:9/slack/events") as ws:
        assert (await ws.person("pat").command("/hello")).error == "dispatch_failed"


async def test_socket_mode_is_off_where_requests_are_sent(manifest: Path) -> None:
    async with Workspace.running(manifest=manifest, request_url="http://127.0.0.1:9/") as ws:
        client = AsyncWebClient(token=ws.app_token, base_url=ws.api_url)
        address = (await client.apps_connections_open(app_token=ws.app_token))["url"]
        async with aiohttp.ClientSession() as session, session.ws_connect(address) as socket:
            assert (await socket.receive_json())["reason"] == "link_disabled"
