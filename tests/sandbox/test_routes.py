"""The sandbox's own routes, as a person with curl or a test in another language uses them."""

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.sandbox.conftest import Connect
from tests.sandbox.payloads import Json, actions, button, home, modal, section, text_input

Act = Callable[..., Awaitable[Json]]


@pytest.fixture
def act(ws: Workspace, http: aiohttp.ClientSession) -> Act:
    """`POST /sandbox/act` as a function."""

    async def played(who: str, do: str, **more: Any) -> Json:
        async with http.post(f"{ws.page_url}sandbox/act", json={"as": who, "do": do, **more}) as answer:
            body: Json = await answer.json()
            return body

    return played


@pytest.fixture
async def app(bolt: AsyncApp, connect: Connect) -> Any:
    """An app with a command, a form and a Home, connected."""

    @bolt.command("/hello")
    async def hello(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack(f"Hello {body['text']}")
        await client.views_open(
            trigger_id=body["trigger_id"], view=modal(text_input("name", "Name"), actions(button("Extra", "extra")))
        )

    @bolt.action("extra")
    async def extra(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        view = modal(text_input("name", "Name"), section("Extra is there"))
        await client.views_update(view_id=body["view"]["id"], view=view)

    @bolt.view("form")
    async def submitted(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        name = body["view"]["state"]["values"]["name"]["value"]["value"]
        if name == "bad":
            await ack(response_action="errors", errors={"name": "No"})
            return
        await ack()
        await client.chat_postMessage(channel="C0NORTHWND", text=f"Thanks, {name}")

    @bolt.event("app_home_opened")
    async def opened(event: Json, client: AsyncWebClient) -> None:
        await client.views_publish(user_id=event["user"], view=home(section("Home")))

    async with connect(bolt):
        yield bolt


@pytest.mark.usefixtures("app")
async def test_a_story_played_over_http(act: Act) -> None:
    answer = await act("pat", "command", command="/hello", text="Pat", channel="partner-northwind", wait="Extra")
    assert (answer["ok"], answer["error"]) == (True, None)
    assert [message["text"] for message in answer["messages"]] == ["Hello Pat"]
    assert answer["messages"][0]["ephemeral"] is True
    assert [view["title"]["text"] for view in answer["views"]] == ["Form"]
    answer = await act("pat", "click", label="Extra", wait="Extra is there")
    assert answer["views"][0]["blocks"][1]["text"]["text"] == "Extra is there"
    state = {"name": {"value": {"type": "plain_text_input", "value": "bad"}}}
    answer = await act("pat", "submit", state=state)
    assert (answer["ok"], answer["errors"]) == (True, {"name": "No"})
    assert answer["views"][0]["errors"] == {"name": "No"}
    answer = await act("pat", "fill", values={"Name": "Pat"})
    assert answer["views"][0]["state"]["values"]["name"]["value"]["value"] == "Pat"
    answer = await act("pat", "submit", wait="Thanks, Pat")
    assert answer["views"] == []
    assert answer["messages"][-1]["text"] == "Thanks, Pat"
    answer = await act("pat", "open_home", wait=5)
    assert answer["home"]["blocks"][0]["text"]["text"] == "Home"


async def test_what_cannot_be_done_is_refused_with_a_sentence(act: Act) -> None:
    answer = await act("hana", "command", command="/hello", channel="partner-helio")
    assert (answer["ok"], answer["error"]) == (False, "not_offered")
    assert "Helio Labs has not installed the app" in answer["detail"]
    answer = await act("pat", "say", channel="leads", text="let me in")
    assert (answer["error"], 'sees no channel "leads"' in answer["detail"]) == ("not_offered", True)
    answer = await act("pat", "submit")
    assert answer["detail"] == "pat has no modal open"
    answer = await act("pat", "command", command="/hello")
    assert answer["error"] == "dispatch_failed"
    answer = await act("zoe", "read")
    assert "there are: sam, riley" in answer["detail"]
    answer = await act("pat", "dance")
    assert answer["detail"].startswith("do: ")


async def test_a_message_with_a_file_and_reading(ws: Workspace, act: Act, http: aiohttp.ClientSession) -> None:
    files = [{"name": "note.txt", "content": "hello"}, {"name": "dot.gif", "base64": "R0lG"}]
    await act("pat", "say", channel="partner-northwind", text="two files", files=files)
    async with http.get(f"{ws.page_url}sandbox/state?as=alex") as answer:
        sight = await answer.json()
    message = sight["messages"]["C0NORTHWND"][-1]
    assert [file["name"] for file in message["files"]] == ["note.txt", "dot.gif"]
    async with http.get(message["files"][0]["url_private"]) as got:
        assert await got.text() == "hello"
    assert {room["name"]: room["unread"] for room in sight["conversations"]}["partner-northwind"] == 1
    await act("alex", "read", channel="partner-northwind")
    async with http.get(f"{ws.page_url}sandbox/state?as=alex") as answer:
        sight = await answer.json()
    assert {room["name"]: room["unread"] for room in sight["conversations"]}["partner-northwind"] == 0


async def test_a_sight_shows_what_a_person_sees_and_nothing_else(
    ws: Workspace, http: aiohttp.ClientSession, client: AsyncWebClient
) -> None:
    await client.chat_postEphemeral(channel="C0NORTHWND", user="U0PAT0001", text="secret")
    sights = {}
    for who in ("pat", "piotr", "hana", "sam"):
        async with http.get(f"{ws.page_url}sandbox/state?as={who}") as answer:
            sights[who] = await answer.json()
    rooms = {who: {room["name"] for room in sight["conversations"]} for who, sight in sights.items()}
    assert rooms["pat"] == rooms["piotr"] == {"partner-northwind"}
    assert rooms["hana"] == {"partner-helio"}
    assert rooms["sam"] == {"general", "leads", "partner-helio"}
    assert sights["pat"]["messages"]["C0NORTHWND"][-1]["ephemeral"] is True
    assert "secret" not in str(sights["piotr"])
    assert [command["command"] for command in sights["pat"]["commands"]] == ["/hello", "/escape"]
    assert sights["hana"]["commands"] == sights["hana"]["shortcuts"] == []
    assert sights["hana"]["conversations"][0]["can_command"] is False
    assert sights["pat"]["app"]["name"] == "Stranger"
    assert sights["pat"]["me"]["handle"] == "pat"


async def test_the_whole_state_shows_every_call(
    ws: Workspace, http: aiohttp.ClientSession, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel="C0LEADS01", text="x")
    async with http.get(f"{ws.page_url}sandbox/state") as answer:
        state = await answer.json()
    assert {"teams", "people", "conversations", "messages", "views", "homes", "files", "calls"} <= state.keys()
    call = state["calls"][-1]
    assert (call["method"], call["args"]["text"], call["answer"]["ok"]) == ("chat.postMessage", "x", True)
    async with http.get(f"{ws.page_url}sandbox/people") as answer:
        people = (await answer.json())["people"]
    assert "stranger" not in {person["handle"] for person in people}


async def until(socket: aiohttp.ClientWebSocketResponse, kind: str) -> Json:
    """The next change of a kind."""
    while True:
        change: Json = await socket.receive_json(timeout=5)
        if change["type"] == kind:
            return change


@pytest.mark.usefixtures("app")
async def test_a_live_page_is_told_of_every_change(
    ws: Workspace, act: Act, http: aiohttp.ClientSession, client: AsyncWebClient
) -> None:
    async with http.ws_connect(f"{ws.page_url}sandbox/live?as=pat") as live:
        assert (await live.receive_json())["state"]["me"]["handle"] == "pat"
        posted = await client.chat_postMessage(channel="C0NORTHWND", text="new")
        assert (await until(live, "message"))["message"]["text"] == "new"
        assert (await until(live, "conversation"))["conversation"]["unread"] == 1
        await client.pins_add(channel="C0NORTHWND", timestamp=posted["ts"])
        assert (await until(live, "message"))["message"]["pinned"] is True
        await client.chat_postMessage(channel="C0LEADS01", text="not for pat")
        await client.chat_delete(channel="C0NORTHWND", ts=posted["ts"])
        assert (await live.receive_json())["type"] == "conversation"
        assert await live.receive_json() == {"type": "message_deleted", "channel": "C0NORTHWND", "ts": posted["ts"]}
        await act("pat", "command", command="/hello", wait="Extra")
        assert len((await until(live, "views"))["views"]) == 1
        await act("pat", "open_home", wait=5)
        assert (await until(live, "home"))["home"]["type"] == "home"
        await client.conversations_invite(channel="C0LEADS01", users="U0PAT0001")
        rooms = (await until(live, "state"))["state"]["conversations"]
        assert "leads" in {room["name"] for room in rooms}
        await ws.drop_connections("lost")
        assert (await until(live, "app"))["app"]["online"] is False
        await act("pat", "command", command="/hello")
        notice = await until(live, "notice")
    assert notice == {
        "type": "notice",
        "text": '/hello failed with the error "dispatch_failed"',
        "error": "dispatch_failed",
    }


async def test_the_clock_and_the_connections_over_http(
    ws: Workspace, http: aiohttp.ClientSession, app: AsyncApp
) -> None:
    before = ws.clock.now()
    async with http.post(f"{ws.page_url}sandbox/clock", json={"advance": 100}) as answer:
        assert (await answer.json())["now"] >= before + 100
    async with http.post(f"{ws.page_url}sandbox/clock", json={"advance": -1}) as answer:
        assert answer.status == 422
    async with http.post(f"{ws.page_url}sandbox/disconnect", json={"reason": "refresh_requested"}) as answer:
        assert (await answer.json())["ok"] is True
    await ws.app_connected()
    assert app is not None
