"""The way in: workspaces and organisations install the app, once for each state, and use it at once."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import aiohttp
import pytest

from tests.doors.conftest import OpenDoors
from tests.doors.test_leaving import dead, pending
from tests.doors.visiting import GLOBEX, GLOBEX_LABS, GLOBEX_ORG, HELIO, ORBIT, Browser, enrol, kept, write_to
from tests.slack.playing import answer, top
from tests.slack.story import VENDOR, Story

INSTALL_AGAIN = "This link is not good any more"


async def test_a_workspace_installs_the_app_and_its_people_use_it(story: Story, browser: Browser) -> None:
    enrol(story, "helio", HELIO, "U0HANA001")
    hana = story.person("hana")
    assert (await hana.command("/partner", channel="partner-helio")).error == "not_offered"
    page = await browser.install("hana")
    assert (page.status, page.title) == (200, "Partner Program is installed in Helio Labs")
    assert "Type /partner in Slack" in page.text
    assert "Helio · Bronze" in answer(await hana.command("/partner", channel="partner-helio")).text
    form = top(await hana.command("/partner", "estimate", channel="partner-helio"))
    assert form.title
    row = kept(story, HELIO)
    assert (row.team_id, row.enterprise_id, row.is_org, row.installed_by) == (HELIO, None, False, "U0HANA001")
    assert (row.app_id, row.name, row.removed_at, row.expires_at) == ("A0SANDBOX1", "Helio Labs", None, None)
    assert row.bot_id == story.workspace.installation(HELIO).bot_id
    assert "chat:write" in row.scopes.split(",")


async def test_everybody_is_answered_by_the_app_of_their_own_workspace(story: Story, browser: Browser) -> None:
    enrol(story, "helio", HELIO, "U0HANA001", "U0HUGO001", channel="C0HELIOLAB")
    enrol(story, "orbit", ORBIT, "U0OLGA001")
    for who in ("hana", "olga"):
        assert (await browser.install(who)).status == 200
    for who, team in (("hana", HELIO), ("olga", ORBIT), ("alex", VENDOR)):
        await story.person(who).open_home()
        assert story.workspace.calls("views.publish")[-1].team_id == team
    write_to(story, "orbit", ORBIT, "U0OLGA001")
    await story.person("olga").dm.message(containing="Bronze")
    assert story.workspace.calls("chat.postMessage")[-1].team_id == ORBIT
    await story.settled()
    pinned = story.workspace.calls("pins.add")
    assert [(call.args["channel"], call.team_id) for call in pinned] == [("C0HELIOLAB", VENDOR)]


async def test_in_a_shared_channel_the_installation_that_the_payload_names_answers(
    story: Story, browser: Browser
) -> None:
    """Hugo clicks in the vendor's message; his own workspace's app never hears of it, whether installed or not."""
    enrol(story, "helio", HELIO, "U0HUGO001", channel="C0HELIOLAB")
    card = await story.channel("partner-helio").message(containing="ARR")
    hugo = story.person("hugo")
    for _ in range(2):
        form = top(await hugo.click(card, "Submit a lead"))
        assert story.workspace.calls("views.open")[-1].team_id == VENDOR
        await form.close()
        await browser.install("hana")


async def test_an_organisation_installs_for_all_its_workspaces(story: Story, browser: Browser) -> None:
    enrol(story, "globex", GLOBEX_LABS, "U0GREG001")
    page = await browser.install("gina", "organisation")
    assert page.title == "Partner Program is installed in Globex"
    row = kept(story, GLOBEX_ORG)
    assert (row.enterprise_id, row.team_id, row.is_org) == (GLOBEX_ORG, None, True)
    greg = story.person("greg")
    await greg.open_home()
    form = top(await story.person("greg").click(greg.home, "Submit a lead"))
    assert form.title
    await form.close()
    write_to(story, "globex", GLOBEX_LABS, "U0GREG001")
    await greg.dm.message(containing="Bronze")
    assert {call.team_id for call in story.workspace.calls() if call.method.startswith("views")} == {GLOBEX_ORG}


async def test_a_workspaces_own_installation_comes_before_its_organisations(story: Story, browser: Browser) -> None:
    await browser.install("gina", "organisation")
    await browser.install("gina")
    await story.person("gina").open_home()
    assert story.workspace.calls("views.publish")[-1].team_id == GLOBEX
    await story.person("greg").open_home()
    assert story.workspace.calls("views.publish")[-1].team_id == GLOBEX_ORG


async def test_installing_again_replaces_what_was_there(story: Story, browser: Browser) -> None:
    await browser.install("hana")
    first = kept(story, HELIO)
    story.later(timedelta(hours=1))
    assert (await browser.install("hugo")).status == 200
    again = kept(story, HELIO)
    assert (again.installed_by, again.installed_at > first.installed_at) == ("U0HUGO001", True)
    assert story.look(lambda uow: uow.installations.count()) == 1


async def test_a_state_is_good_once(story: Story, browser: Browser) -> None:
    back = await browser.returned()
    assert (await browser.look(back)).status == 200
    page = await browser.look(back)
    assert (page.status, page.title) == (400, INSTALL_AGAIN)
    assert len(story.workspace.calls("oauth.v2.access")) == 1


async def test_a_state_is_good_for_ten_minutes(story: Story, browser: Browser) -> None:
    back = await browser.returned()
    story.clock.advance(timedelta(minutes=10, seconds=1))
    page = await browser.look(back)
    assert (page.status, page.title) == (400, INSTALL_AGAIN)
    assert story.workspace.calls("oauth.v2.access") == []


async def test_a_state_is_good_in_its_own_browser_alone(story: Story, browser: Browser) -> None:
    """Or somebody could be made to finish another one's installation."""
    back = await browser.returned()
    async with aiohttp.ClientSession() as stranger:
        page = await Browser(story, stranger).look(back)
    assert (page.status, page.title) == (400, INSTALL_AGAIN)
    assert (await browser.look(back)).title == INSTALL_AGAIN
    assert story.workspace.calls("oauth.v2.access") == []


@pytest.mark.parametrize(
    "query", ["", "?code=1", "?state=made-up&code=1", "?state=%F0%9F%A6%8A&code=1", "?error=access_denied"]
)
async def test_without_a_state_of_ours_nothing_happens(story: Story, browser: Browser, query: str) -> None:
    page = await browser.look(f"/slack/oauth_redirect{query}")
    assert (page.status, page.title) == (400, INSTALL_AGAIN)
    assert story.workspace.calls("oauth.v2.access") == []


async def test_cancelling_changes_nothing_and_says_so(story: Story, browser: Browser) -> None:
    page = await browser.look(await browser.returned("cancel"))
    assert (page.status, page.title) == (200, "Nothing was installed")
    assert story.look(lambda uow: uow.installations.all()) == []
    assert (await browser.install("hana")).status == 200


async def test_pages_show_what_slack_says_as_text_and_load_nothing(story: Story, browser: Browser) -> None:
    story.workspace.world.store.teams[HELIO].name = "<script>alert(1)</script> & Co"
    page = await browser.install("hana")
    assert "<script>" not in page.text
    assert page.title.endswith("<script>alert(1)</script> & Co")
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert page.headers["Cache-Control"] == "no-store"


async def test_a_wrong_secret_is_ours_to_mend(opened: OpenDoors, http: aiohttp.ClientSession) -> None:
    async with opened(slack_client_secret="wrong") as story:
        page = await Browser(story, http).install("hana")
        assert (page.status, page.title) == (500, "We have to mend something first")
        assert story.look(lambda uow: uow.installations.all()) == []


async def test_a_code_that_slack_does_not_take_is_told(story: Story, browser: Browser) -> None:
    back = await browser.returned()
    story.workspace.clock.advance(601)  # by Slack's clock the code is too old, by ours the state is not
    page = await browser.look(back)
    assert (page.status, page.title) == (400, "That didn't work")


async def test_while_slack_does_not_answer_one_may_try_again(story: Story, browser: Browser) -> None:
    back = await browser.returned()
    story.workspace.fail("oauth.v2.access", "server_error")
    page = await browser.look(back)
    assert (page.status, page.title) == (502, "Slack didn't answer")
    assert (await browser.install("hana")).status == 200


async def test_without_its_settings_nobody_else_installs_and_all_works_as_before(
    opened: OpenDoors, http: aiohttp.ClientSession
) -> None:
    async with opened(token_encryption_key=None) as story:
        for path in ("/slack/install", "/slack/oauth_redirect?code=1"):
            page = await Browser(story, http).look(path)
            assert (page.status, page.title) == (404, "Partner Program can't be installed here")
        enrol(story, "helio", HELIO, "U0HUGO001", channel="C0HELIOLAB")
        card = await story.channel("partner-helio").message(containing="ARR")
        assert top(await story.person("hugo").click(card, "Submit a lead")).title


async def test_the_vendor_too_may_install_it_instead_of_a_token_in_the_settings(
    opened: OpenDoors, http: aiohttp.ClientSession
) -> None:
    async with opened(slack_bot_token=None) as story:
        browser = Browser(story, http)
        ready = await browser.look("/readyz")
        assert (ready.status, "not installed in the vendor's workspace" in ready.text) == (503, True)
        enrol(story, "helio", HELIO, "U0HUGO001", channel="C0HELIOLAB")
        assert (await browser.install("dana")).status == 200
        assert (await browser.look("/readyz")).status == 200
        card = await story.channel("partner-helio").message(containing="ARR")
        assert top(await story.person("hugo").click(card, "Submit a lead")).title
        assert story.workspace.calls("chat.postMessage")[-1].team_id == VENDOR


async def test_what_was_on_its_way_while_the_vendor_installed_it_is_tried_again_at_once(
    opened: OpenDoors, http: aiohttp.ClientSession
) -> None:
    async with opened(slack_bot_token=None) as story:
        browser = Browser(story, http)
        enrol(story, "northwind", VENDOR)
        installing = asyncio.create_task(browser.install("dana"))
        number = 0
        while not installing.done():
            number += 1
            write_to(story, "northwind", VENDOR, f"U0NOBODY{number}", number)
            await asyncio.sleep(0)
        assert installing.result().status == 200
        await story.settled()
        assert (pending(story), dead(story)) == (0, number)
