"""Buttons and choices in messages and Home, also by external members of a shared channel."""

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import NotOffered, Workspace
from tests.sandbox.conftest import Connect
from tests.sandbox.payloads import Json, actions, button, home, modal, option, section, text_input
from tests.sandbox.refusals import refusal


async def test_a_click_tells_the_app_all_it_needs(
    ws: Workspace, bolt: AsyncApp, connect: Connect, client: AsyncWebClient
) -> None:
    got: list[Json] = []

    @bolt.action("review")
    async def review(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        got.append(body)
        await client.chat_update(
            channel=body["channel"]["id"], ts=body["message"]["ts"], text="x", blocks=[section("Won")]
        )

    async with connect(bolt):
        select = {"type": "static_select", "action_id": "stage", "options": [option("Demo", "demo")]}
        blocks = [section("Acme"), actions(button("Review", "review", "lead-1"), select)]
        await client.chat_postMessage(channel="C0LEADS01", text="New lead", blocks=blocks)
        card = await ws.channel("leads").message("Acme")
        assert card.buttons == ["Review", "Demo"]
        await ws.person("sam").click(card, "review")
        assert (await ws.channel("leads").changed(card, "Won")).buttons == []
    body = got[0]
    assert body["container"] == {
        "type": "message",
        "message_ts": card.ts,
        "channel_id": "C0LEADS01",
        "is_ephemeral": False,
    }
    action = body["actions"][0]
    assert (action["type"], action["action_id"], action["block_id"], action["value"]) == (
        "button", "review", "actions", "lead-1",
    )  # fmt: skip
    assert action["action_ts"]
    assert body["user"] == {"id": "U0SAM0001", "username": "sam", "name": "sam", "team_id": "T0LIVECHAT"}
    assert body["team"] == {"id": "T0LIVECHAT", "domain": "livechat"}
    assert body["state"] == {"values": {"actions": {"stage": {"type": "static_select", "selected_option": None}}}}
    assert body["enterprise"] is None
    assert body["message"]["ts"] == card.ts
    assert body["response_url"]


async def test_options_are_chosen_by_their_text(
    ws: Workspace, bolt: AsyncApp, connect: Connect, client: AsyncWebClient
) -> None:
    got: list[Json] = []

    @bolt.action("menu")
    @bolt.action("stage")
    async def chosen(ack: AsyncAck, body: Json) -> None:
        got.append(body["actions"][0])
        await ack()

    overflow = {"type": "overflow", "action_id": "menu", "options": [option("Edit", "edit"), option("Drop", "drop")]}
    select = {"type": "static_select", "action_id": "stage", "options": [option("Demo", "demo"), option("Trial", "t")]}
    async with connect(bolt):
        blocks = [section("Acme", accessory=overflow), actions(select)]
        await client.chat_postMessage(channel="C0LEADS01", text="x", blocks=blocks)
        card = await ws.channel("leads").message("Acme")
        sam = ws.person("sam")
        await sam.click(card, "Drop", wait=0)
        await sam.click(card, "Trial", wait=0)
        await sam.click(card, action_id="stage", value="Demo", wait=0)
    assert [action["selected_option"]["value"] for action in got] == ["drop", "t", "demo"]
    assert [action["type"] for action in got] == ["overflow", "static_select", "static_select"]


async def test_a_click_that_cannot_be_made_says_what_there_is(ws: Workspace, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="C0LEADS01", text="x", blocks=[actions(button("Review", "review"))])
    card = ws.channel("leads").messages[-1]
    with pytest.raises(NotOffered, match='there is no "Delete" to click; there are: "Review"'):
        await ws.person("sam").click(card, "Delete")
    with pytest.raises(NotOffered, match='pat sees no channel "C0LEADS01"'):
        await ws.person("pat").click(card, "Review")


async def test_external_members_click_and_submit(
    ws: Workspace, bolt: AsyncApp, connect: Connect, client: AsyncWebClient
) -> None:
    bodies: list[Json] = []

    @bolt.action("start")
    async def start(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        bodies.append(body)
        await client.views_open(trigger_id=body["trigger_id"], view=modal(text_input("name", "Name")))

    @bolt.view("form")
    async def submitted(ack: AsyncAck, body: Json) -> None:
        bodies.append(body)
        await ack()

    async with connect(bolt):
        await client.chat_postMessage(channel="C0HELIOLAB", text="x", blocks=[actions(button("Start", "start"))])
        card = ws.channel("partner-helio").messages[-1]
        hana = ws.person("hana")
        form = (await hana.click(card, "Start")).form
        assert form is not None
        await form.fill(Name="Hana").submit()
    click, submission = bodies
    assert click["user"]["team_id"] == "T0HELIO"
    assert click["team"]["id"] == "T0LIVECHAT"
    assert submission["team"]["id"] == submission["view"]["team_id"] == submission["user"]["team_id"] == "T0HELIO"
    assert submission["view"]["app_installed_team_id"] == "T0LIVECHAT"


async def test_an_ephemeral_message_brings_no_message_object(
    ws: Workspace, bolt: AsyncApp, connect: Connect, client: AsyncWebClient
) -> None:
    got: list[Json] = []

    @bolt.action("go")
    async def go(ack: AsyncAck, body: Json) -> None:
        got.append(body)
        await ack()

    async with connect(bolt):
        await client.chat_postEphemeral(
            channel="C0NORTHWND", user="U0PAT0001", text="x", blocks=[actions(button("Go", "go"))]
        )
        pat = ws.person("pat")
        card = pat.channel("partner-northwind").messages[-1]
        await pat.click(card, "Go", wait=0)
        with pytest.raises(NotOffered, match="piotr sees no message"):
            await ws.person("piotr").click(card, "Go")
    assert got[0]["container"]["is_ephemeral"] is True
    assert "message" not in got[0]


async def test_home_is_opened_published_and_clicked(ws: Workspace, bolt: AsyncApp, connect: Connect) -> None:
    got: list[Json] = []

    @bolt.event("app_home_opened")
    async def opened(event: Json, client: AsyncWebClient) -> None:
        got.append(event)
        await client.views_publish(user_id=event["user"], view=home(section("Hello"), actions(button("More", "more"))))

    @bolt.action("more")
    async def more(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        got.append(body)
        view = home(section("More of it"))
        await client.views_publish(user_id=body["user"]["id"], hash=body["view"]["hash"], view=view)

    async with connect(bolt):
        pat = ws.person("pat")
        front = await pat.open_home()
        assert "Hello" in front.text
        await pat.click(front, "More")
        assert "More of it" in pat.home.text
        await pat.open_home()
    assert (got[0]["tab"], got[0]["channel"], "view" in got[0]) == ("home", "D0PAT0001", False)
    assert got[1]["container"] == {"type": "view", "view_id": front.view.id}
    assert got[2]["view"]["id"] == front.view.id


async def test_a_stale_home_is_not_published(ws: Workspace, client: AsyncWebClient) -> None:
    first = await client.views_publish(user_id="U0PAT0001", view=home(section("1")))
    await client.views_publish(user_id="U0PAT0001", view=home(section("2")))
    stale = first["view"]["hash"]
    code = await refusal(client, "views.publish", user_id="U0PAT0001", view=home(section("3")), hash=stale)
    assert code == "hash_conflict"
    assert await refusal(client, "views.publish", user_id="U0PAT0001", view=modal(section("x"))) == "invalid_arguments"
    assert "2" in ws.person("pat").home.text
