"""Events about channels and people, as Slack sends them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp

from sandbox import Workspace
from tests.sandbox.conftest import MANIFEST, Connect
from tests.sandbox.payloads import Json

WANTED = (
    "channel_archive, channel_id_changed, channel_left, channel_shared, channel_unarchive, channel_unshared, "
    "group_archive, group_left, group_unarchive, member_left_channel, user_change"
)


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    """The stranger's manifest, with these events."""
    path = tmp_path / "manifest.yml"
    path.write_text(MANIFEST.replace("reaction_added,", f"reaction_added, {WANTED},"), encoding="utf-8")
    return path


@pytest.fixture
async def heard(ws: Workspace, bolt: AsyncApp, connect: Connect) -> AsyncIterator[list[Json]]:
    """Every event that a connected app receives."""
    got: list[Json] = []

    @bolt.middleware
    async def note(body: Json) -> BoltResponse:
        got.append(body["event"])
        return BoltResponse(status=200)

    async with connect(bolt):
        yield got


async def settled(ws: Workspace, heard: list[Json]) -> list[Json]:
    """What was heard before a message that comes last."""
    await ws.person("pat").say("settles the order", to="dm")
    return [event for event in heard if event["type"] != "message"]


async def test_archived_and_back(ws: Workspace, heard: list[Json]) -> None:
    for name, prefix in (("leads", "group"), ("partner-helio", "channel")):
        room = ws.channel(name).room
        ws.world.rooms.archive(room, "U0DANA001")
        ws.world.rooms.unarchive(room, "U0DANA001")
        events = [event for event in await settled(ws, heard) if event["channel"] == room.id]
        assert [event["type"] for event in events] == [f"{prefix}_archive", f"{prefix}_unarchive"]
        assert {event["user"] for event in events} == {"U0DANA001"}


async def test_a_bot_that_leaves_is_told_though_it_is_out(ws: Workspace, heard: list[Json]) -> None:
    room = ws.channel("leads").room
    ws.world.rooms.leave(room, ws.world.store.people["U0APPBOT1"])
    [event] = await settled(ws, heard)
    assert (event["type"], event["channel"]) == ("group_left", room.id)


async def test_another_id_keeps_the_messages(ws: Workspace, heard: list[Json]) -> None:
    room = ws.channel("leads").room
    texts = [card.text for card in ws.channel("leads").messages]
    ws.world.rooms.move(room, "C0MOVED001")
    [event] = await settled(ws, heard)
    assert (event["old_channel_id"], event["new_channel_id"]) == ("C0LEADS01", "C0MOVED001")
    assert [card.text for card in ws.channel("leads").messages] == texts


async def test_shared_no_more_and_again(ws: Workspace, heard: list[Json]) -> None:
    room = ws.channel("partner-helio").room
    ws.world.rooms.unshare(room, "T0HELIO")
    assert "U0HUGO001" not in room.members
    ws.world.rooms.share(room, "T0HELIO")
    left, came = await settled(ws, heard)
    assert (left["type"], left["previously_connected_team_id"]) == ("channel_unshared", "T0HELIO")
    assert (came["type"], came["connected_team_id"]) == ("channel_shared", "T0HELIO")


async def test_an_account_is_closed(ws: Workspace, heard: list[Json]) -> None:
    ws.world.close_account(ws.person("piotr").person)
    [event] = await settled(ws, heard)
    assert (event["type"], event["user"]["id"], event["user"]["deleted"]) == ("user_change", "U0PIOTR01", True)
