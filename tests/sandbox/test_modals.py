"""Modals: triggers, submissions and their answers."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.sandbox.conftest import Connect
from tests.sandbox.modals_support import opening
from tests.sandbox.payloads import Json, modal, option, plain, section, text_input
from tests.sandbox.refusals import refusal


async def test_a_trigger_works_once_and_for_three_seconds(
    ws: Workspace, bolt: AsyncApp, connect: Connect, client: AsyncWebClient
) -> None:
    triggers: list[str] = []

    @bolt.shortcut("open_form")
    async def open_form(ack: AsyncAck, body: Json) -> None:
        await ack()
        triggers.append(body["trigger_id"])

    async with connect(bolt):
        await ws.person("pat").shortcut("Open a form", wait=0)
        await ws.person("pat").shortcut("Open a form", wait=0)
    view = modal(text_input("name", "Name"))
    await client.views_open(trigger_id=triggers[0], view=view)
    assert await refusal(client, "views.open", trigger_id=triggers[0], view=view) == "exchanged_trigger_id"
    ws.clock.advance(4)
    assert await refusal(client, "views.open", trigger_id=triggers[1], view=view) == "expired_trigger_id"
    assert await refusal(client, "views.open", trigger_id="1.2.3", view=view) == "invalid_trigger_id"


async def test_the_person_is_told_of_a_trigger_that_came_too_late(
    ws: Workspace, bolt: AsyncApp, connect: Connect
) -> None:
    @bolt.shortcut("open_form")
    async def open_form(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        ws.clock.advance(4)
        with pytest.raises(SlackApiError):
            await client.views_open(trigger_id=body["trigger_id"], view=modal(section("x")))
        await ack()

    async with connect(bolt):
        assert (await ws.person("pat").shortcut("Open a form", wait=0)).error == "trigger_expired"


async def test_a_submission_carries_what_was_typed_and_closes_the_modal(
    ws: Workspace, bolt: AsyncApp, connect: Connect
) -> None:
    got: list[Json] = []
    choice = {"type": "static_select", "action_id": "value", "options": [option("Five", "5"), option("Ten", "10")]}
    opening(
        bolt,
        modal(
            text_input("company", "Company name", initial_value="Acme"),
            {"type": "input", "block_id": "seats", "label": plain("Seats"), "element": choice},
            {**text_input("note", "Note"), "optional": True},
            private_metadata="draft-1",
        ),
    )

    @bolt.view("form")
    async def submitted(ack: AsyncAck, body: Json) -> None:
        got.append(body)
        await ack()

    async with connect(bolt):
        form = (await ws.person("pat").shortcut("Open a form")).form
        assert form is not None
        assert form["Company name"] == "Acme"
        form.fill(company_name="Globex", seats="Ten")
        seen = await form.submit()
    assert (seen.error, seen.form, form.is_open) == (None, None, False)
    body = got[0]
    values = body["view"]["state"]["values"]
    assert values["company"]["value"] == {"type": "plain_text_input", "value": "Globex"}
    assert values["seats"]["value"]["selected_option"]["value"] == "10"
    assert values["note"]["value"] == {"type": "plain_text_input", "value": None}
    assert body["view"]["private_metadata"] == "draft-1"
    assert body["view"]["app_installed_team_id"] == "T0LIVECHAT"
    assert body["user"]["team_id"] == "T0LIVECHAT"
    assert body["response_urls"] == []
    assert body["trigger_id"]


async def test_slacks_own_checks_come_before_the_app(ws: Workspace, bolt: AsyncApp, connect: Connect) -> None:
    email = {"type": "email_text_input", "action_id": "value"}
    opening(
        bolt,
        modal(
            text_input("name", "Name", min_length=3),
            {"type": "input", "block_id": "mail", "label": plain("Mail"), "element": email},
        ),
    )

    @bolt.view("form")
    async def submitted(ack: AsyncAck) -> None:
        raise AssertionError("Slack does not send a form that is not complete")

    async with connect(bolt):
        form = (await ws.person("pat").shortcut("Open a form")).form
        assert form is not None
        form.fill(Name="ab")
        seen = await form.submit()
        assert seen.errors == {
            "name": "Please enter at least 3 characters.",
            "mail": "Please complete this required field.",
        }
        form.fill(Name="abc", Mail="nobody")
        assert (await form.submit()).errors == {"mail": "Please enter a valid email address."}
        assert form.errors == {"Mail": "Please enter a valid email address."}


async def test_the_app_answers_with_errors_another_page_or_the_end(
    ws: Workspace, bolt: AsyncApp, connect: Connect
) -> None:
    opening(bolt, modal(text_input("name", "Name")))

    @bolt.view("form")
    async def submitted(ack: AsyncAck, body: Json) -> None:
        typed = body["view"]["state"]["values"]["name"]["value"]["value"]
        answers: dict[str, dict[str, Any]] = {
            "bad": {"response_action": "errors", "errors": {"name": "Try again"}},
            "odd": {"response_action": "errors", "errors": {"nowhere": "Try again"}},
            "new": {"response_action": "update", "view": modal(section("Updated"), title="Updated")},
            "push": {"response_action": "push", "view": modal(section("Second"), title="Second")},
            "end": {"response_action": "clear"},
        }
        await ack(**answers[typed])

    async with connect(bolt):
        pat = ws.person("pat")
        form = (await pat.shortcut("Open a form")).form
        assert form is not None
        assert (await form.fill(Name="bad").submit()).errors == {"name": "Try again"}
        assert form.errors == {"Name": "Try again"}
        odd = await form.fill(Name="odd").submit()
        assert (odd.error, "nowhere" in odd.detail) == ("dispatch_failed", True)
        await form.fill(Name="push").submit()
        assert [each.title for each in pat.forms] == ["Form", "Second"]
        await pat.form.close()
        assert pat.form.title == "Form"
        assert pat.form["Name"] == "push"
        await form.fill(Name="new").submit()
        assert (pat.form.title, pat.form.view.id) == ("Updated", form.view.id)
        await pat.form.close()
        form = (await pat.shortcut("Open a form")).form
        assert form is not None
        await form.fill(Name="end").submit()
        assert pat.forms == []


@pytest.mark.parametrize("ack_timeout", [0.5])
async def test_a_slow_submission_keeps_the_modal_open(ws: Workspace, bolt: AsyncApp, connect: Connect) -> None:
    opening(bolt, modal(text_input("name", "Name")))

    @bolt.view("form")
    async def submitted() -> None:
        """Never acks."""

    async with connect(bolt):
        form = (await ws.person("pat").shortcut("Open a form")).form
        assert form is not None
        seen = await form.fill(Name="x").submit()
    assert (seen.error, form.is_open, form["Name"]) == ("operation_timeout", True, "x")
