"""Quiet hours over the wire: messages wait for their end, nothing is lost, and what answers an act comes at once."""

from __future__ import annotations

from domain.manners import QuietHours
from domain.staff import Mode, Topic
from domain.usecases.staff_settings import Choices, choose
from storage.unit_of_work import UnitOfWork
from tests.slack.playing import NORTHWIND, notification_form, top
from tests.slack.quiet import LASTING, alex_chooses, promotion_in_quiet_hours, written_to
from tests.slack.story import Story


async def test_messages_wait_for_their_end_and_come_then(story_on_both: Story) -> None:
    story = story_on_both
    said = await promotion_in_quiet_hours(story)
    assert "I hold direct messages" in said.text
    await story.settled()
    alex = story.person("alex")
    assert not any("Silver" in card.text for card in alex.dm.messages)
    story.later(LASTING)
    await alex.dm.message(containing="Silver")


async def test_they_end_at_once_when_they_are_turned_off(story: Story) -> None:
    await promotion_in_quiet_hours(story)
    said = await alex_chooses(story, **{"Quiet hours from": "No quiet hours"})
    assert "no quiet hours" in said.text
    story.bot.dispatcher.wake()
    await story.person("alex").dm.message(containing="Silver")


async def test_what_answers_an_act_is_not_held(story: Story) -> None:
    """Who wants no digest any more gets what was held for one, also in quiet hours."""
    story.enrol("northwind")
    alex, now = story.key("alex"), story.clock.now()
    quiet = QuietHours(now.hour, (now.hour + 3) % 24)

    def decide(mode: Mode) -> None:
        def act(uow: UnitOfWork) -> None:
            choices = Choices({Topic.PROMOTION: mode}, "UTC", 9, quiet)
            choose(uow, story.bot.program, uow.people.actor(alex), choices, now=now)

        story.do(act)

    decide(Mode.DIGEST)
    story.subscribe("northwind", 500)
    await story.channel(NORTHWIND).message(containing="Silver")
    decide(Mode.NOW)
    await story.person("alex").dm.message(containing="Your digest: 1 notice")


async def test_who_is_gone_by_their_end_is_written_to_no_more(story_on_both: Story) -> None:
    story = story_on_both
    await promotion_in_quiet_hours(story)
    story.workspace.world.close_account(story.person("alex").person)
    await story.person("dana").dm.message(containing="doesn't look after partners any more")
    story.later(LASTING)
    await story.settled()
    assert written_to(story, story.person("alex")) == []


async def test_the_zone_is_the_one_that_slack_knows(story: Story) -> None:
    story.enrol("helio", "northwind")
    pat = story.person("pat")
    await pat.open_home()
    found = await story.workspace.world.feed.until(lambda: story.workspace.calls("users.info") or None, 5.0)
    assert found
    await story.bot.homes.stop()
    assert story.look(lambda uow: uow.manners.timezone(story.key("pat"))) == "Europe/Stockholm"
    form = await notification_form(pat)
    assert form["Time zone"] == "Europe/Stockholm"


async def test_the_same_hour_twice_is_asked_about(story: Story) -> None:
    """It could be meant as all day or as never."""
    story.enrol("northwind")
    form = await alex_chooses(story, **{"Quiet hours from": "9:00 PM", "Quiet hours until": "9:00 PM"})
    wanted = "Another hour than that they begin at, please. Without quiet hours, choose “No quiet hours” above."
    assert form.errors == {"Quiet hours until": wanted}
    said = top(await form.fill({"Quiet hours until": "10:00 PM"}).submit())
    assert "from 9:00 PM to 10:00 PM" in said.text.replace("*", "")


async def test_settings_promise_no_channel_to_who_has_none(story: Story) -> None:
    story.enrol("northwind", channels=False)
    pat = story.person("pat")
    seen = await pat.command("/partner", "settings", channel=NORTHWIND)
    form = top(await pat.click(seen.message, "Change notifications"))
    for shown in (seen.message.text, form.text):
        assert "Your channel" not in shown
        assert "Your company has no channel with us yet." in shown
