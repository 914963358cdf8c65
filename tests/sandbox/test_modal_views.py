"""What an app does to a view that is open: stacks, updates, hashes and ids."""

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import NotOffered, Workspace
from tests.sandbox.conftest import Connect
from tests.sandbox.modals_support import opening
from tests.sandbox.payloads import Json, actions, button, modal, section, text_input
from tests.sandbox.refusals import refusal


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
