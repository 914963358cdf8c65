"""Slash commands and shortcuts: their payloads, acks, answers and failures."""

import asyncio
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.sandbox.conftest import Connect
from tests.sandbox.payloads import Json, actions, button, modal, section, text_input


async def test_a_command_is_answered_in_its_ack(ws: Workspace, bolt: AsyncApp, connect: Connect) -> None:
    got: list[Json] = []

    @bolt.command("/hello")
    async def hello(ack: AsyncAck, body: Json) -> None:
        got.append(body)
        await ack(f"Hello {body['text']}")

    async with connect(bolt):
        seen = await ws.person("pat").command("/hello", "world", channel="partner-northwind")
    assert seen.message.text == "Hello world"
    assert seen.message.is_ephemeral
    body = got[0]
    expected = {
        "team_id": "T0LIVECHAT",
        "team_domain": "livechat",
        "channel_id": "C0NORTHWND",
        "channel_name": "privategroup",
        "user_id": "U0PAT0001",
        "user_name": "pat",
        "command": "/hello",
        "text": "world",
        "api_app_id": "A0SANDBOX1",
    }
    assert {name: body[name] for name in expected} == expected
    assert body["trigger_id"]
    assert body["response_url"].startswith(ws.page_url)


async def test_an_answer_for_the_channel_is_seen_by_all(ws: Workspace, bolt: AsyncApp, connect: Connect) -> None:
    @bolt.command("/hello")
    async def hello(ack: AsyncAck) -> None:
        await ack(text="For everybody", response_type="in_channel")

    async with connect(bolt):
        await ws.person("pat").command("/hello", channel="partner-northwind")
        assert not (await ws.person("alex").channel("partner-northwind").message("For everybody")).is_ephemeral


@pytest.mark.parametrize("ack_timeout", [0.5])
async def test_a_slow_ack_is_shown_as_operation_timeout(ws: Workspace, bolt: AsyncApp, connect: Connect) -> None:
    release = asyncio.Event()

    @bolt.command("/hello")
    async def hello(ack: AsyncAck) -> None:
        await release.wait()
        await ack("too late")

    async with connect(bolt):
        seen = await ws.person("pat").command("/hello")
        assert seen.error == "operation_timeout"
        assert seen.detail == '/hello failed with the error "operation_timeout"'
        release.set()
        assert (await ws.person("pat").command("/hello")).message.text == "too late"
    texts = [card.text for card in ws.person("pat").channel("partner-northwind").messages]
    assert texts.count("too late") == 1


async def test_without_a_connection_the_command_fails_at_once(ws: Workspace) -> None:
    assert (await ws.person("pat").command("/hello")).error == "dispatch_failed"


async def test_commands_the_app_does_not_have_are_not_offered(ws: Workspace) -> None:
    seen = await ws.person("pat").command("/nothing")
    assert seen.error == "not_offered"
    assert "/hello" in seen.detail


async def test_commands_do_not_cross_slack_connect(ws: Workspace) -> None:
    hana = ws.person("hana")
    seen = await hana.command("/hello", channel="partner-helio")
    assert (seen.error, "Helio Labs" in seen.detail) == ("not_offered", True)
    assert (await hana.shortcut("Open a form")).error == "not_offered"


async def test_names_become_ids_where_the_command_asks_for_it(ws: Workspace, bolt: AsyncApp, connect: Connect) -> None:
    @bolt.command("/escape")
    @bolt.command("/hello")
    async def say_back(ack: AsyncAck, body: Json) -> None:
        await ack(text=body["text"].replace("<", "").replace(">", ""))

    async with connect(bolt):
        sam = ws.person("sam")
        assert (await sam.command("/escape", "@pat in #leads")).text == "@U0PAT0001|pat in #C0LEADS01|leads"
        assert (await sam.command("/hello", "@pat")).text == "@pat"


async def test_a_response_url_posts_replaces_and_deletes_five_times(
    ws: Workspace, bolt: AsyncApp, connect: Connect
) -> None:
    kept: list[AsyncRespond] = []

    @bolt.command("/hello")
    async def hello(ack: AsyncAck, respond: AsyncRespond) -> None:
        kept.append(respond)
        await ack(text="Choose", blocks=[actions(button("Go", "go"))])

    @bolt.action("go")
    async def go(ack: AsyncAck, respond: AsyncRespond) -> None:
        kept.append(respond)
        await ack()
        await respond(text="Chosen", replace_original=True)

    async with connect(bolt):
        pat = ws.person("pat")
        card = (await pat.command("/hello", channel="partner-northwind")).message
        seen = await pat.click(card, "Go")
        assert (seen.message.ts, seen.message.text) == (card.ts, "Chosen")
        by_command, by_click = kept
        answers = [await by_command(text=str(n)) for n in range(6)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [404]
        assert (await by_click(delete_original=True)).status_code == 200
        assert card.ts not in [each.ts for each in pat.channel("partner-northwind").messages]
        assert (await by_click(text="")).status_code == 400
        assert (await by_click(text="All", response_type="in_channel")).status_code == 200
        assert (await ws.channel("partner-northwind").message("All")).author == "U0APPBOT1"
        ws.clock.advance(31 * 60)
        assert (await by_click(text="x")).status_code == 404


async def test_an_answer_slack_refuses_fails_the_command(ws: Workspace, bolt: AsyncApp, connect: Connect) -> None:
    @bolt.command("/hello")
    async def hello(ack: AsyncAck) -> None:
        await ack(text="x", blocks=[section("")])

    async with connect(bolt):
        seen = await ws.person("pat").command("/hello")
    assert seen.error == "dispatch_failed"
    assert "invalid_blocks" in seen.detail


async def test_a_global_shortcut_opens_a_form(ws: Workspace, bolt: AsyncApp, connect: Connect) -> None:
    got: list[Json] = []

    @bolt.shortcut("open_form")
    async def open_form(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        got.append(body)
        await client.views_open(trigger_id=body["trigger_id"], view=modal(text_input("name", "Name")))

    async with connect(bolt):
        seen = await ws.person("sam").shortcut("Open a form")
    assert seen.form is not None
    assert seen.form.fields == ["Name"]
    body = got[0]
    assert (body["type"], body["callback_id"]) == ("shortcut", "open_form")
    assert body["user"] == {"id": "U0SAM0001", "username": "sam", "team_id": "T0LIVECHAT"}
    assert body["enterprise"] is None
    assert body["is_enterprise_install"] is False


async def test_a_message_shortcut_brings_the_message(ws: Workspace, bolt: AsyncApp, connect: Connect) -> None:
    got: list[Json] = []

    @bolt.shortcut({"type": "message_action", "callback_id": "keep_it"})
    async def keep(ack: AsyncAck, body: Json, respond: AsyncRespond) -> None:
        await ack()
        got.append(body)
        await respond("Kept")

    async with connect(bolt):
        said = await ws.person("pat").say("Acme wants 20 seats & more", to="partner-northwind")
        seen = await ws.person("alex").shortcut("Keep it", on=said)
        missing = await ws.person("alex").shortcut("Open a form", on=said)
    assert seen.message.text == "Kept"
    assert missing.error == "not_offered"
    body: dict[str, Any] = got[0]
    assert body["message"]["text"] == "Acme wants 20 seats &amp; more"
    assert body["message"]["user"] == "U0PAT0001"
    assert body["channel"]["id"] == "C0NORTHWND"
    assert body["message_ts"] == said.ts
