"""Channels: seeing, joining, changing them."""

from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.sandbox.refusals import refusal


async def test_a_bot_sees_public_channels_and_those_it_is_in(client: AsyncWebClient) -> None:
    answer = await client.conversations_list(types="public_channel,private_channel")
    names = {channel["name"]: channel for channel in answer["channels"]}
    assert set(names) == {"general", "leads", "claims", "partner-northwind", "partner-brightside", "partner-helio"}
    assert names["general"]["is_member"] is False
    assert names["leads"]["is_private"] is True
    assert names["partner-helio"]["is_ext_shared"] is True
    assert names["partner-helio"]["shared_team_ids"] == ["T0LIVECHAT", "T0HELIO"]
    mine = await client.users_conversations(types="public_channel,private_channel")
    assert "general" not in {channel["name"] for channel in mine["channels"]}


async def test_a_channel_is_made_and_filled(ws: Workspace, client: AsyncWebClient) -> None:
    made = (await client.conversations_create(name="partner-new", is_private=True))["channel"]
    await client.conversations_invite(channel=made["id"], users="U0PAT0001,U0ALEX001")
    assert ws.channel("partner-new").members == ["stranger", "pat", "alex"]
    await client.conversations_setTopic(channel=made["id"], topic="Hello")
    await client.conversations_rename(channel=made["id"], name="partner-newer")
    info = await client.conversations_info(channel=made["id"], include_num_members=True)
    assert (info["channel"]["name"], info["channel"]["num_members"]) == ("partner-newer", 3)
    assert info["channel"]["topic"]["value"] == "Hello"
    members = await client.conversations_members(channel=made["id"])
    assert "U0PAT0001" in members["members"]
    await client.conversations_kick(channel=made["id"], user="U0PAT0001")
    assert not ws.person("pat").sees("partner-newer")
    assert await refusal(client, "conversations.kick", channel=made["id"], user="U0PAT0001") == "not_in_channel"


async def test_names_are_free_and_well_formed(client: AsyncWebClient) -> None:
    assert await refusal(client, "conversations.create", name="leads") == "name_taken"
    assert await refusal(client, "conversations.create", name="No Spaces") == "invalid_name_specials"
    assert await refusal(client, "conversations.create", name="") == "invalid_name_required"


async def test_a_workspace_may_keep_apps_from_creating_channels(ws: Workspace, client: AsyncWebClient) -> None:
    ws.world.store.teams["T0LIVECHAT"].app_channels = False
    assert await refusal(client, "conversations.create", name="partner-new") == "restricted_action"


async def test_a_name_is_taken_in_its_own_workspace_alone(ws: Workspace, client: AsyncWebClient) -> None:
    ws.world.rooms.create("helios-own", "channel", ws.person("hana").person)
    assert (await client.conversations_create(name="helios-own"))["channel"]["conversation_host_id"] == "T0LIVECHAT"
    assert await refusal(client, "conversations.create", name="helios-own") == "name_taken"


async def test_people_are_brought_in_once_and_only_if_known(client: AsyncWebClient) -> None:
    channel = {"channel": "C0NORTHWND"}
    assert await refusal(client, "conversations.invite", users="U0PAT0001", **channel) == "already_in_channel"
    assert await refusal(client, "conversations.invite", users="U0NOBODY1", **channel) == "user_not_found"
    assert await refusal(client, "conversations.invite", users="U0HANA001", **channel) == "user_team_not_in_channel"


async def test_a_bot_joins_public_channels_only(client: AsyncWebClient) -> None:
    assert (await client.conversations_join(channel="C0GENERAL"))["channel"]["is_member"] is True
    assert (await client.conversations_join(channel="C0GENERAL"))["warning"] == "already_in_channel"
    assert (await client.chat_postMessage(channel="C0GENERAL", text="hi"))["ok"]
    assert await refusal(client, "conversations.leave", channel="C0GENERAL") == "cant_leave_general"
    assert await refusal(client, "conversations.archive", channel="C0GENERAL") == "cant_archive_general"


async def test_history_is_read_by_members_newest_first(client: AsyncWebClient) -> None:
    stamps = [(await client.chat_postMessage(channel="C0CLAIMS1", text=str(n)))["ts"] for n in range(5)]
    page = await client.conversations_history(channel="C0CLAIMS1", limit=2)
    assert [each["ts"] for each in page["messages"]] == stamps[:-3:-1]
    assert page["has_more"] is True
    later = await client.conversations_history(channel="C0CLAIMS1", oldest=stamps[2])
    assert [each["ts"] for each in later["messages"]] == [stamps[4], stamps[3]]
    with_bounds = await client.conversations_history(
        channel="C0CLAIMS1", oldest=stamps[1], latest=stamps[2], inclusive=True
    )
    assert [each["ts"] for each in with_bounds["messages"]] == [stamps[2], stamps[1]]
    assert await refusal(client, "conversations.history", channel="C0GENERAL") == "not_in_channel"
    assert await refusal(client, "conversations.history", channel="C0CLAIMS1", oldest="x") == "invalid_ts_oldest"


async def test_a_bot_marks_how_far_it_has_read(ws: Workspace, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C0CLAIMS1", text="read")
    await client.conversations_mark(channel="C0CLAIMS1", ts=posted["ts"])
    assert ws.channel("claims").room.last_read["U0APPBOT1"] == posted["ts"]
