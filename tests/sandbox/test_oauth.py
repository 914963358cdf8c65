"""Installing a stranger's app by OAuth, with Slack's own client: the page, codes, tokens, organisations, renewal."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth import AuthorizeUrlGenerator
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from sandbox import Workspace
from sandbox.people.errors import NotOffered
from tests.sandbox.conftest import MANIFEST

# of the SDK's own way to prove who an app is
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")

REDIRECT = "https://stranger.example/back?from=slack"
WORKSPACE = """
version: 1
organisations:
  - {id: E0GLOBEX, name: Globex}
teams:
  - {id: T0HOME001, name: Home, domain: home, app: {user: U0APPBOT1, bot: B0APPBOT1}}
  - {id: T0OTHER01, name: Other & Sons, domain: other}
  - {id: T0GLOBEX1, name: Globex Sales, domain: globex-sales, organisation: E0GLOBEX}
  - {id: T0GLOBEX2, name: Globex Labs, domain: globex-labs, organisation: E0GLOBEX}
people:
  - {id: U0HANS001, handle: hans, name: Hans, team: T0HOME001}
  - {id: U0OLGA001, handle: olga, name: Olga, team: T0OTHER01, admin: true}
  - {id: U0GUST001, handle: gust, name: Gust, team: T0OTHER01, guest: true}
  - {id: U0GINA001, handle: gina, name: Gina, team: T0GLOBEX1, admin: true}
  - {id: U0GREG001, handle: greg, name: Greg, team: T0GLOBEX2}
"""


@pytest.fixture
def rotation() -> bool:
    """Whether tokens end."""
    return False


@pytest.fixture
async def ws(tmp_path: Path, rotation: bool) -> AsyncIterator[Workspace]:
    """Three workspaces and an organisation; only Home has the app."""
    (tmp_path / "workspace.yml").write_text(WORKSPACE, encoding="utf-8")
    manifest = MANIFEST.replace("org_deploy_enabled: false", "org_deploy_enabled: true")
    manifest = manifest.replace("token_rotation_enabled: false", f"token_rotation_enabled: {str(rotation).lower()}")
    manifest = manifest.replace("oauth_config:", "oauth_config:\n  redirect_urls: ['https://stranger.example/back']")
    (tmp_path / "manifest.yml").write_text(manifest, encoding="utf-8")
    async with Workspace.running(tmp_path / "manifest.yml", tmp_path / "workspace.yml") as running:
        yield running


@pytest.fixture
def app(ws: Workspace, http: aiohttp.ClientSession) -> AsyncWebClient:
    """Slack's client without any token."""
    return AsyncWebClient(base_url=ws.api_url, session=http, retry_handlers=[])


def asked_url(ws: Workspace, *, client_id: str = "", redirect: str = REDIRECT) -> str:
    generator = AuthorizeUrlGenerator(
        client_id=client_id or ws.client_id,
        scopes=["chat:write", "commands"],
        redirect_uri=redirect,
        authorization_url=f"{ws.page_url}oauth/v2/authorize",
    )
    return generator.generate("state-1")


async def decided(http: aiohttp.ClientSession, url: str, **chosen: str) -> dict[str, str]:
    """What the app is told, after somebody filled in the page."""
    async with http.get(url) as answer:
        assert answer.status == 200
        html = await answer.text()
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', html))
    fields = {name: value.replace("&amp;", "&") for name, value in fields.items()}
    target = url.partition("?")[0]
    async with http.post(target, data={**fields, **chosen}, allow_redirects=False) as answer:
        assert answer.status == 302, await answer.text()
        parts = urlsplit(answer.headers["Location"])
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == "https://stranger.example/back"
    told = {name: values[0] for name, values in parse_qs(parts.query).items()}
    assert (told.pop("from"), told.pop("state")) == ("slack", "state-1")
    return told


async def exchanged(ws: Workspace, app: AsyncWebClient, code: str) -> AsyncSlackResponse:
    return await app.oauth_v2_access(
        client_id=ws.client_id, client_secret=ws.client_secret, code=code, redirect_uri=REDIRECT
    )


async def installed(
    ws: Workspace, http: aiohttp.ClientSession, app: AsyncWebClient, who: str, where: str = "workspace"
) -> AsyncSlackResponse:
    told = await decided(http, asked_url(ws), decision="allow", **{"as": who, "where": where})
    return await exchanged(ws, app, told["code"])


async def refusal(client: AsyncWebClient, **call: str) -> str:
    with pytest.raises(SlackApiError) as caught:
        await (client.oauth_v2_access(**call) if call else client.auth_test())
    return str(caught.value.response["error"])


def as_bot(ws: Workspace, http: aiohttp.ClientSession, token: str) -> AsyncWebClient:
    return AsyncWebClient(token=token, base_url=ws.api_url, session=http, retry_handlers=[])


async def test_each_workspace_gets_a_token_of_its_own(
    ws: Workspace, http: aiohttp.ClientSession, app: AsyncWebClient
) -> None:
    answer = await installed(ws, http, app, "olga")
    assert answer["team"] == {"id": "T0OTHER01", "name": "Other & Sons"}
    assert (answer["enterprise"], answer["is_enterprise_install"]) == (None, False)
    assert (answer["scope"], answer["token_type"]) == ("chat:write,commands", "bot")
    assert answer["authed_user"] == {"id": "U0OLGA001"}
    assert answer["access_token"] != ws.bot_token
    assert "refresh_token" not in answer.data
    who = await as_bot(ws, http, answer["access_token"]).auth_test()
    assert (who["team_id"], who["user_id"]) == ("T0OTHER01", answer["bot_user_id"])
    await as_bot(ws, http, answer["access_token"]).chat_postMessage(channel="U0OLGA001", text="Hello Olga")
    assert [each.text for each in ws.person("olga").dm.messages] == ["Hello Olga"]


async def test_an_organisation_has_one_token_for_all_its_workspaces(
    ws: Workspace, http: aiohttp.ClientSession, app: AsyncWebClient
) -> None:
    answer = await installed(ws, http, app, "gina", "organisation")
    assert (answer["team"], answer["enterprise"]) == (None, {"id": "E0GLOBEX", "name": "Globex"})
    assert answer["is_enterprise_install"] is True
    bot = as_bot(ws, http, answer["access_token"])
    who = await bot.auth_test()
    assert (who["enterprise_id"], who["is_enterprise_install"]) == ("E0GLOBEX", True)
    await bot.chat_postMessage(channel="U0GREG001", text="Hello Greg")
    assert [each.text for each in ws.person("greg").dm.messages] == ["Hello Greg"]


async def test_an_organisation_takes_the_app_from_a_workspace_and_gives_it_back(
    ws: Workspace, http: aiohttp.ClientSession, app: AsyncWebClient
) -> None:
    bot = as_bot(ws, http, (await installed(ws, http, app, "gina", "organisation"))["access_token"])
    for do, is_served in (("take_app", False), ("give_app", True)):
        async with http.post(f"{ws.page_url}sandbox/act", json={"as": "gina", "do": do, "team": "T0GLOBEX2"}) as answer:
            assert (await answer.json())["ok"]
        seen = ws.world.store.installation_of("T0GLOBEX2")
        assert (seen is not None, ws.world.store.installation_of("T0GLOBEX1") is not None) == (is_served, True)
        if not is_served:
            with pytest.raises(SlackApiError):
                await bot.chat_postMessage(channel="U0GREG001", text="Hello Greg")
    await bot.chat_postMessage(channel="U0GREG001", text="Hello Greg")
    assert [each.text for each in ws.person("greg").dm.messages] == ["Hello Greg"]


@pytest.mark.parametrize(("who", "team"), [("olga", "T0GLOBEX2"), ("gina", "T0OTHER01"), ("greg", "T0GLOBEX2")])
async def test_nobody_else_takes_an_app_away(
    ws: Workspace, http: aiohttp.ClientSession, app: AsyncWebClient, who: str, team: str
) -> None:
    await installed(ws, http, app, "gina", "organisation")
    with pytest.raises(NotOffered, match=f"{who} is no admin of an organisation with the workspace"):
        await ws.person(who).take_app_from(team)


async def test_cancelling_is_told_and_gives_nothing(ws: Workspace, http: aiohttp.ClientSession) -> None:
    assert await decided(http, asked_url(ws), decision="cancel") == {"error": "access_denied"}
    assert set(ws.world.store.installations) == {"T0HOME001"}


async def test_a_code_is_good_once_in_time_and_with_its_address(
    ws: Workspace, http: aiohttp.ClientSession, app: AsyncWebClient
) -> None:
    given = {"client_id": ws.client_id, "client_secret": ws.client_secret}
    told = await decided(http, asked_url(ws), decision="allow", **{"as": "olga"})
    elsewhere = {**given, "code": told["code"], "redirect_uri": "https://stranger.example/back"}
    assert await refusal(app, **elsewhere) == "bad_redirect_uri"
    await exchanged(ws, app, told["code"])
    assert await refusal(app, **given, code=told["code"], redirect_uri=REDIRECT) == "code_already_used"
    assert await refusal(app, **given, code="none") == "invalid_code"
    late = await decided(http, asked_url(ws), decision="allow", **{"as": "olga"})
    ws.clock.advance(601)
    assert await refusal(app, **given, code=late["code"], redirect_uri=REDIRECT) == "invalid_code"


async def test_the_app_must_prove_itself(ws: Workspace, http: aiohttp.ClientSession, app: AsyncWebClient) -> None:
    told = await decided(http, asked_url(ws), decision="allow", **{"as": "olga"})
    wrong = {"client_id": ws.client_id, "client_secret": "wrong", "code": told["code"], "redirect_uri": REDIRECT}
    assert await refusal(app, **wrong) == "bad_client_secret"
    assert await refusal(app, **{**wrong, "client_id": "1.2"}) == "invalid_client_id"
    assert (await exchanged(ws, app, told["code"]))["ok"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"client_id": "1.2"}, "invalid_client_id"),
        ({"redirect": "https://elsewhere.example/"}, "bad_redirect_uri"),
    ],
)
async def test_the_page_refuses_what_slack_refuses(
    ws: Workspace, http: aiohttp.ClientSession, change: dict[str, str], why: str
) -> None:
    async with http.get(asked_url(ws, **change)) as answer:
        assert (answer.status, why in await answer.text()) == (400, True)


async def test_guests_install_nothing(ws: Workspace, http: aiohttp.ClientSession) -> None:
    async with http.get(asked_url(ws)) as answer:
        html = await answer.text()
    assert ("olga" in html, "gust" in html) == (True, False)
    form = {"client_id": ws.client_id, "scope": "commands", "redirect_uri": REDIRECT, "decision": "allow", "as": "gust"}
    async with http.post(f"{ws.page_url}oauth/v2/authorize", data=form, allow_redirects=False) as answer:
        assert answer.status == 400


async def test_after_its_removal_a_workspace_can_come_back(
    ws: Workspace, http: aiohttp.ClientSession, app: AsyncWebClient
) -> None:
    first = await installed(ws, http, app, "olga")
    again = await installed(ws, http, app, "olga")
    assert again["access_token"] == first["access_token"]
    await ws.person("olga").uninstall()
    assert await refusal(as_bot(ws, http, first["access_token"])) == "account_inactive"
    back = await installed(ws, http, app, "olga")
    assert back["access_token"] != first["access_token"]
    assert back["bot_user_id"] == first["bot_user_id"]
    assert await refusal(as_bot(ws, http, first["access_token"])) == "invalid_auth"


@pytest.mark.parametrize("rotation", [True])
async def test_tokens_that_end_are_renewed_and_the_old_one_is_good_until_then(
    ws: Workspace, http: aiohttp.ClientSession, app: AsyncWebClient
) -> None:
    first = await installed(ws, http, app, "olga")
    assert first["expires_in"] == 43_200
    ws.clock.advance(40_000)
    given = {"client_id": ws.client_id, "client_secret": ws.client_secret, "grant_type": "refresh_token"}
    second = await app.oauth_v2_access(**given, refresh_token=first["refresh_token"])
    assert second["access_token"] != first["access_token"]
    assert (await as_bot(ws, http, first["access_token"]).auth_test())["ok"]
    assert await refusal(app, **given, refresh_token=first["refresh_token"]) == "invalid_refresh_token"
    ws.clock.advance(4_000)
    assert await refusal(as_bot(ws, http, first["access_token"])) == "token_expired"
    assert (await as_bot(ws, http, second["access_token"]).auth_test())["ok"]


async def test_nobody_is_shown_a_secret(ws: Workspace, http: aiohttp.ClientSession, app: AsyncWebClient) -> None:
    answer = await installed(ws, http, app, "olga")
    async with http.get(f"{ws.page_url}sandbox/state") as state:
        shown = await state.text()
    assert "oauth.v2.access" in shown
    assert all(secret not in shown for secret in (answer["access_token"], ws.client_secret, "xoxb-"))
