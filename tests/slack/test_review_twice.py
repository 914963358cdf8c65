"""Two at once on one lead, and the same thing twice: nothing is overwritten, and the slower one is told."""

from __future__ import annotations

import asyncio
from collections import Counter

from domain.usecases.dismissal import dismiss
from tests.slack.playing import NORTHWIND, card_of, hand_over, moved, review, seed_leads
from tests.slack.story import Story


async def test_the_second_rep_is_told_who_was_faster_and_sees_the_review_anew(story: Story) -> None:
    story.enrol("northwind")
    sam, riley = story.person("sam"), story.person("riley")
    card = await card_of(story, await hand_over(story.person("pat")))
    reps, rileys = await review(sam, card), await review(riley, card)
    await reps.change({"Status": "Approve for further review"})
    await rileys.change({"Status": "Reject"})
    rileys.fill({"Reason": "Not <our> market", "Under way": ["Legal review"]})
    await reps.submit(wait=0)
    seen = await rileys.submit()
    assert seen.errors == {}
    assert "L-1 has changed meanwhile and is now Approved for further review." in rileys.text
    assert "It was changed by @Sam Rivera; nothing of yours was saved." in rileys.text
    assert "You had written:\nNot <our> market" in rileys.text
    assert "Approved for further review, by @Sam Rivera" in rileys.text
    assert rileys.options("Status") == ["Stays Approved for further review", "Won", "Lost"]
    assert rileys["Status"] == "Stays Approved for further review"
    await story.settled()
    assert "Approved for further review" in (await card_of(story, "L-1")).text
    assert not [each for each in story.channel(NORTHWIND).messages if "Rejected" in each.text]

    await rileys.change({"Status": "Lost"})
    assert rileys["Reason"] == "Not <our> market"
    await rileys.submit(wait=0)
    await story.channel(NORTHWIND).message(containing="*Lost*")
    assert riley.forms == []


async def test_two_reps_take_a_lead_at_once_and_one_gets_it(story: Story) -> None:
    story.enrol("northwind")
    sam, riley = story.person("sam"), story.person("riley")
    card = await card_of(story, await hand_over(story.person("pat")))
    await asyncio.gather(*(rep.click(card, "Assign to me", wait=0) for rep in (sam, riley)))
    card = await story.channel("leads").changed(card, containing="With @")
    winner, slower = (sam, riley) if "With @Sam Rivera" in card.text else (riley, sam)
    told = await slower.channel("leads").message(containing="is already with")
    assert told.text == f"L-1 is already with @{winner.person.name}."
    await story.settled()
    assert [reply.text for reply in card.thread] == [f"@{winner.person.name} took it on."]
    assert not [each for each in winner.channel("leads").messages if each.is_ephemeral]


async def test_a_double_click_on_assign_is_one_assignment_and_no_complaint(story: Story) -> None:
    story.enrol("northwind")
    sam = story.person("sam")
    card = await card_of(story, await hand_over(story.person("pat")))
    seen = await asyncio.gather(*(sam.click(card, "Assign to me", wait=0) for _ in range(3)))
    await story.channel("leads").changed(card, containing="With @Sam Rivera")
    await story.settled()
    assert [reply.text for reply in card.thread] == ["@Sam Rivera took it on."]
    assert not [message for each in seen for message in each.messages if message.is_ephemeral]


async def test_a_double_click_on_save_moves_the_lead_once(story: Story) -> None:
    story.enrol("northwind")
    sam = story.person("sam")
    number = await hand_over(story.person("pat"))
    await moved(story, sam, number, "Approve for further review")
    form = await review(sam, await card_of(story, number))
    await form.change({"Status": "Won"})
    await asyncio.gather(form.submit(wait=0), form.submit(wait=0))
    assert sam.forms == []
    await story.channel(NORTHWIND).message(containing="We credited $354.00")
    await story.settled()
    card = await card_of(story, number)
    assert len([reply for reply in card.thread if "*Won*" in reply.text]) == 1
    credited = [each for each in story.channel(NORTHWIND).messages if "We credited" in each.text]
    assert len(credited) == 1
    assert len(story.person("alex").dm.messages) == 1


async def test_many_reviews_at_once_leave_one_line_for_each_change(story: Story) -> None:
    story.enrol("northwind")
    sam, riley, dana = (story.person(handle) for handle in ("sam", "riley", "dana"))
    card = await card_of(story, await hand_over(story.person("pat")))
    forms = [await review(rep, card) for rep in (sam, riley, dana)]
    for form in forms:
        await form.change({"Status": "Approve for further review"})
    await asyncio.gather(*(form.submit(wait=0) for form in forms))
    still_open = [rep for rep in (sam, riley, dana) if rep.forms]
    assert len(still_open) == 2
    assert all("has changed meanwhile" in rep.form.text for rep in still_open)
    history = story.look(lambda uow: uow.leads.history(1))
    assert Counter(event.kind.value for event in history) == {"submitted": 1, "moved": 1}


async def test_a_double_click_on_a_reopening_after_its_rep_has_left_is_no_conflict(story: Story) -> None:
    story.enrol("northwind", channels=False)
    seed_leads(story, "northwind", 1)
    sam, dana = story.person("sam"), story.person("dana")
    await moved(story, sam, "L-1", "Reject", Reason="No")
    story.do(lambda uow: dismiss(uow, story.key("sam"), None, now=story.clock.now()))
    form = await review(dana, await card_of(story, "L-1"))
    await form.change({"Status": "Reopen"})
    form.fill({"Reason": "They called"})
    await asyncio.gather(form.submit(wait=0), form.submit(wait=0))
    assert dana.forms == []
    await story.settled()
    card = await card_of(story, "L-1")
    assert "Unassigned" in card.text
    assert "Assign to me" in card.buttons
    assert [reply.text for reply in card.thread if "reopened it" in reply.text] == [card.thread[-1].text]
