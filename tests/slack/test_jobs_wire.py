"""The scheduled jobs as people in Slack meet them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.subscriptions import SubscriptionStatus
from tests.slack.playing import NORTHWIND, card_of, seed_leads, top
from tests.slack.story import Story

REMINDER = "need somebody to take"
FRIDAY = "2027-03-05T10:00"


def set_clock(story: Story, moment: str) -> None:
    """Sets the story's clock to a moment of UTC; Slack's goes its own way."""
    wanted = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    story.clock.advance(wanted - story.clock.now())


def reminders(story: Story) -> list[str]:
    """What the desk was reminded of, the oldest first."""
    return [each.text for each in story.channel("leads").messages if REMINDER in each.text]


async def morning(story: Story, day: str) -> None:
    """The reminders of a day, called twice as two processes would, and all that comes of them."""
    set_clock(story, f"{day}T08:30")  # the vendor's 9:30
    for _ in range(2):
        await story.bot.scheduler.run("lead-reminders")
    await story.settled()


async def test_leads_that_nobody_reviews_are_brought_to_mind_once_and_then_told_further_up(story: Story) -> None:
    set_clock(story, FRIDAY)
    story.enrol("northwind")
    seed_leads(story, "northwind", 2)
    for quiet in ("2027-03-06", "2027-03-07", "2027-03-08", "2027-03-09"):
        await morning(story, quiet)
        assert (quiet, reminders(story)) == (quiet, [])
    await morning(story, "2027-03-10")
    [told] = reminders(story)
    assert ":hourglass: 2 leads need somebody to take them on" in told
    assert told.index("L-1 · Company 0") < told.index("L-2 · Company 1")
    assert "The review was due on Mar 9, 2027." in told

    sam = story.person("sam")
    card = await story.channel("leads").message(containing=REMINDER)
    form = top(await sam.click(card, "Review"))
    assert form.title == "Lead L-1"
    await form.change({"Status": "Approve for further review"})
    await form.submit(wait=0)
    await sam.click(await card_of(story, "L-2"), "Assign to me", wait=0)
    await story.settled()
    await morning(story, "2027-03-11")
    assert len(reminders(story)) == 1
    await morning(story, "2027-03-12")
    for handle in ("dana", "alex"):
        [escalated] = [each.text for each in story.person(handle).dm.messages if "somebody was reminded" in each.text]
        assert ":rotating_light: 1 lead still waits" in escalated
        assert "*L-2 · Company 1* from Northwind · with @Sam Rivera" in escalated
    raised = ":rotating_light: It still waits though somebody was reminded. The account manager and the admins know."
    thread = (await card_of(story, "L-2")).thread
    assert [each.text for each in thread][1:] == [f"{raised}\nThe review was due on Mar 9, 2027."]
    await morning(story, "2027-03-15")
    assert len(reminders(story)) == 1
    assert len((await card_of(story, "L-2")).thread) == len(thread)
    assert not [each for each in (await card_of(story, "L-1")).thread if "still waits" in each.text]
    assert len([each for each in story.person("dana").dm.messages if "somebody was reminded" in each.text]) == 1


@pytest.mark.parametrize("day_off", ["2027-03-13", "2027-03-14", "2027-03-29", "2027-05-03"])
async def test_nobody_is_reminded_at_weekends_and_on_holidays(story: Story, day_off: str) -> None:
    set_clock(story, "2027-03-01T10:00")
    story.enrol("northwind")
    seed_leads(story, "northwind", 1)
    await morning(story, day_off)
    assert reminders(story) == []
    seen = await story.person("sam").command("/program", channel="leads")
    assert "*1 lead has waited too long for a review*" in seen.text


async def test_a_tier_that_nobody_touched_moves_on_its_own_once(story: Story) -> None:
    set_clock(story, FRIDAY)
    story.enrol("northwind")
    story.subscribe("northwind", 2000)
    pat, alex = story.person("pat"), story.person("alex")
    await story.channel(NORTHWIND).message(containing="is now Gold")
    set_clock(story, "2028-03-06T10:00")  # the one new customer is older than a year now
    for _ in range(2):
        await story.bot.scheduler.run("tiers")
    told = await pat.dm.message(containing="is below what it needs for Gold")
    assert "*1 new customer* would keep it there" in told.text
    await alex.dm.message(containing="is below what it needs for Gold")
    await story.settled()
    assert len(pat.dm.messages) == 1
    story.subscribe("northwind", 1, status=SubscriptionStatus.ACTIVE)
    await pat.dm.message(containing="meets the requirement again")


async def test_what_was_told_while_slack_was_down_arrives_in_its_order(story: Story) -> None:
    story.enrol("northwind")
    await story.channel(NORTHWIND).message(containing="Welcome, *Northwind*!")
    await story.settled()
    story.workspace.fail("*", "server_error", times=3)
    story.subscribe("northwind", 500)
    seed_leads(story, "northwind", 1)
    await story.settled()
    assert [call.status for call in story.workspace.calls("chat.postMessage")].count(500) == 3
    await story.channel("leads").message(containing="*L-1 · Company 0*", timeout=10)
    await story.channel(NORTHWIND).message(containing="submitted *L-1", timeout=10)
    texts = [each.text for each in story.channel(NORTHWIND).messages]
    [promoted] = [at for at, text in enumerate(texts) if "is now Silver" in text]
    [submitted] = [at for at, text in enumerate(texts) if "submitted *L-1" in text]
    assert promoted < submitted


async def test_what_can_never_arrive_is_shown_to_staff(story: Story) -> None:
    story.enrol("northwind")
    await story.channel(NORTHWIND).message(containing="Welcome, *Northwind*!")
    story.channel("leads").room.is_archived = True
    seed_leads(story, "northwind", 1)
    await story.channel(NORTHWIND).message(containing="Company 0")
    await story.settled()
    seen = await story.person("dana").command("/program", channel="claims")
    assert "*1 message couldn't be delivered*" in seen.text
    assert "is_archived" in seen.text
