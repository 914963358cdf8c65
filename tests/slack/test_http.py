"""The HTTP side: what is let in, what is refused before anything is read from it, health and figures."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import time
import uuid
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest

from bot.http import BODY_LIMIT
from bot.serving import listen, serving
from bot.wiring import Bot
from domain.people import Role, person_key
from domain.program import Program
from handlers.context import Context
from handlers.requests import Command
from handlers.results import Reply
from sandbox import Workspace
from tests.slack.conftest import signed_story
from tests.slack.story import MANIFEST, VENDOR, Story, StoryClock, story_settings
from tests.slack.trying import add_somebody, staff_count, with_handlers

FORM = "application/x-www-form-urlencoded"


def command_body(text: str = "", **changes: str) -> bytes:
    """A slash command of Pat's, as Slack sends it."""
    values = {
        "token": "t",
        "team_id": VENDOR,
        "team_domain": "livechat",
        "channel_id": "C0NORTHWND",
        "channel_name": "privategroup",
        "user_id": "U0PAT0001",
        "user_name": "pat",
        "command": "/partner",
        "text": text,
        "api_app_id": "A0SANDBOX1",
        "is_enterprise_install": "false",
        "response_url": "http://127.0.0.1:9/commands/none",
        "trigger_id": uuid.uuid4().hex,
    }
    return urlencode({**values, **changes}).encode()


def signed(story: Story, body: bytes, *, timestamp: str | None = None, secret: str | None = None) -> dict[str, str]:
    """Slack's headers for a body."""
    at = timestamp if timestamp is not None else str(int(time.time()))
    key = (story.workspace.signing_secret if secret is None else secret).encode()
    digest = hmac.new(key, f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
    return {"Content-Type": FORM, "X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={digest}"}


async def post(
    http: aiohttp.ClientSession, story: Story, body: bytes, headers: dict[str, str]
) -> tuple[int, dict[str, Any]]:
    async with http.post(f"{story.url}/slack/events", data=body, headers=headers) as answer:
        text = await answer.text()
        return answer.status, json.loads(text) if text.startswith("{") else {"text": text}


@pytest.fixture
async def counting(program: Program, sqlite_url: str) -> AsyncIterator[Story]:
    """A story whose `/partner try` adds somebody to the staff each time its handler runs."""

    def handle(_: Command, context: Context) -> Reply:
        add_somebody(context)
        return Reply("Added")

    async with signed_story(program, sqlite_url, app_routes=with_handlers(command=handle, writes=True)) as story:
        yield story


async def test_the_same_signed_request_twice_is_worked_on_once(counting: Story, http: aiohttp.ClientSession) -> None:
    body = command_body("try")
    headers = signed(counting, body)
    assert await post(http, counting, body, headers) == (200, {"response_type": "ephemeral", "text": "Added"})
    assert await post(http, counting, body, headers) == (200, {"text": ""})
    assert staff_count(counting) == 1
    another = command_body("try")
    await post(http, counting, another, signed(counting, another))
    assert staff_count(counting) == 2


@pytest.mark.parametrize("timestamp", ["", "yesterday", "12.5", "-1", "²", "9" * 30])
async def test_a_timestamp_that_is_no_number_is_401(
    counting: Story, http: aiohttp.ClientSession, timestamp: str
) -> None:
    body = command_body("try")
    status, _ = await post(http, counting, body, signed(counting, body, timestamp=timestamp))
    assert (status, staff_count(counting)) == (401, 0)


async def test_a_request_without_any_signature_is_401(counting: Story, http: aiohttp.ClientSession) -> None:
    status, _ = await post(http, counting, command_body("try"), {"Content-Type": FORM})
    assert (status, staff_count(counting)) == (401, 0)


async def test_a_wrong_signature_is_401(counting: Story, http: aiohttp.ClientSession) -> None:
    body = command_body("try")
    for headers in (
        signed(counting, body, secret="another secret"),
        signed(counting, body + b"x"),
        {**signed(counting, body), "X-Slack-Signature": "v0=é"},
        signed(counting, body, timestamp=str(int(time.time()) - 600)),
    ):
        status, _ = await post(http, counting, body, headers)
        assert status == 401
    assert staff_count(counting) == 0


async def test_more_than_a_mebibyte_is_413_announced_or_not(counting: Story, http: aiohttp.ClientSession) -> None:
    body = command_body("x" * BODY_LIMIT)
    headers = signed(counting, body)
    async with http.post(f"{counting.url}/slack/events", data=io.BytesIO(body), headers=headers) as answer:
        assert answer.status == 413

    async def unannounced() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 1 << 16):
            yield body[start : start + (1 << 16)]

    async with http.post(f"{counting.url}/slack/events", data=unannounced(), headers=headers) as answer:
        assert answer.status == 413


@pytest.mark.parametrize("body", [b"\xff\xfe", b'{"type": ', b"payload=%7Bnot+json"])
async def test_nonsense_is_400(counting: Story, http: aiohttp.ClientSession, body: bytes) -> None:
    assert (await post(http, counting, body, signed(counting, body)))[0] == 400


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "block_actions", "actions": [{"action_id": "try"}]},
        {"type": "view_submission", "view": {"callback_id": "x", "type": "modal"}},
        {"type": "shortcut", "callback_id": "x"},
    ],
)
async def test_a_payload_that_lacks_what_it_must_have_is_acked_and_dropped(
    counting: Story, http: aiohttp.ClientSession, payload: dict[str, Any]
) -> None:
    body = urlencode({"payload": json.dumps({"team": {"id": VENDOR}, **payload})}).encode()
    assert await post(http, counting, body, signed(counting, body)) == (200, {"text": ""})


async def test_a_command_may_have_the_word_payload_in_it(counting: Story, http: aiohttp.ClientSession) -> None:
    body = command_body("try the payload")
    assert (await post(http, counting, body, signed(counting, body)))[1]["text"] == "Added"


async def test_an_event_of_no_interest_is_acked(counting: Story, http: aiohttp.ClientSession) -> None:
    event = {
        "type": "event_callback",
        "team_id": VENDOR,
        "event_id": "Ev1",
        "event": {"type": "reaction_added", "user": "U0PAT0001", "reaction": "tada"},
    }
    body = json.dumps(event).encode()
    headers = {**signed(counting, body), "Content-Type": "application/json"}
    assert await post(http, counting, body, headers) == (200, {"text": ""})


@pytest.mark.parametrize("kind", ["interactive_message", "of_tomorrow"])
async def test_a_payload_of_an_unknown_kind_is_acked(counting: Story, http: aiohttp.ClientSession, kind: str) -> None:
    payload = {"type": kind, "team": {"id": VENDOR}, "user": {"id": "U0PAT0001", "team_id": VENDOR}}
    body = urlencode({"payload": json.dumps(payload)}).encode()
    assert await post(http, counting, body, signed(counting, body)) == (200, {"text": ""})


async def test_after_tokens_were_revoked_slack_is_asked_anew(counting: Story, http: aiohttp.ClientSession) -> None:
    asked = len(counting.workspace.calls("auth.test"))
    revoked = {"type": "event_callback", "team_id": VENDOR, "event": {"type": "tokens_revoked", "tokens": {}}}
    for body, kind in (
        (command_body("help"), FORM),
        (json.dumps(revoked).encode(), "application/json"),
        (command_body("help"), FORM),
    ):
        status, _ = await post(http, counting, body, {**signed(counting, body), "Content-Type": kind})
        assert status == 200
    assert len(counting.workspace.calls("auth.test")) == asked + 1


async def test_without_a_signing_secret_nothing_of_slack_is_taken(program: Program, sqlite_url: str) -> None:
    listening = listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    async with Workspace.running(manifest=MANIFEST) as workspace, aiohttp.ClientSession() as http:
        bot = Bot(story_settings(workspace, sqlite_url), program, clock=StoryClock())
        story = Story(workspace, bot, StoryClock(), url=url)
        async with serving(bot.http_app(), listening):
            body = command_body("help")
            unsigned = signed(story, body, secret=" ".strip() or "x")
            forged = hmac.new(
                b"", b"v0:" + unsigned["X-Slack-Request-Timestamp"].encode() + b":" + body, hashlib.sha256
            )
            headers = {**unsigned, "X-Slack-Signature": f"v0={forged.hexdigest()}"}
            assert (await post(http, story, body, headers))[0] == 404


async def test_health_figures_and_documentation(http_story: Story, http: aiohttp.ClientSession) -> None:
    async with http.get(f"{http_story.url}/healthz") as answer:
        assert (answer.status, await answer.json()) == (200, {"status": "ok"})
    async with http.get(f"{http_story.url}/readyz") as answer:
        assert (answer.status, await answer.json()) == (200, {"ready": True, "reasons": []})
    http_story.enrol("northwind", channels=False)
    await http_story.person("pat").command("/partner", "help", channel="partner-northwind")
    await http_story.person("pat").command("/partner", "made up", channel="partner-northwind")
    async with http.get(f"{http_story.url}/metrics") as answer:
        figures = await answer.text()
    assert 'partner_requests_total{kind="command",outcome="done",route="/partner help"} 1.0' in figures
    assert 'route="unknown"' in figures
    assert "made up" not in figures
    async with http.get(f"{http_story.url}/api/docs") as answer:
        assert answer.status == 200
    async with http.get(f"{http_story.url}/openapi.json") as answer:
        assert set((await answer.json())["paths"]) >= {"/healthz", "/readyz", "/metrics"}


async def test_a_bot_that_cannot_work_says_why(program: Program, sqlite_url: str, http: aiohttp.ClientSession) -> None:
    listening = listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    async with Workspace.running(manifest=MANIFEST) as workspace:
        workspace.fail("auth.test", "error", error="invalid_auth")
        workspace.fail("apps.connections.open", "error", error="invalid_auth", times=100)
        bot = Bot(story_settings(workspace, sqlite_url), program, clock=StoryClock())
        async with serving(bot.http_app(), listening), http.get(f"{url}/readyz") as answer:
            assert answer.status == 503
            reasons = (await answer.json())["reasons"]
    assert any(reason == "Slack: auth.test: invalid_auth" for reason in reasons)
    assert any(reason.startswith("Socket Mode: ") for reason in reasons)


async def test_staff_and_partners_are_kept_apart_by_workspace(http_story: Story, http: aiohttp.ClientSession) -> None:
    """The same user id in another workspace is another person."""
    http_story.do(
        lambda uow: uow.people.add_staff(person_key("T0OTHER", "U0PAT0001"), Role.ADMIN, now=http_story.clock.now())
    )
    body = command_body(command="/program")
    _, answer = await post(http, http_story, body, signed(http_story, body))
    foreign = command_body(command="/program", team_id="T0OTHER")
    _, theirs = await post(http, http_story, foreign, signed(http_story, foreign))
    assert answer["text"] != theirs["text"]
