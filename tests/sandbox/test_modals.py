"""Modals: triggers, stacks, hashes, typed values, submissions and their answers."""

from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import NotOffered, Workspace
from tests.sandbox.conftest import Connect
from tests.sandbox.payloads import Json, actions, button, modal, option, plain, section, text_input
from tests.sandbox.test_api_basics import refusal


def opening(bolt: AsyncApp, view: Json) -> list[Json]:
    """Opens a view on the shortcut; the bodies received gather in the list."""
    bodies: list[Json] = []

    @bolt.shortcut("open_form")
    async def open_form(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        bodies.append(body)
        await client.views_open(trigger_id=body["trigger_id"], view=view)

    return bodies


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


async def test_three_modals_are_a_full_stack(
    ws: Workspace, bolt: AsyncApp, connect: Connect, client: AsyncWebClient
) -> None:
    opening(bolt, modal(actions(button("Next", "next"))))
    errors: list[str] = []

    @bolt.action("next")
    async def following(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        try:
            await client.views_push(trigger_id=body["trigger_id"], view=modal(actions(button("Next", "next"))))
        except SlackApiError as error:
            errors.append(error.response["error"])
        await ack()

    async with connect(bolt):
        pat = ws.person("pat")
        await pat.shortcut("Open a form")
        await pat.form.click("Next")
        await pat.form.click("Next")
        await pat.form.click("Next", wait=0)
        assert errors == ["push_limit_reached"]
        bottom, middle, top = (form.view for form in pat.forms)
        assert {middle.root_view_id, top.root_view_id} == {bottom.id}
        assert (bottom.previous_view_id, middle.previous_view_id, top.previous_view_id) == (None, bottom.id, middle.id)


async def test_a_push_needs_a_trigger_from_the_modal(
    ws: Workspace, bolt: AsyncApp, connect: Connect, client: AsyncWebClient
) -> None:
    bodies = opening(bolt, modal(section("x")))

    @bolt.command("/hello")
    async def hello(ack: AsyncAck, body: Json) -> None:
        bodies.append(body)
        await ack()

    async with connect(bolt):
        pat = ws.person("pat")
        await pat.shortcut("Open a form")
        await pat.command("/hello", wait=0)
    view = modal(section("y"))
    code = await refusal(client, "views.push", trigger_id=bodies[-1]["trigger_id"], view=view)
    assert code == "invalid_trigger_id"


async def test_an_update_needs_the_hash_that_is_current(
    ws: Workspace, bolt: AsyncApp, connect: Connect, client: AsyncWebClient
) -> None:
    opening(bolt, modal(text_input("name", "Name"), external_id="lead-1"))
    async with connect(bolt):
        form = (await ws.person("pat").shortcut("Open a form")).form
    assert form is not None
    first = form.view.hash
    view = modal(text_input("name", "Name"), title="Again", external_id="lead-1")
    updated = await client.views_update(external_id="lead-1", hash=first, view=view)
    assert updated["view"]["hash"] != first
    stale = await refusal(client, "views.update", view_id=form.view.id, hash=first, view=view)
    assert stale == "hash_conflict"
    assert await refusal(client, "views.update", view_id="V0NONE", view=view) == "not_found"
    assert await refusal(client, "views.update", view=view) == "invalid_arguments"
    await form.close()
    assert await refusal(client, "views.update", view_id=form.view.id, view=view) == "not_found"


async def test_typed_values_survive_where_the_ids_stay(
    ws: Workspace, bolt: AsyncApp, connect: Connect, client: AsyncWebClient
) -> None:
    opening(bolt, modal(text_input("name", "Name"), text_input("city", "City")))
    async with connect(bolt):
        form = (await ws.person("pat").shortcut("Open a form")).form
    assert form is not None
    form.fill(Name="Acme", City="Oslo")
    again = modal(
        text_input("name", "Company", initial_value="ignored"), text_input("city_2", "City", initial_value="Bergen")
    )
    await client.views_update(view_id=form.view.id, view=again)
    assert (form["Company"], form["City"]) == ("Acme", "Bergen")


async def test_two_open_views_cannot_share_an_external_id(
    ws: Workspace, bolt: AsyncApp, connect: Connect, client: AsyncWebClient
) -> None:
    bodies: list[Json] = []

    @bolt.shortcut("open_form")
    async def open_form(ack: AsyncAck, body: Json) -> None:
        await ack()
        bodies.append(body)

    async with connect(bolt):
        await ws.person("pat").shortcut("Open a form", wait=0)
        await ws.person("sam").shortcut("Open a form", wait=0)
    view = modal(section("x"), external_id="one")
    await client.views_open(trigger_id=bodies[0]["trigger_id"], view=view)
    code = await refusal(client, "views.open", trigger_id=bodies[1]["trigger_id"], view=view)
    assert code == "duplicate_external_id"


async def test_a_faulty_view_is_refused_with_the_path(client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError) as caught:
        await client.views_open(trigger_id="1.2.3", view=modal(section("x"), title="A title that is much too long"))
    answer = caught.value.response
    assert answer["error"] == "invalid_arguments"
    assert "[json-pointer:/view/title" in answer["response_metadata"]["messages"][0]


async def test_closing_tells_the_app_where_it_asked_to_know(ws: Workspace, bolt: AsyncApp, connect: Connect) -> None:
    opening(bolt, modal(section("x"), notify_on_close=True))
    got: list[Json] = []

    @bolt.view_closed("form")
    async def closed(ack: AsyncAck, body: Json) -> None:
        got.append(body)
        await ack()

    async with connect(bolt):
        pat = ws.person("pat")
        form = (await pat.shortcut("Open a form")).form
        assert form is not None
        await form.close()
        form = (await pat.shortcut("Open a form")).form
        assert form is not None
        await form.close(everything=True)
    assert [body["is_cleared"] for body in got] == [False, True]
    assert got[0]["view"]["callback_id"] == "form"
    with pytest.raises(NotOffered, match="not open any more"):
        await form.submit()


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


async def test_a_modal_that_clears_on_close_takes_the_stack_with_it(
    ws: Workspace, bolt: AsyncApp, connect: Connect
) -> None:
    opening(bolt, modal(actions(button("Next", "next"))))

    @bolt.action("next")
    async def following(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        await client.views_push(trigger_id=body["trigger_id"], view=modal(section("x"), clear_on_close=True))

    async with connect(bolt):
        pat = ws.person("pat")
        await pat.shortcut("Open a form")
        await pat.form.click("Next")
        assert len(pat.forms) == 2
        await pat.form.close()
        assert pat.forms == []


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
