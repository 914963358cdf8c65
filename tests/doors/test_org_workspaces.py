"""Which workspaces an organisation's installation covers is known before anybody there has used the app."""

from __future__ import annotations

from datetime import timedelta

from slack_sdk.web.async_client import AsyncWebClient

from tests.doors.test_leaving import GONE, dead, pending
from tests.doors.visiting import GLOBEX, GLOBEX_LABS, GLOBEX_ORG, Browser, enrol, write_to
from tests.sandbox.refusals import refusal
from tests.slack.story import VENDOR, Story

JOB = "organisations"


def covered(story: Story) -> dict[str, str]:
    """The workspaces of Globex, with their names."""
    return dict(story.look(lambda uow: uow.installations.workspaces(GLOBEX_ORG)))


async def test_people_who_never_used_it_are_written_to_by_their_organisations_app(
    story: Story, browser: Browser
) -> None:
    enrol(story, "globex", GLOBEX_LABS, "U0GREG001")
    assert (await browser.install("gina", "organisation")).status == 200
    assert covered(story) == {GLOBEX_LABS: "Globex Labs", GLOBEX: "Globex Sales"}
    write_to(story, "globex", GLOBEX_LABS, "U0GREG001")
    await story.person("greg").dm.message(containing="Bronze")
    assert story.workspace.calls("chat.postMessage")[-1].team_id == GLOBEX_ORG


async def test_what_slack_does_not_tell_at_the_start_is_asked_again_the_next_day(
    story: Story, browser: Browser
) -> None:
    enrol(story, "globex", GLOBEX_LABS, "U0GREG001")
    story.workspace.fail("auth.teams.list", "server_error")
    assert (await browser.install("gina", "organisation")).title == "Partner Program is installed in Globex"
    assert covered(story) == {}
    story.later(timedelta(days=1))
    await story.bot.scheduler.run(JOB)
    assert set(covered(story)) == {GLOBEX, GLOBEX_LABS}


async def test_a_workspace_that_has_lost_the_app_unheard_is_found_out(story: Story, browser: Browser) -> None:
    enrol(story, "globex", GLOBEX_LABS, "U0GREG001")
    await browser.install("gina", "organisation")
    story.workspace.world.store.installations[GLOBEX_ORG].taken_from.add(GLOBEX_LABS)
    for _ in range(2):
        story.later(timedelta(days=1))
        await story.bot.scheduler.run(JOB)
        await story.settled()
    await story.person("maria").dm.message(containing=GONE)
    assert set(covered(story)) == {GLOBEX}
    assert len(story.person("maria").dm.messages) == 1
    write_to(story, "globex", GLOBEX_LABS, "U0GREG001")
    await story.settled()
    assert (pending(story), dead(story)) == (1, 0)
    story.workspace.world.store.installations[GLOBEX_ORG].taken_from.clear()
    story.later(timedelta(days=1))
    await story.settled()
    await story.bot.scheduler.run(JOB)
    await story.person("greg").dm.message(containing="Bronze")


async def test_an_organisations_app_creates_channels_in_one_of_its_workspaces(story: Story, browser: Browser) -> None:
    await browser.install("gina", "organisation")
    slack = AsyncWebClient(token=story.workspace.installation(GLOBEX_ORG).token, base_url=story.workspace.api_url)
    made = await slack.conversations_create(name="labs", team_id=GLOBEX_LABS)
    assert made["channel"]["conversation_host_id"] == GLOBEX_LABS
    for team, refused in (("", "missing_argument"), (VENDOR, "team_access_not_granted")):
        assert await refusal(slack, "conversations.create", name="labs-2", team_id=team) == refused


async def test_a_list_that_breaks_off_takes_nothing_away(story: Story, browser: Browser) -> None:
    await browser.install("gina", "organisation")
    story.workspace.fail("auth.teams.list", "error", error="account_inactive")
    story.later(timedelta(days=1))
    await story.bot.scheduler.run(JOB)
    assert set(covered(story)) == {GLOBEX, GLOBEX_LABS}
