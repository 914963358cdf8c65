"""A partner looks after a lead: takes it back, corrects a typo, answers a question, reads what has happened."""

from __future__ import annotations

from typing import Any

import pytest

from domain.leads import LeadEventKind
from domain.usecases.lead_questions import answer_lead, ask_partner
from sandbox.people.actor import Actor, Form
from storage.unit_of_work import UnitOfWork
from tests.slack.playing import (
    CONSENT,
    CONTACT,
    NORTHWIND,
    SHARE,
    answer,
    button,
    card_of,
    hand_over,
    moved,
    top,
)
from tests.slack.story import Story


async def own(person: Actor, number: str, channel: str = NORTHWIND) -> str:
    """What the partner reads of a lead."""
    return answer(await person.command("/partner", f"leads {number}", channel=channel)).text


async def opened(person: Actor, number: str, label: str, channel: str = NORTHWIND) -> Form:
    """The form behind a button of the lead's page."""
    shown = answer(await person.command("/partner", f"leads {number}", channel=channel))
    return top(await person.click(shown, label))


def ask(story: Story, lead_id: int, question: str) -> None:
    """A rep's question, as the desk asks it."""

    def act(uow: UnitOfWork) -> None:
        lead = uow.leads.get(lead_id)
        assert lead is not None
        rep = uow.people.actor(story.key("sam"))
        ask_partner(uow, rep, lead_id, lead.version, question, now=story.clock.now())

    story.do(act)


def reply(story: Story, lead_id: int, text: str) -> None:
    """Pat's answer to it."""
    story.do(lambda uow: answer_lead(uow, uow.people.actor(story.key("pat")), lead_id, text, now=story.clock.now()))


async def test_a_lead_is_withdrawn_while_nobody_has_decided_and_the_desk_hears_why(story: Story, pat: Actor) -> None:
    number = await hand_over(pat)
    form = await opened(pat, number, "Withdraw")
    assert form.submit_text == "Withdraw"
    shown = top(await form.fill({"Why?": "They asked us <!here> to wait"}).submit())
    assert "Submitted · :leftwards_arrow_with_hook: withdrawn" in shown.text
    assert "withdrawn: They asked us <!here> to wait" in shown.text
    assert shown.buttons == ["Submit again", "All my leads", "Send me as CSV"]
    await shown.close()
    await story.settled()
    card = await card_of(story, number)
    assert "withdrawn" in card.text
    assert card.buttons == []
    assert any("@Pat Lindqvist withdrew it" in each.text and "wait" in each.text for each in card.thread)
    assert "may earn" not in answer(await pat.command("/partner", "leads", channel=NORTHWIND)).text


async def test_withdrawing_twice_tells_once_and_what_was_decided_cannot_be_withdrawn(story: Story, pat: Actor) -> None:
    number = await hand_over(pat)
    first, piotr = await opened(pat, number, "Withdraw"), story.person("piotr")
    second = await opened(piotr, number, "Withdraw")
    await first.submit()
    assert "withdrawn" in top(await second.submit()).text
    kinds = [each.kind for each in story.look(lambda uow: uow.leads.history(1))]
    assert kinds.count(LeadEventKind.WITHDRAWN) == 1

    await pat.forms[-1].close(everything=True)
    number = await hand_over(pat, Company="Other", Website="other.com")
    late = await opened(pat, number, "Withdraw")
    await moved(story, story.person("sam"), number, "Approve for further review")
    await late.submit()
    assert late.errors == {"Why?": f"{number} has changed meanwhile and is now Approved for further review."}


async def test_a_withdrawn_lead_is_submitted_again_with_all_its_answers(story: Story, pat: Actor) -> None:
    number = await hand_over(pat, {"Billing cycle": "Annual"}, **{"Job title": "CTO", "Number of employees": "51"})
    await (await opened(pat, number, "Withdraw")).submit()
    await pat.forms[-1].close(everything=True)
    page = await opened(pat, number, "Submit again")
    assert {label: page[label] for label in CONTACT} == CONTACT
    assert page["Job title"] == "CTO"
    page = top(await page.fill({"Job title": "CEO"}).submit())
    assert (page["Number of agents"], page["Billing cycle"], page["Commission type"]) == ("5", "Annual", SHARE)
    page = top(await page.submit())
    assert page["How would you like to be involved?"] == "An introduction only"
    assert not page["Agreement"]  # whether the lead knows is asked again
    closing = top(await page.fill({"Agreement": CONSENT["Agreement"]}).submit())
    assert "is lead *L-2*" in closing.text
    await closing.close()
    assert "L-2" in await _again(pat, number)
    again = story.look(lambda uow: uow.leads.get(2))
    assert again is not None
    assert (again.contact.job_title, again.contact.employees) == ("CEO", 51)


async def _again(person: Actor, number: str) -> str:
    shown = answer(await person.command("/partner", f"leads {number}", channel=NORTHWIND))
    return answer(await person.click(shown, "Submit again")).text


async def test_a_correction_is_in_the_history_on_the_card_and_in_what_the_lead_is_found_by(
    story_on_both: Story,
) -> None:
    story = story_on_both
    story.enrol("northwind")
    pat = story.person("pat")
    number = await hand_over(pat)
    form = await opened(pat, number, "Correct")
    assert form["Company"] == "Acme"
    await form.fill({"Company": "Zénith Inc.", "Phone": "+48 12"}).submit()
    assert form.errors == {"Phone": "This doesn't look like a phone number, such as +48 600 100 200."}
    typed = {"Work email": "ann.lee@acme.com", "Phone": "+48 600 100 200", "Number of employees": "51"}
    shown = top(await form.fill(typed).submit())
    assert "Company: Acme → Zénith Inc." in shown.text
    assert "Phone: nothing → +48 600 100 200" in shown.text
    card = await story.channel("leads").changed(await card_of(story, number), containing="Zénith Inc.")
    await story.settled()
    [told] = [each.text for each in card.thread if "corrected it" in each.text]
    assert "@Pat Lindqvist corrected it:" in told
    assert "• Work email: ann@acme.com → ann.lee@acme.com" in told
    lead = story.look(lambda uow: uow.leads.get(1))
    assert lead is not None
    assert (lead.name_key, lead.mail_domain, lead.version) == ("zenith", "acme.com", 2)
    assert "L-1" in answer(await story.person("sam").command("/program", "leads zenith", channel="leads")).text


async def test_saving_a_correction_without_a_change_changes_nothing(story: Story, pat: Actor) -> None:
    number = await hand_over(pat)
    await (await opened(pat, number, "Correct")).submit()
    lead = story.look(lambda uow: uow.leads.get(1))
    assert lead is not None
    assert lead.version == 1
    assert len(story.look(lambda uow: uow.leads.history(1))) == 1


async def test_a_colleagues_correction_is_not_overwritten_and_what_was_typed_stays(story: Story, pat: Actor) -> None:
    number = await hand_over(pat)
    piotr = story.person("piotr")
    mine, theirs = await opened(pat, number, "Correct"), await opened(piotr, number, "Correct")
    await theirs.fill({"Job title": "CTO"}).submit()
    seen = await mine.fill({"Last name": "Leigh"}).submit()
    form = top(seen)
    assert "L-1 has changed meanwhile and is now Submitted." in form.text
    assert "• Job title: CTO" in form.text
    assert "• Last name: Lee" in form.text
    assert form["Last name"] == "Leigh"
    await form.fill({"Job title": "CTO"}).submit()
    lead = story.look(lambda uow: uow.leads.get(1))
    assert lead is not None
    assert (lead.contact.last_name, lead.contact.job_title) == ("Leigh", "CTO")


async def test_a_correction_to_a_company_of_somebody_else_is_no_way_around_the_rep(story: Story, pat: Actor) -> None:
    await hand_over(story.person("bea"))
    zeta: dict[str, Any] = {"Company": "Zeta", "Website": "zeta.com", "Work email": "ann@zeta.com"}
    number = await hand_over(pat, **zeta)
    assert story.look(lambda uow: uow.lead_conflicts.of_lead(2)) == []
    form = await opened(pat, number, "Correct")
    shown = top(await form.fill({"Company": "Acme", "Website": "acme.com"}).submit())
    assert "Brightside" not in shown.text
    [found] = story.look(lambda uow: uow.lead_conflicts.of_lead(2))
    assert (found.lead_id, found.other_lead_id, found.ruling) == (2, 1, None)
    await shown.close()
    await (await opened(pat, number, "Correct")).fill({"Company": "Acme Inc."}).submit()
    assert len(story.look(lambda uow: uow.lead_conflicts.of_lead(2))) == 1


async def test_all_that_happened_to_a_lead_can_be_read(story: Story, pat: Actor) -> None:
    number = await hand_over(pat)
    for asked in range(12):
        ask(story, 1, f"Question {asked}?")
        reply(story, 1, f"Reply {asked}")
    shown = answer(await pat.command("/partner", f"leads {number}", channel=NORTHWIND))
    assert "Question 2?" in shown.text
    assert "Question 1?" not in shown.text
    before = answer(await pat.click(shown, "Earlier"))
    assert [text in before.text for text in (": Submitted", "Question 0?", "Reply 1", "Question 2?")] == [
        True,
        True,
        True,
        False,
    ]
    assert "Earlier" not in before.buttons
    assert "Reply 11" in answer(await pat.click(before, "Newest")).text


async def test_a_closed_lead_is_not_corrected_any_more(story: Story, pat: Actor) -> None:
    number = await hand_over(pat)
    form = await opened(pat, number, "Correct")
    await moved(story, story.person("sam"), number, "Reject", Reason="Too small")
    await form.fill({"Company": "Other"}).submit()
    assert form.errors == {"Company": "L-1 is closed; there is nothing left to do about it."}
    await form.close()
    assert "Correct" not in await own(pat, number)


async def test_a_question_is_answered_from_the_lead_by_anybody_of_the_partner(story: Story, pat: Actor) -> None:
    number = await hand_over(pat)
    ask(story, 1, "How many <!channel> agents?")
    listed = answer(await pat.command("/partner", "leads", channel=NORTHWIND)).text
    assert ":speech_balloon: waits for your answer" in listed
    piotr = story.person("piotr")
    assert "How many <!channel> agents?" in await own(piotr, number)
    form = await opened(piotr, number, "Answer")
    assert "How many <!channel> agents?" in form.text
    shown = top(await form.fill({"Your answer": "Twelve"}).submit())
    assert "your answer: Twelve" in shown.text
    assert "Answer" not in shown.buttons
    told = await story.person("sam").dm.message(containing="Twelve")
    assert "L-1 · Acme" in told.text
    late = await opened_by_value(story, pat, "lead.reply", "1")
    assert "our question: How many <!channel> agents?" in late


async def test_a_question_is_answered_where_it_is_read(story: Story, pat: Actor) -> None:
    await hand_over(pat)
    ask(story, 1, "How many agents?")
    asked = await story.channel(NORTHWIND).message(containing="A question about *L-1 · Acme*")
    form = top(await pat.click(asked, "Answer"))
    await form.fill({"Your answer": "   "}).submit()
    assert form.errors == {"Your answer": "Please fill this in."}
    shown = top(await form.fill({"Your answer": "Twelve"}).submit())
    assert "your answer: Twelve" in shown.text
    await shown.close()
    seen = await pat.click(asked, "Answer")
    assert "your answer: Twelve" in answer(seen).text


async def test_an_answer_is_never_taken_for_one_to_a_question_asked_meanwhile(story: Story, pat: Actor) -> None:
    number = await hand_over(pat)
    ask(story, 1, "How many agents?")
    form = await opened(pat, number, "Answer")
    ask(story, 1, "Which plan?")
    anew = top(await form.fill({"Your answer": "Twelve"}).submit())
    assert "We have asked something else meanwhile" in anew.text
    assert "> Which plan?" in anew.text
    assert anew["Your answer"] == "Twelve"
    await anew.fill({"Your answer": "Business, for twelve"}).submit()
    told = await story.person("sam").dm.message(containing="answered about *L-1 · Acme*")
    assert "Which plan?" in told.text
    assert "Business, for twelve" in told.text


async def test_who_answers_after_a_colleague_reads_what_was_answered(story: Story, pat: Actor) -> None:
    number = await hand_over(pat)
    ask(story, 1, "How many agents?")
    first, second = await opened(pat, number, "Answer"), await opened(story.person("piotr"), number, "Answer")
    await first.fill({"Your answer": "Twelve, and more"}).submit()
    await second.fill({"Your answer": "Twenty"}).submit()
    assert second.errors == {"Your answer": "This has been answered already: Twelve, and more"}
    assert second["Your answer"] == "Twenty"


async def opened_by_value(story: Story, person: Actor, action_id: str, value: str) -> str:
    """What an old button answers."""
    old = await button(story, NORTHWIND, action_id, value)
    return answer(await person.click(old, "Forged")).text


@pytest.mark.parametrize("action_id", ["lead.open", "lead.reply", "lead.correct", "lead.withdraw", "lead.again"])
async def test_nobody_reaches_a_lead_of_another_partner(story: Story, pat: Actor, action_id: str) -> None:
    await hand_over(pat)
    forged = await button(story, "partner-brightside", action_id, "1")
    seen = await story.person("bea").click(forged, "Forged")
    assert answer(seen).text == "There is no lead L-1."
