"""The fields of a modal: what they take, report and submit."""

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import NotOffered, Workspace
from tests.sandbox.conftest import Connect
from tests.sandbox.modals_support import opening
from tests.sandbox.payloads import Json, modal, option, plain, section, text_input


async def test_inputs_that_dispatch_report_each_change(ws: Workspace, bolt: AsyncApp, connect: Connect) -> None:
    opening(bolt, modal({**text_input("seats", "Seats"), "dispatch_action": True}, text_input("name", "Name")))

    @bolt.action("value")
    async def changed(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        action = body["actions"][0]
        view = modal(
            {**text_input("seats", "Seats"), "dispatch_action": True},
            text_input("name", "Name"),
            section(f"{action['value']} seats by {body['view']['state']['values']['name']['value']['value']}"),
        )
        await client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)

    async with connect(bolt):
        form = (await ws.person("pat").shortcut("Open a form")).form
        assert form is not None
        form.fill(Name="Acme")
        await form.change(Seats=5)
        assert "5 seats by Acme" in form.text
        assert form["Seats"] == "5"


async def test_a_field_that_is_not_there_is_named_with_those_that_are(
    ws: Workspace, bolt: AsyncApp, connect: Connect
) -> None:
    select = {"type": "static_select", "action_id": "value", "options": [option("Five", "5")]}
    opening(bolt, modal({"type": "input", "block_id": "seats", "label": plain("Seats"), "element": select}))
    async with connect(bolt):
        form = (await ws.person("pat").shortcut("Open a form")).form
    assert form is not None
    with pytest.raises(NotOffered, match='no field is called "Plan"; there are: "Seats"'):
        form.fill(Plan="Business")
    with pytest.raises(NotOffered, match='"Six" is not an option; there are: "Five"'):
        form.fill(Seats="Six")
    with pytest.raises(NotOffered, match='there is no "Back" to click; there are: nothing'):
        await form.click("Back")


async def test_an_external_select_asks_the_app(ws: Workspace, bolt: AsyncApp, connect: Connect) -> None:
    element = {"type": "external_select", "action_id": "country", "min_query_length": 1}
    opening(bolt, modal({"type": "input", "block_id": "where", "label": plain("Country"), "element": element}))

    @bolt.options("country")
    async def countries(ack: AsyncAck, body: Json) -> None:
        assert body["container"]["type"] == "view"
        await ack(options=[option(name, name.lower()) for name in ("Poland", "Portugal") if body["value"] in name])

    async with connect(bolt):
        form = (await ws.person("pat").shortcut("Open a form")).form
        assert form is not None
        options = await form.suggestions("Country", "Pol")
        form.fill(Country=options[0])
        assert form["Country"] == "Poland"


async def test_files_are_submitted_as_slack_describes_them(ws: Workspace, bolt: AsyncApp, connect: Connect) -> None:
    got: list[Json] = []
    element = {"type": "file_input", "action_id": "value", "filetypes": ["csv"]}
    opening(bolt, modal({"type": "input", "block_id": "file", "label": plain("Leads"), "element": element}))

    @bolt.view("form")
    async def submitted(ack: AsyncAck, body: Json) -> None:
        got.append(body["view"]["state"]["values"]["file"]["value"])
        await ack()

    async with connect(bolt):
        pat = ws.person("pat")
        form = (await pat.shortcut("Open a form")).form
        assert form is not None
        assert (await form.submit()).errors == {"file": "Please complete this required field."}
        brought = ws.world.files.add(pat.person, "leads.csv", b"a,b")
        await form.fill(Leads=brought).submit()
    assert got[0]["type"] == "file_input"
    assert [file["name"] for file in got[0]["files"]] == ["leads.csv"]


async def test_a_conversation_chosen_in_a_form_gets_a_response_url(
    ws: Workspace, bolt: AsyncApp, connect: Connect, client: AsyncWebClient
) -> None:
    got: list[Json] = []
    element = {"type": "conversations_select", "action_id": "value", "response_url_enabled": True}
    opening(bolt, modal({"type": "input", "block_id": "where", "label": plain("Where"), "element": element}))

    @bolt.view("form")
    async def submitted(ack: AsyncAck, body: Json) -> None:
        got.extend(body["response_urls"])
        await ack()

    async with connect(bolt):
        form = (await ws.person("sam").shortcut("Open a form")).form
        assert form is not None
        await form.fill(Where="leads").submit()
    assert (got[0]["block_id"], got[0]["action_id"], got[0]["channel_id"]) == ("where", "value", "C0LEADS01")
    assert got[0]["response_url"].startswith(ws.page_url)
