"""Tokens, scopes, bodies, people, paging."""

from pathlib import Path

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Workspace
from tests.sandbox.refusals import refusal


def poorer(manifest: Path, scope: str) -> Path:
    """The stranger's manifest without one scope."""
    path = manifest.with_name("poorer.yml")
    path.write_text(manifest.read_text(encoding="utf-8").replace(f"{scope}, ", ""), encoding="utf-8")
    return path


async def test_auth_test_says_whose_token_it_is(client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert (answer["team_id"], answer["user_id"], answer["bot_id"]) == ("T0LIVECHAT", "U0APPBOT1", "B0APPBOT1")


async def test_calls_without_a_good_token_are_refused(ws: Workspace) -> None:
    assert await refusal(AsyncWebClient(base_url=ws.api_url), "auth.test") == "not_authed"
    assert await refusal(AsyncWebClient(token="xoxb-wrong", base_url=ws.api_url), "auth.test") == "invalid_auth"
    app_level = AsyncWebClient(token=ws.app_token, base_url=ws.api_url)
    assert await refusal(app_level, "auth.test") == "not_allowed_token_type"
    bot = AsyncWebClient(token=ws.bot_token, base_url=ws.api_url)
    assert await refusal(bot, "apps.connections.open") == "not_allowed_token_type"


async def test_an_unknown_method_is_named(client: AsyncWebClient) -> None:
    assert await refusal(client, "chat.shout") == "unknown_method"


async def test_a_missing_scope_is_refused_with_what_is_needed(manifest: Path) -> None:
    async with Workspace.running(manifest=poorer(manifest, "pins:write")) as ws:
        client = AsyncWebClient(token=ws.bot_token, base_url=ws.api_url)
        with pytest.raises(SlackApiError) as caught:
            await client.pins_add(channel="C0LEADS01", timestamp="1.1")
        answer = caught.value.response
        assert (answer["error"], answer["needed"]) == ("missing_scope", "pins:write")
        assert "chat:write" in answer["provided"].split(",")


async def test_a_kind_of_conversation_needs_its_own_scope(manifest: Path) -> None:
    async with Workspace.running(manifest=poorer(manifest, "groups:read")) as ws:
        client = AsyncWebClient(token=ws.bot_token, base_url=ws.api_url)
        assert (await client.conversations_info(channel="C0HELIOLAB"))["ok"]
        assert await refusal(client, "conversations.info", channel="C0LEADS01") == "missing_scope"
        assert await refusal(client, "conversations.list", types="private_channel") == "missing_scope"


async def test_forms_and_json_mean_the_same(ws: Workspace, http: aiohttp.ClientSession) -> None:
    address = f"{ws.api_url}chat.postMessage"
    block = '[{"type": "divider"}]'
    fields = {"token": ws.bot_token, "channel": "C0LEADS01", "text": "form", "blocks": block}
    async with http.post(address, data=fields) as answer:
        by_form = await answer.json()
    bearer = {"Authorization": f"Bearer {ws.bot_token}"}
    body = {"channel": "C0LEADS01", "text": "json", "blocks": [{"type": "divider"}]}
    async with http.post(address, json=body, headers=bearer) as answer:
        by_json = await answer.json()
    assert by_form["ok"]
    assert by_json["ok"]
    assert by_form["message"]["blocks"][0]["type"] == by_json["message"]["blocks"][0]["type"] == "divider"
    assert by_form["message"]["blocks"][0]["block_id"]


async def test_people_are_found_by_id_and_address(client: AsyncWebClient) -> None:
    pat = (await client.users_info(user="U0PAT0001"))["user"]
    assert pat["is_restricted"] is True
    assert pat["profile"]["email"] == "pat@northwind.example"
    found = await client.users_lookupByEmail(email="PAT@northwind.example")
    assert found["user"]["id"] == "U0PAT0001"
    assert await refusal(client, "users.lookupByEmail", email="no@where.example") == "users_not_found"
    hana = (await client.users_info(user="U0HANA001"))["user"]
    assert hana["team_id"] == "T0HELIO"
    assert hana["is_stranger"] is True


async def test_lists_come_in_pages(client: AsyncWebClient) -> None:
    seen: list[str] = []
    async for page in await client.users_list(limit=4):
        assert len(page["members"]) <= 4
        seen += [member["id"] for member in page["members"]]
    assert len(seen) == len(set(seen)) == 11
    assert "U0HANA001" not in seen
    assert await refusal(client, "users.list", cursor="bogus") == "invalid_cursor"
    assert await refusal(client, "users.list", limit=5000) == "invalid_limit"


async def test_bots_and_teams_are_described(client: AsyncWebClient) -> None:
    assert (await client.bots_info(bot="B0APPBOT1"))["bot"]["user_id"] == "U0APPBOT1"
    assert (await client.team_info())["team"]["domain"] == "livechat"
    assert (await client.team_info(team="T0HELIO"))["team"]["name"] == "Helio Labs"
    assert (await client.api_test(foo="bar"))["args"]["foo"] == "bar"


async def test_a_revoked_token_is_refused(ws: Workspace, client: AsyncWebClient) -> None:
    assert (await client.auth_revoke(test=False))["revoked"] is True
    assert await refusal(client, "auth.test") == "account_inactive"
    assert (await ws.person("pat").command("/hello", wait=0)).error == "not_offered"


async def test_calls_are_recorded_with_their_answers(ws: Workspace, client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="C0LEADS01", text="one")
    await refusal(client, "chat.postMessage", channel="C0NOWHERE", text="two")
    first, second = ws.calls("chat.postMessage")
    assert (first.args["text"], first.ok) == ("one", True)
    assert second.answer == {"ok": False, "error": "channel_not_found"}
    assert "token" not in first.args
