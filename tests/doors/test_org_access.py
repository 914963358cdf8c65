"""An organisation takes the app away from one of its workspaces, and gives it back: as if that had removed it."""

from __future__ import annotations

from datetime import timedelta

import aiohttp
import pytest

from sandbox.people.errors import NotOffered
from tests.doors.conftest import OpenDoors
from tests.doors.test_leaving import GONE, dead, heard, pending
from tests.doors.visiting import GLOBEX, GLOBEX_LABS, GLOBEX_ORG, HELIO, ORBIT, Browser, enrol, kept, write_to
from tests.slack.playing import answer
from tests.slack.story import Story


async def _installed(story: Story, browser: Browser) -> None:
    """Globex has the app in all of its workspaces; partners are at home in two of them."""
    enrol(story, "globex", GLOBEX_LABS, "U0GREG001")
    enrol(story, "globex-sales", GLOBEX, "U0GINA001")
    assert (await browser.install("gina", "organisation")).status == 200
    for who in ("greg", "gina"):
        await story.person(who).open_home()


async def test_what_is_meant_for_its_people_waits_until_it_has_the_app_again(story: Story, browser: Browser) -> None:
    await _installed(story, browser)
    gina, greg = story.person("gina"), story.person("greg")
    await gina.take_app_from(GLOBEX_LABS)
    told = await story.person("maria").dm.message(containing=GONE)
    assert "*Globex* has removed the app." in told.text
    with pytest.raises(NotOffered):
        await greg.open_home(timeout=0)
    write_to(story, "globex", GLOBEX_LABS, "U0GREG001")
    write_to(story, "globex-sales", GLOBEX, "U0GINA001")
    await gina.dm.message(containing="Bronze")
    for _ in range(4):
        await story.settled()
        story.later(timedelta(minutes=20))
    await story.settled()
    assert (pending(story), dead(story)) == (1, 0)
    await gina.give_app_to(GLOBEX_LABS)
    await greg.dm.message(containing="Bronze")
    await story.settled()
    assert (pending(story), dead(story), len(greg.dm.messages)) == (0, 0, 1)
    await greg.open_home()
    assert story.workspace.calls("views.publish")[-1].team_id == GLOBEX_ORG
    assert len(story.person("maria").dm.messages) == 1
    assert story.workspace.calls("chat.postMessage")[-1].team_id == GLOBEX_ORG


async def test_nothing_is_told_twice_and_each_time_anew(story: Story, browser: Browser) -> None:
    await _installed(story, browser)
    for _ in range(2):
        await heard(story, _about("team_access_revoked", GLOBEX_LABS))
    await story.person("maria").dm.message(containing=GONE)
    await heard(story, _about("team_access_granted", GLOBEX_LABS))
    story.later(timedelta(minutes=1))
    await heard(story, _about("team_access_revoked", GLOBEX_LABS))
    await story.settled()
    assert [GONE in card.text for card in story.person("maria").dm.messages] == [True, True]


async def test_what_is_told_late_changes_nothing(story: Story, browser: Browser) -> None:
    await _installed(story, browser)
    await heard(story, _about("team_access_granted", GLOBEX_LABS, at=1_800_000_009))
    await heard(story, _about("team_access_revoked", GLOBEX_LABS, at=1_800_000_008))
    write_to(story, "globex", GLOBEX_LABS, "U0GREG001")
    await story.person("greg").dm.message(containing="Bronze")
    await story.settled()
    assert story.person("maria").dm.messages == []


async def test_a_workspace_with_the_app_of_its_own_loses_nothing(story: Story, browser: Browser) -> None:
    await _installed(story, browser)
    await browser.install("greg")
    await story.person("gina").take_app_from(GLOBEX_LABS)
    write_to(story, "globex", GLOBEX_LABS, "U0GREG001")
    await story.person("greg").dm.message(containing="Bronze")
    await story.settled()
    assert story.person("maria").dm.messages == []
    assert kept(story, GLOBEX_LABS).removed_at is None


async def test_it_may_install_the_app_itself_instead(story: Story, browser: Browser) -> None:
    await _installed(story, browser)
    await story.person("gina").take_app_from(GLOBEX_LABS)
    write_to(story, "globex", GLOBEX_LABS, "U0GREG001")
    await story.settled()
    await browser.install("greg")
    await story.person("greg").dm.message(containing="Bronze")
    assert "Globex · Bronze" in answer(await story.person("greg").command("/partner")).text


async def test_who_is_heard_of_again_has_the_app_again(story: Story, browser: Browser) -> None:
    """Where the event of that was lost."""
    await _installed(story, browser)
    await heard(story, _about("team_access_revoked", GLOBEX_LABS))
    write_to(story, "globex", GLOBEX_LABS, "U0GREG001")
    await story.settled()
    assert pending(story) == 1
    await story.person("greg").open_home()
    story.later(timedelta(minutes=20))
    await story.person("greg").dm.message(containing="Bronze")


async def test_where_it_is_the_vendors_all_that_waited_goes_out(opened: OpenDoors, http: aiohttp.ClientSession) -> None:
    """Desks and shared channels too; nobody is told that it was gone, for there is nobody to tell them."""
    async with opened(slack_bot_token=None, vendor_team_id=GLOBEX) as story:
        await Browser(story, http).install("gina", "organisation")
        await heard(story, _about("team_access_revoked", GLOBEX))
        enrol(story, "helio", HELIO, "U0HANA001", channel="C0HELIOLAB")
        await story.settled()
        assert story.workspace.calls("chat.postMessage") == []
        await heard(story, _about("team_access_granted", GLOBEX))
        await story.settled()
        assert [call.args["channel"] for call in story.workspace.calls("chat.postMessage")] == ["C0HELIOLAB"]


async def test_an_event_of_nobody_we_know_changes_nothing(story: Story, browser: Browser) -> None:
    enrol(story, "orbit", ORBIT, "U0OLGA001")
    await browser.install("olga")
    for body in (_about("team_access_revoked", ORBIT), _about("team_access_revoked"), _about("team_access_granted")):
        await heard(story, body)
    await story.settled()
    assert kept(story, ORBIT).removed_at is None
    assert story.person("maria").dm.messages == []


def _about(name: str, *teams: str, at: int = 1_800_000_000) -> dict[str, object]:
    """As Slack says it: without a workspace, and without who was told."""
    return {"enterprise_id": GLOBEX_ORG, "event_time": at, "event": {"type": name, "team_ids": [*teams]}}
