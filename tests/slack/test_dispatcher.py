"""The dispatcher against a workspace that fails on request: order, pace, retries, dead letters, restarts."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import AsyncExitStack
from datetime import timedelta
from functools import partial

import pytest

from bot.dispatcher import LEASE
from bot.wiring import Bot
from domain.money import Cents
from domain.notices import Address, Face, TierLost, direct, partner_channel
from domain.people import PersonKey
from domain.program import Program
from sandbox import Workspace
from tests.slack.numbered import dead, numbers_in, tell
from tests.slack.story import MANIFEST, Story, StoryClock, story_settings


@pytest.fixture
def desk(story: Story) -> Story:
    """A story with Northwind enrolled and nothing yet to be sent."""
    story.enrol("northwind", channels=False)
    return story


async def test_a_place_keeps_its_order_and_links_do_not_unfurl(desk: Story) -> None:
    desk.do(lambda uow: tell(uow, range(1, 6)))
    await desk.settled()
    assert numbers_in(desk.workspace, "leads") == [1, 2, 3, 4, 5]
    assert all(call.args["unfurl_links"] is False for call in desk.workspace.calls("chat.postMessage"))


async def test_a_failing_place_holds_up_no_other(desk: Story) -> None:
    desk.workspace.fail("chat.postMessage", "rate_limited", retry_after=60)
    desk.do(lambda uow: tell(uow, [1]))
    await desk.settled()
    desk.do(lambda uow: tell(uow, [2]))
    desk.do(lambda uow: tell(uow, [3], direct(desk.key("alex"))))
    await desk.settled()
    assert numbers_in(desk.workspace, "leads") == []
    assert [card.text for card in desk.person("alex").dm.messages if "$3.00" in card.text]


async def test_retry_after_is_kept_to_the_second_and_order_with_it(desk: Story) -> None:
    desk.workspace.fail("chat.postMessage", "rate_limited", retry_after=30)
    desk.do(lambda uow: tell(uow, [1, 2]))
    await desk.settled()
    due = desk.look(lambda uow: uow.outbox.next_due())
    assert due is not None
    assert timedelta(seconds=25) < due - desk.clock.now() <= timedelta(seconds=30)
    assert len(desk.workspace.calls("chat.postMessage")) == 1
    desk.later(timedelta(seconds=40))
    await desk.channel("leads").message("$2.00")
    assert numbers_in(desk.workspace, "leads") == [1, 2]


@pytest.mark.parametrize("fault", ["server_error", "refused"])
async def test_trouble_on_slacks_side_passes(desk: Story, fault: str) -> None:
    desk.workspace.fail("chat.postMessage", fault, times=2)  # type: ignore[arg-type]  # names of faults
    desk.do(lambda uow: tell(uow, [1]))
    for _ in range(2):
        await desk.settled()
        assert numbers_in(desk.workspace, "leads") == []
        desk.later(timedelta(minutes=1))
    await desk.channel("leads").message("$1.00")
    assert numbers_in(desk.workspace, "leads") == [1]


async def test_a_lost_answer_doubles_one_message_at_most(desk: Story) -> None:
    desk.workspace.fail("chat.postMessage", "lost_answer")
    desk.do(lambda uow: tell(uow, [1, 2, 3]))
    await desk.settled()
    desk.later(timedelta(minutes=1))
    await desk.channel("leads").message("$3.00")
    posted = numbers_in(desk.workspace, "leads")
    assert posted == sorted(posted)
    assert Counter(posted) == {1: 2, 2: 1, 3: 1}


async def test_an_archived_channel_is_a_dead_letter_and_the_place_goes_on(desk: Story) -> None:
    desk.workspace.fail("chat.postMessage", "error", error="is_archived")
    desk.do(lambda uow: tell(uow, [1, 2]))
    await desk.channel("leads").message("$2.00")
    await desk.settled()
    [letter] = dead(desk)
    assert letter.error == "chat.postMessage: is_archived"
    assert numbers_in(desk.workspace, "leads") == [2]


async def test_what_an_operator_can_mend_waits_for_it(desk: Story) -> None:
    desk.workspace.fail("chat.postMessage", "error", error="token_revoked")
    desk.do(lambda uow: tell(uow, [1]))
    await desk.settled()
    assert dead(desk) == []
    desk.later(timedelta(minutes=5))
    await desk.channel("leads").message("$1.00")


async def test_an_error_nobody_knows_is_given_up_at_last(desk: Story) -> None:
    desk.workspace.fail("chat.postMessage", "error", error="moon_in_the_way", times=8)
    desk.do(lambda uow: tell(uow, [1]))
    for _ in range(7):
        await desk.settled()
        assert dead(desk) == []
        desk.later(timedelta(minutes=15))
    await desk.settled()
    [letter] = dead(desk)
    assert letter.error == "chat.postMessage: moon_in_the_way"


async def test_a_partner_without_a_channel_waits_until_it_has_one(desk: Story) -> None:
    desk.do(lambda uow: tell(uow, [1], partner_channel("northwind")))
    await desk.settled()
    assert desk.workspace.calls("chat.postMessage") == []
    assert desk.look(lambda uow: uow.outbox.pending_count()) == 1
    desk.enrol("northwind")
    desk.later(timedelta(minutes=1))
    await desk.channel("partner-northwind").message("$1.00")


async def test_a_notice_of_something_that_is_gone_stops_no_other(desk: Story) -> None:
    gone = TierLost("nobody", 1, "silver", "bronze", Cents(100))
    desk.do(lambda uow: uow.tell(gone, [Address(direct(desk.key("dana")), Face.MANAGER)]))
    desk.do(lambda uow: tell(uow, [2]))
    await desk.settled()
    assert numbers_in(desk.workspace, "leads") == [2]
    for _ in range(5):
        desk.later(timedelta(minutes=15))
        await desk.settled()
    [letter] = dead(desk)
    assert str(letter.error).startswith("cannot be rendered: ")


async def test_a_stranger_to_slack_is_a_dead_letter(desk: Story) -> None:
    desk.do(lambda uow: tell(uow, [1], direct(PersonKey("T0LIVECHAT:U0NOBODY1"))))
    await desk.settled()
    [letter] = dead(desk)
    assert str(letter.error).startswith("chat.postMessage: ")


async def test_two_dispatchers_on_one_database_send_each_row_once(program: Program, database_url: str) -> None:
    async with AsyncExitStack() as stack:
        workspace = await stack.enter_async_context(Workspace.running(manifest=MANIFEST))
        clock = StoryClock()
        bots = [Bot(story_settings(workspace, database_url), program, clock=clock) for _ in range(2)]
        for bot in bots:
            await stack.enter_async_context(bot.running())
        story = Story(workspace, bots[0], clock)
        story.enrol("northwind", channels=False)
        people = ["sam", "riley", "alex", "maria", "dana", "pat", "piotr", "bea"]
        for number, person in enumerate(people * 4, start=1):
            place = direct(story.key(person))
            story.do(partial(tell, numbers=[number], place=place))
            bots[1].dispatcher.wake()
        for bot in bots:
            await bot.dispatcher.idle()
        while story.look(lambda uow: uow.outbox.pending_count()):
            for bot in bots:
                await bot.dispatcher.idle()
        sent = {person: _numbers_said_to(story, person) for person in people}
    expected = {person: [each for each in range(1, 33) if people[(each - 1) % 8] == person] for person in people}
    assert sent == expected


def _numbers_said_to(story: Story, person: str) -> list[int]:
    texts = [card.text for card in story.person(person).dm.messages]
    return [int(found[1]) for text in texts if (found := re.search(r"\$(\d+)\.00", text))]


async def test_what_a_stopped_process_has_not_sent_the_next_one_sends(program: Program, sqlite_url: str) -> None:
    async with Workspace.running(manifest=MANIFEST) as workspace:
        clock = StoryClock()
        first = Bot(story_settings(workspace, sqlite_url), program, clock=clock)
        async with first.running():
            story = Story(workspace, first, clock)
            story.enrol("northwind", channels=False)
            story.do(lambda uow: tell(uow, range(1, 6)))
            await workspace.channel("leads").message("$1.00")
        second = Bot(story_settings(workspace, sqlite_url), program, clock=clock)
        async with second.running():
            await workspace.channel("leads").message("$5.00")
        assert numbers_in(workspace, "leads") == [1, 2, 3, 4, 5]


async def test_what_a_killed_process_had_claimed_is_sent_when_its_lease_is_over(desk: Story) -> None:
    with desk.database.write() as uow:
        tell(uow, [1])
        assert len(uow.outbox.claim(desk.clock.now(), 1, LEASE)) == 1  # by a process that then was killed
        uow.commit()
    desk.do(lambda uow: tell(uow, [2]))
    await desk.settled()
    assert numbers_in(desk.workspace, "leads") == []
    desk.later(LEASE)
    await desk.channel("leads").message("$2.00")
    assert numbers_in(desk.workspace, "leads") == [1, 2]


async def test_what_was_given_up_is_sent_again_on_request_before_what_came_after_it(desk: Story) -> None:
    desk.workspace.fail("chat.postMessage", "error", error="is_archived", times=2)
    desk.do(lambda uow: tell(uow, [1, 2]))
    await desk.settled()
    assert len(dead(desk)) == 2
    assert numbers_in(desk.workspace, "leads") == []
    assert desk.bot.jobs.run_now("resend-dead-letters", desk.clock.now()) == "2 messages put back to be sent"
    await desk.settled()
    assert numbers_in(desk.workspace, "leads") == [1, 2]
    assert dead(desk) == []
    assert desk.bot.jobs.run_now("resend-dead-letters", desk.clock.now()) == "0 messages put back to be sent"
