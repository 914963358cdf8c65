"""The way out and back: what waits for a partner's people is kept, and told to whoever looks after the partner."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta

import aiohttp
import pytest

from bot.serving import listen, serving
from bot.wiring import Bot
from storage.unit_of_work import UnitOfWork
from tests.doors.visiting import GLOBEX_LABS, GLOBEX_ORG, ORBIT, Browser, enrol, kept, write_to
from tests.slack.playing import answer
from tests.slack.story import Story
from tests.slack.test_http import signed

GONE = "has removed the app"


def pending(story: Story) -> int:
    return story.look(lambda uow: uow.outbox.pending_count())


def dead(story: Story) -> int:
    return story.look(lambda uow: uow.outbox.dead_count())


async def test_what_waits_when_the_app_is_removed_is_sent_when_it_comes_back(story: Story, browser: Browser) -> None:
    enrol(story, "orbit", ORBIT, "U0OLGA001")
    await browser.install("olga")
    olga = story.person("olga")
    write_to(story, "orbit", ORBIT, "U0OLGA001", 1)
    await olga.dm.message(containing="Bronze")
    await olga.uninstall()
    told = await story.person("maria").dm.message(containing=GONE)
    assert "*Orbit* has removed the app from Orbit & Co." in told.text
    assert f"{story.url}/slack/install" in told.text
    for number in (2, 3):
        write_to(story, "orbit", ORBIT, "U0OLGA001", number)
    for _ in range(6):
        await story.settled()
        story.later(timedelta(minutes=20))
    await story.settled()
    assert (pending(story), dead(story)) == (2, 0)
    assert (await browser.install("olga")).status == 200
    await story.settled()
    assert (pending(story), dead(story), len(olga.dm.messages)) == (0, 0, 3)
    assert "Orbit · Bronze" in answer(await olga.command("/partner")).text
    assert [GONE in card.text for card in story.person("maria").dm.messages].count(True) == 1


async def test_a_message_on_its_way_while_the_app_is_removed_waits_too(story: Story, browser: Browser) -> None:
    """Slack refuses the token before its events have told us."""
    enrol(story, "orbit", ORBIT, "U0OLGA001")
    await browser.install("olga")
    story.workspace.installation(ORBIT).active = False
    write_to(story, "orbit", ORBIT, "U0OLGA001")
    await story.settled()
    assert story.workspace.calls("chat.postMessage")[-1].answer["error"] == "account_inactive"
    assert (pending(story), dead(story)) == (1, 0)
    await browser.install("olga")
    await story.person("olga").dm.message(containing="Bronze")
    await story.settled()
    assert (pending(story), dead(story)) == (0, 0)


async def test_a_partners_own_channel_is_written_to_by_its_own_app_and_waits_for_it(
    story: Story, browser: Browser
) -> None:
    await browser.install("olga")
    room = story.workspace.world.rooms.find("livechat-program")
    assert room is not None
    room.members[story.workspace.installation(ORBIT).bot_user_id] = None
    enrol(story, "orbit", ORBIT, "U0OLGA001", channel=room.id)
    card = await story.channel("livechat-program").message(containing="ARR")
    await story.settled()
    assert [call.args["timestamp"] for call in story.workspace.calls("pins.add")] == [card.ts]
    assert story.workspace.calls("pins.add")[-1].team_id == ORBIT
    await story.person("olga").uninstall()
    await story.settled()
    story.subscribe("orbit", 2_000)
    await story.settled()
    assert (pending(story), dead(story)) == (1, 0)
    await browser.install("olga")
    await story.channel("livechat-program").message(containing="Orbit is now Gold")
    assert dead(story) == 0


async def test_without_an_account_manager_the_admins_are_told(story: Story, browser: Browser) -> None:
    enrol(story, "orbit", ORBIT, "U0OLGA001")

    def leave(uow: UnitOfWork) -> None:
        partner = uow.partners.get("orbit", for_update=True)
        assert partner is not None
        partner.account_manager = None

    story.do(leave)
    await browser.install("olga")
    await story.person("olga").uninstall()
    await story.person("dana").dm.message(containing=GONE)
    await story.settled()
    assert story.person("maria").dm.messages == []


async def test_the_removal_of_an_organisations_app_is_told_of_its_partners(story: Story, browser: Browser) -> None:
    enrol(story, "globex", GLOBEX_LABS, "U0GREG001")
    await browser.install("gina", "organisation")
    await story.person("greg").open_home()  # by which the workspace is known as one of the organisation
    await story.person("gina").uninstall()
    await story.person("maria").dm.message(containing=GONE)
    assert kept(story, GLOBEX_ORG).removed_at is not None
    write_to(story, "globex", GLOBEX_LABS, "U0GREG001")
    await story.settled()
    assert (pending(story), dead(story)) == (1, 0)
    await browser.install("gina", "organisation")
    await story.person("greg").dm.message(containing="Bronze")


async def test_a_workspace_that_its_organisation_serves_has_not_left(story: Story, browser: Browser) -> None:
    enrol(story, "globex", GLOBEX_LABS, "U0GREG001")
    await browser.install("gina", "organisation")
    await story.person("greg").open_home()
    await browser.install("greg")
    await story.person("greg").uninstall()
    write_to(story, "globex", GLOBEX_LABS, "U0GREG001")
    await story.person("greg").dm.message(containing="Bronze")
    await story.settled()
    assert story.person("maria").dm.messages == []


async def test_an_event_of_before_the_return_changes_nothing(story: Story, browser: Browser) -> None:
    enrol(story, "orbit", ORBIT, "U0OLGA001")
    await browser.install("olga")
    story.later(timedelta(hours=1))
    await browser.install("olga")
    await heard(story, _removal(ORBIT, story.clock.now().timestamp() - 1800))
    await story.settled()
    assert kept(story, ORBIT).removed_at is None
    assert story.person("maria").dm.messages == []


async def test_an_old_event_is_believed_where_the_token_is_dead(story: Story, browser: Browser) -> None:
    enrol(story, "orbit", ORBIT, "U0OLGA001")
    await browser.install("olga")
    story.workspace.installation(ORBIT).active = False
    await heard(story, _removal(ORBIT, 1_000))
    await story.person("maria").dm.message(containing=GONE)
    assert kept(story, ORBIT).removed_at is not None


@pytest.mark.parametrize("tokens", [{"oauth": ["U0OLGA001"]}, {"oauth": ["U0OLGA001"], "bot": []}])
async def test_tokens_of_people_are_nothing_of_ours(
    story: Story, browser: Browser, tokens: dict[str, list[str]]
) -> None:
    await browser.install("olga")
    body = _removal(ORBIT, story.clock.now().timestamp() + 1)
    body["event"] = {"type": "tokens_revoked", "tokens": tokens}
    await heard(story, body)
    assert kept(story, ORBIT).removed_at is None


async def test_another_replica_goes_on_and_knows_within_the_lifetime(story: Story, browser: Browser) -> None:
    """Its cache still has the token: Slack refuses that, and so the store is asked."""
    enrol(story, "orbit", ORBIT, "U0OLGA001")
    await browser.install("olga")
    listening = listen("127.0.0.1", 0)
    replica = Bot(story.bot.settings, story.bot.program, clock=story.clock)
    async with serving(replica.http_app(), listening):
        assert await replica.installations.token(None, ORBIT) is not None
        await story.person("olga").uninstall()
        assert await story.bot.installations.token(None, ORBIT) is None
        cached = await replica.installations.token(None, ORBIT)
        assert cached is not None
        replica.installations.refused(cached)
        assert await replica.installations.token(None, ORBIT) is None
        await browser.install("olga")
        assert await replica.installations.token(None, ORBIT) == story.workspace.installation(ORBIT).token


async def heard(story: Story, body: dict[str, object]) -> None:
    """The app is sent an event as Slack sends it: signed, to its address."""
    payload = json.dumps({"type": "event_callback", "event_id": uuid.uuid4().hex, **body}).encode()
    headers = {**signed(story, payload), "Content-Type": "application/json"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{story.url}/slack/events", data=payload, headers=headers) as answer,
    ):
        assert answer.status == 200, await answer.text()


def _removal(team: str, at: float) -> dict[str, object]:
    return {"team_id": team, "event_time": int(at), "event": {"type": "app_uninstalled"}}
