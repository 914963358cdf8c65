"""What a bot may say, where, and what it may change."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.sandbox.payloads import section
from tests.sandbox.refusals import refusal


async def test_a_message_is_posted_changed_and_deleted(ws: Workspace, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C0LEADS01", text="New lead", blocks=[section("*Acme*")])
    card = await ws.channel("leads").message("Acme")
    assert card.ts == posted["ts"]
    await client.chat_update(channel="C0LEADS01", ts=card.ts, text="Won", blocks=[section("Acme is won")])
    card = await ws.channel("leads").changed(card, "won")
    assert "edited" not in card.message
    await client.chat_delete(channel="C0LEADS01", ts=card.ts)
    assert card.ts not in [each.ts for each in ws.channel("leads").messages]
    assert await refusal(client, "chat.update", channel="C0LEADS01", ts=card.ts, text="x") == "message_not_found"


async def test_stamps_are_unique_and_increase(client: AsyncWebClient) -> None:
    stamps = [(await client.chat_postMessage(channel="C0LEADS01", text=str(n)))["ts"] for n in range(20)]
    assert stamps == sorted(set(stamps))


async def test_an_update_keeps_the_blocks_it_does_not_name(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C0LEADS01", text="a", blocks=[section("Acme")])
    updated = await client.chat_update(channel="C0LEADS01", ts=posted["ts"], text="b")
    assert updated["message"]["blocks"] == posted["message"]["blocks"]


async def test_only_own_messages_can_be_changed(ws: Workspace, client: AsyncWebClient) -> None:
    said = await ws.person("sam").say("hands off", to="leads")
    at = {"channel": "C0LEADS01", "ts": said.ts}
    assert await refusal(client, "chat.update", text="x", **at) == "cant_update_message"
    assert await refusal(client, "chat.delete", **at) == "cant_delete_message"


async def test_channels_the_bot_is_not_in_are_closed_to_it(ws: Workspace, client: AsyncWebClient) -> None:
    assert await refusal(client, "chat.postMessage", channel="C0GENERAL", text="x") == "not_in_channel"
    assert await refusal(client, "chat.postMessage", channel="C0NOWHERE", text="x") == "channel_not_found"
    leads = ws.channel("leads").room
    ws.world.rooms.leave(leads, ws.world.store.person("U0APPBOT1"))
    assert await refusal(client, "chat.postMessage", channel="C0LEADS01", text="x") == "channel_not_found"


async def test_nothing_is_posted_to_an_archived_channel(client: AsyncWebClient) -> None:
    await client.conversations_archive(channel="C0LEADS01")
    assert await refusal(client, "chat.postMessage", channel="C0LEADS01", text="x") == "is_archived"


async def test_a_message_to_a_person_opens_the_direct_conversation(ws: Workspace, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="U0SAM0001", text="psst")
    assert posted["channel"] == "D0SAM0001"
    assert (await ws.person("sam").dm.message("psst")).author == "U0APPBOT1"
    assert not ws.person("alex").sees("D0SAM0001")
    again = await client.conversations_open(users="U0SAM0001")
    assert again["channel"]["id"] == "D0SAM0001"


async def test_an_ephemeral_message_is_seen_by_one_member(ws: Workspace, client: AsyncWebClient) -> None:
    await client.chat_postEphemeral(channel="C0NORTHWND", user="U0PAT0001", text="for Pat")
    assert (await ws.person("pat").channel("partner-northwind").message("for Pat")).is_ephemeral
    assert all("for Pat" not in card.text for card in ws.person("piotr").channel("partner-northwind").messages)
    code = await refusal(client, "chat.postEphemeral", channel="C0NORTHWND", user="U0SAM0001", text="x")
    assert code == "user_not_in_channel"


async def test_replies_gather_in_a_thread(ws: Workspace, client: AsyncWebClient) -> None:
    root = await client.chat_postMessage(channel="C0LEADS01", text="root")
    first = await client.chat_postMessage(channel="C0LEADS01", text="one", thread_ts=root["ts"])
    await client.chat_postMessage(channel="C0LEADS01", text="two", thread_ts=first["ts"])
    card = await ws.channel("leads").message("root")
    assert [reply.text for reply in card.thread] == ["one", "two"]
    assert card.message["reply_count"] == 2
    replies = await client.conversations_replies(channel="C0LEADS01", ts=root["ts"])
    assert [each["text"] for each in replies["messages"]] == ["root", "one", "two"]
    history = await client.conversations_history(channel="C0LEADS01")
    assert [each["text"] for each in history["messages"]][:1] == ["root"]
    lost = await refusal(client, "chat.postMessage", channel="C0LEADS01", text="x", thread_ts="1.000000")
    assert lost == "cannot_reply_to_message"


async def test_empty_and_faulty_messages_are_refused_with_the_path(client: AsyncWebClient) -> None:
    assert await refusal(client, "chat.postMessage", channel="C0LEADS01") == "no_text"
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel="C0LEADS01", text="x", blocks=[section("")])
    answer = caught.value.response
    assert answer["error"] == "invalid_blocks"
    assert "[json-pointer:/blocks/0/text/text]" in answer["response_metadata"]["messages"][0]
    assert (
        await refusal(client, "chat.postMessage", channel="C0LEADS01", text="x", blocks="[") == "invalid_blocks_format"
    )


async def test_a_message_has_an_address(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C0LEADS01", text="x")
    link = await client.chat_getPermalink(channel="C0LEADS01", message_ts=posted["ts"])
    assert link["permalink"].endswith(f"/archives/C0LEADS01/p{posted['ts'].replace('.', '')}")


async def test_pins(ws: Workspace, client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C0NORTHWND", text="keep me")
    at = {"channel": "C0NORTHWND", "timestamp": posted["ts"]}
    await client.pins_add(**at)
    assert [card.text for card in ws.channel("partner-northwind").pins] == ["keep me"]
    assert await refusal(client, "pins.add", **at) == "already_pinned"
    items = (await client.pins_list(channel="C0NORTHWND"))["items"]
    assert items[0]["message"]["ts"] == posted["ts"]
    await client.pins_remove(**at)
    assert await refusal(client, "pins.remove", **at) == "no_pin"
    assert await refusal(client, "pins.add", channel="C0NORTHWND", timestamp="1.1") == "message_not_found"


async def test_reactions(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C0NORTHWND", text="nice")
    at = {"channel": "C0NORTHWND", "timestamp": posted["ts"]}
    await client.reactions_add(name="tada", **at)
    assert await refusal(client, "reactions.add", name="tada", **at) == "already_reacted"
    message = (await client.reactions_get(**at))["message"]
    assert message["reactions"] == [{"name": "tada", "users": ["U0APPBOT1"], "count": 1}]
    await client.reactions_remove(name="tada", **at)
    assert await refusal(client, "reactions.remove", name="tada", **at) == "no_reaction"


async def test_markdown_text_becomes_a_block(ws: Workspace, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="C0LEADS01", markdown_text="**Acme** is won")
    assert ws.channel("leads").messages[-1].text == "**Acme** is won"
    both = await refusal(client, "chat.postMessage", channel="C0LEADS01", text="x", markdown_text="y")
    assert both == "markdown_text_conflict"
