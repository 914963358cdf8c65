"""Events: which ones an app hears of, and what they say."""

from collections.abc import AsyncIterator

import pytest
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import NotOffered, Workspace
from tests.sandbox.conftest import Connect
from tests.sandbox.payloads import Json


@pytest.fixture
async def heard(ws: Workspace, bolt: AsyncApp, connect: Connect) -> AsyncIterator[list[Json]]:
    """Every event envelope a connected app receives, its own messages included."""
    got: list[Json] = []

    @bolt.middleware
    async def note(body: Json) -> BoltResponse:
        got.append(body)
        return BoltResponse(status=200)

    async with connect(bolt):
        yield got


async def test_a_direct_message(ws: Workspace, heard: list[Json]) -> None:
    await ws.person("pat").say("hello <there> @sam", to="dm")
    body = heard[-1]
    event = body["event"]
    assert (event["type"], event["channel_type"], event["channel"]) == ("message", "im", "D0PAT0001")
    assert event["text"] == "hello &lt;there&gt; <@U0SAM0001>"
    assert event["blocks"][0]["elements"][0]["elements"][1] == {"type": "user", "user_id": "U0SAM0001"}
    assert body["team_id"] == "T0LIVECHAT"
    assert body["authorizations"] == [
        {
            "enterprise_id": None,
            "team_id": "T0LIVECHAT",
            "user_id": "U0APPBOT1",
            "is_bot": True,
            "is_enterprise_install": False,
        }
    ]
    assert body["event_id"].startswith("Ev")
    assert body["is_ext_shared_channel"] is False


async def test_only_what_was_subscribed_to_and_where_the_bot_is(ws: Workspace, heard: list[Json]) -> None:
    await ws.person("pat").say("private channel, no message.groups", to="partner-northwind")
    await ws.person("nick").say("public channel without the bot", to="general")
    assert heard == []
    await ws.person("hugo").say("public and shared", to="partner-helio")
    assert heard[0]["event"]["user"] == "U0HUGO001"
    assert heard[0]["event"]["user_team"] == "T0HELIO"
    assert heard[0]["is_ext_shared_channel"] is True
    assert heard[0]["team_id"] == "T0LIVECHAT"


async def test_a_mention(ws: Workspace, heard: list[Json]) -> None:
    await ws.person("sam").say("look, @stranger", to="leads")
    assert [body["event"]["type"] for body in heard] == ["app_mention"]
    assert heard[0]["event"]["text"] == "look, <@U0APPBOT1>"


async def test_joining(ws: Workspace, heard: list[Json], client: AsyncWebClient) -> None:
    await client.conversations_invite(channel="C0LEADS01", users="U0PAT0001")
    await ws.person("pat").say("settles the order", to="dm")
    event = heard[0]["event"]
    assert (event["type"], event["user"], event["inviter"]) == ("member_joined_channel", "U0PAT0001", "U0APPBOT1")
    assert (event["channel"], event["channel_type"], event["team"]) == ("C0LEADS01", "G", "T0LIVECHAT")


async def test_uninstalling(ws: Workspace, heard: list[Json]) -> None:
    dana = ws.person("dana")
    await dana.uninstall()
    assert {body["event"]["type"] for body in heard} == {"tokens_revoked", "app_uninstalled"}
    assert (await dana.command("/hello", wait=0)).error == "not_offered"


async def test_home_is_offered_only_where_the_app_is_installed(ws: Workspace, heard: list[Json]) -> None:
    with pytest.raises(NotOffered, match="Helio Labs has not installed the app: its Home is not offered there"):
        await ws.person("hana").open_home(timeout=0)
    assert heard == []


async def test_a_direct_message_with_a_file(ws: Workspace, heard: list[Json]) -> None:
    await ws.person("pat").say("see", to="dm", files={"a.png": b"\x89PNG"})
    event = heard[0]["event"]
    assert (event["subtype"], event["files"][0]["name"], event["files"][0]["mimetype"]) == (
        "file_share", "a.png", "image/png",
    )  # fmt: skip
