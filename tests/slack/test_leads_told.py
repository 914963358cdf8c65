"""What a partner hears of its leads: one thread for each in its channel, direct messages for whom wants them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.usecases.lead_questions import ask_partner
from sandbox.people.actor import Actor, Form
from sandbox.people.cards import Card
from tests.slack.playing import NORTHWIND, answer, button, card_of, hand_over, moved, notification_form, review, top
from tests.slack.story import Story

MEETINGS = "Present at all meetings"
WEDNESDAY = datetime(2027, 3, 3, 10, tzinfo=UTC)
ASKED = "please introduce LiveChat to Ann Lee first"


async def lead_in_channel(story: Story, number: str = "L-1") -> Card:
    """The lead's message in the partner's channel, once all is sent."""
    await story.settled()
    [card] = [each for each in story.channel(NORTHWIND).messages if f"submitted *{number} · " in each.text]
    return card


async def taken_on(story: Story, number: str = "L-1") -> None:
    """A rep approves the lead, which is that rep's from then on."""
    await moved(story, story.person("sam"), number, "Approve for further review")


async def staged(story: Story, number: str, stage: str) -> None:
    form = await review(story.person("sam"), await card_of(story, number))
    await form.fill({"Stage": stage}).submit(wait=0)
    await story.settled()


async def chosen(person: Actor, **modes: str) -> Form:
    """The person's choices, changed."""
    form = await notification_form(person)
    return top(await form.fill({label.replace("_", " "): mode for label, mode in modes.items()}).submit())


async def test_all_about_a_lead_is_in_one_thread_that_says_what_comes_next(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    await hand_over(story.person("pat"))
    card = await lead_in_channel(story)
    assert "Submitted" in card.text
    assert "*Next:* we review it. You hear from us by" in card.text
    await taken_on(story)
    await staged(story, "L-1", "Product demo (30–45 min)")
    await moved(story, story.person("sam"), "L-1", "Lost", Reason="No budget")
    card = await lead_in_channel(story)
    assert "Lost" in card.text
    assert "*Next:* nothing more." in card.text
    replies = [each.text for each in card.thread]
    assert len(replies) == 4
    for text, part in zip(
        replies, ("*Next:* you introduce us to Ann Lee.", ASKED, "Product demo", "> No budget"), strict=True
    ):
        assert part in text
    about = [each for each in story.channel(NORTHWIND).messages if "L-1" in each.text]
    assert {each.thread_ts for each in about} == {card.ts}


async def test_who_has_no_part_in_a_lead_hears_that_we_talk_to_it(story: Story) -> None:
    story.enrol("northwind")
    await hand_over(story.person("pat"), involvement="Not involved")
    await taken_on(story)
    [told] = (await lead_in_channel(story)).thread
    assert "*Next:* we talk to Ann Lee." in told.text


async def test_the_account_manager_who_heard_of_a_win_hears_that_it_was_taken_back(story: Story) -> None:
    story.enrol("northwind")
    alex, dana = story.person("alex"), story.person("dana")
    await hand_over(story.person("pat"))
    await taken_on(story)
    await moved(story, story.person("sam"), "L-1", "Won", **{"Confirmed annual value": "1,000"})
    await moved(story, dana, "L-1", "Reopen", Reason="The contract was not signed")
    await moved(story, story.person("sam"), "L-1", "Lost", Reason="No budget")
    await story.settled()
    won, reopened, lost = [each.text for each in alex.dm.messages]
    assert "Northwind won *L-1 · Acme*. The reward of $100.00 was credited." in won
    assert "*L-1 · Acme* of Northwind was reopened. The reward of $100.00 was taken back." in reopened
    assert "Northwind lost *L-1 · Acme*." in lost


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "we review it. You hear from us by"), (14, "we review it, later than we said. Sorry! It was to be by")],
)
async def test_a_review_that_is_late_is_not_promised_any_more(story: Story, days: int, said: str) -> None:
    story.enrol("northwind")
    await hand_over(story.person("pat"))
    await story.settled()
    story.later(timedelta(days=days))
    form = await review(story.person("sam"), await card_of(story, "L-1"))
    await form.fill({"Under way": ["Legal review"]}).submit(wait=0)
    await story.settled()
    assert f"*Next:* {said}" in (await lead_in_channel(story)).text


async def test_each_lead_has_a_thread_of_its_own(story: Story) -> None:
    story.enrol("northwind")
    for _ in range(2):
        await hand_over(story.person("pat"))
    await taken_on(story, "L-2")
    first, second = await lead_in_channel(story, "L-1"), await lead_in_channel(story, "L-2")
    assert first.thread == []
    assert all("L-2" in each.text for each in second.thread)
    assert second.thread


async def test_who_wants_to_introduce_is_asked_and_the_rep_hears_once_it_is_done(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    pat, piotr, sam = (story.person(each) for each in ("pat", "piotr", "sam"))
    await hand_over(pat)
    assert "I've introduced them" not in (await lead_in_channel(story)).buttons
    await taken_on(story)
    card = await lead_in_channel(story)
    assert "please introduce us to Ann Lee, then tell us here." in card.text
    asked = next(each for each in card.thread if ASKED in each.text)
    assert "Thank you! Our sales team goes on" in answer(await piotr.click(asked, "I've introduced them")).text
    assert "Thank you!" in answer(await pat.click(asked, "I've introduced them")).text
    await story.settled()
    told = [each.text for each in sam.dm.messages]
    assert [text for text in told if "has introduced us to Ann Lee" in text] == told
    assert len(told) == 1
    card = await lead_in_channel(story)
    assert "I've introduced them" not in card.buttons
    assert len([each for each in card.thread if "@Piotr" in each.text and "has introduced us" in each.text]) == 1
    shown = (await sam.click(await card_of(story, "L-1"), "Review")).text
    assert "introduced to us by the partner" in shown


async def test_others_cannot_say_that_a_lead_was_introduced(story: Story) -> None:
    story.enrol()
    await hand_over(story.person("pat"))
    await taken_on(story)
    forged = await button(story, "partner-brightside", "lead.introduced", "1")
    seen = await story.person("bea").click(forged, "Forged")
    assert "There is no lead L-1" in answer(seen).text
    assert story.look(lambda uow: uow.leads.by_id([1])[1].introduced_at) is None


async def test_the_rep_is_reminded_to_invite_who_wants_to_be_at_meetings(story: Story) -> None:
    story.enrol("northwind")
    pat, sam = story.person("pat"), story.person("sam")
    await hand_over(pat, involvement=MEETINGS)
    await taken_on(story)
    await staged(story, "L-1", "Trial (typically 14 days)")
    assert sam.dm.messages == []
    await staged(story, "L-1", "Product demo (30–45 min)")
    [told] = [each.text for each in sam.dm.messages]
    assert "Please invite @Pat Lindqvist of Northwind to the *Product demo* with *L-1 · Acme*" in told


async def test_people_of_a_partner_choose_what_they_hear_directly(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind")
    pat, piotr = story.person("pat"), story.person("piotr")
    saved = await chosen(piotr, **{"News_of_colleagues'_leads": "At once", "Questions_about_colleagues'_leads": "Off"})
    assert "• News of colleagues' leads: *at once*" in saved.text
    await saved.close()
    await hand_over(pat)
    await taken_on(story)
    await story.settled()
    assert [text for text in (each.text for each in piotr.dm.messages) if "L-1" not in text] == []
    assert ["submitted *L-1" in each.text or "Approved" in each.text for each in piotr.dm.messages] == [True, True]
    [asked] = [each.text for each in pat.dm.messages]
    assert ASKED in asked, "questions about one's own leads are told directly unless one chooses otherwise"


async def test_what_is_set_to_the_digest_waits_for_it(story: Story) -> None:
    story.enrol("northwind")
    pat = story.person("pat")
    await (await chosen(pat, News_of_leads_you_gave="Daily digest", Questions_about_leads_you_gave="Off")).close()
    await hand_over(pat)
    await taken_on(story)
    await story.settled()
    assert pat.dm.messages == []
    await (await chosen(pat, News_of_leads_you_gave="Off")).close()  # nothing waits for a digest any more
    await story.settled()
    [digest] = pat.dm.messages
    assert "*News of leads you gave* (1)" in digest.text
    assert "Your settings" in answer(await pat.click(digest, "Notification settings")).text


@pytest.mark.parametrize(("choice", "messages"), [("At once", 1), ("Off", 0)])
async def test_a_rep_hears_of_new_leads_who_wants_to(story: Story, choice: str, messages: int) -> None:
    story.enrol("northwind")
    sam = story.person("sam")
    form = await notification_form(sam, "/program", channel="leads")
    await top(await form.fill({"New leads of all partners": choice}).submit()).close()
    await hand_over(story.person("pat"))
    await story.settled()
    assert ["New from Northwind: *L-1 · Acme*" in each.text for each in sam.dm.messages] == [True] * messages


async def test_everybody_reads_its_week_and_what_to_do_first(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind", "brightside")
    set_clock(story, WEDNESDAY)
    pat, sam, alex, bea = (story.person(each) for each in ("pat", "sam", "alex", "bea"))
    await hand_over(pat)
    await taken_on(story)
    await story.settled()
    set_clock(story, WEDNESDAY + timedelta(days=5))
    await story.bot.scheduler.run("weekly-digests")
    await story.settled()
    for person, whose in ((pat, "Your company's"), (sam, "Your"), (alex, "Your partners'")):
        [week] = [each for each in person.dm.messages if "week in leads" in each.text]
        assert f":calendar: {whose} week in leads, " in week.message["text"]
        assert "Submitted" in week.text
        assert "Open now" in week.text
    [week] = [each for each in pat.dm.messages if "week in leads" in each.text]
    assert "Please introduce us to the contact of *L-1 · Acme*." in week.text
    assert "Your settings" in answer(await pat.click(week, "Settings")).text
    assert not [each for each in bea.dm.messages if "week in leads" in each.text], "nothing of it is Brightside's"


async def test_a_question_is_brought_to_mind_with_a_way_to_answer(story: Story) -> None:
    story.enrol("northwind")
    set_clock(story, WEDNESDAY)
    pat, sam = story.person("pat"), story.person("sam")
    await hand_over(pat, involvement=MEETINGS)
    await taken_on(story)
    version = story.look(lambda uow: uow.leads.by_id([1])[1].version)
    rep, now = story.look(lambda uow: uow.people.actor(story.key("sam"))), story.clock.now()
    story.do(lambda uow: ask_partner(uow, rep, 1, version, "How many agents?", now=now))
    await story.settled()
    set_clock(story, WEDNESDAY + timedelta(days=5))
    await story.bot.scheduler.run("lead-reminders")
    await story.settled()
    [late] = [each for each in sam.dm.messages if "of yours needs you" in each.text]
    assert "The partner hasn't answered our question" in late.text
    again = next(each for each in (await lead_in_channel(story)).thread if "waits for your answer" in each.text)
    form = top(await pat.click(again, "Answer"))
    assert "How many agents?" in form.text


def set_clock(story: Story, moment: datetime) -> None:
    """Sets the story's clock; Slack's goes its own way."""
    story.clock.advance(moment - story.clock.now())
