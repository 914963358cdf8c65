"""Drafts of leads: closing the form loses nothing, one goes on where one was, and what is left alone ends."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.lead_drafts import LeadDraft
from domain.people import PersonKey
from sandbox.people.actor import Actor, Form
from storage.unit_of_work import UnitOfWork
from tests.slack.playing import (
    CONSENT,
    CONTACT,
    DEAL,
    NORTHWIND,
    SHARE,
    answer,
    button,
    consent_page,
    deal_page,
    form_of,
    hand_over,
    top,
)
from tests.slack.story import Story

TYPED = {**CONTACT, "Job title": "CTO", "Country": "Poland", "Phone": "600 100 200", "Number of employees": "51"}
MEETINGS = {"How would you like to be involved?": "Present at all meetings"}


@pytest.fixture
def pat(story: Story) -> Actor:
    """Of Northwind, who begins leads."""
    story.enrol("northwind", channels=False)
    return story.person("pat")


async def offered(person: Actor, channel: str = NORTHWIND) -> Form:
    """What `/partner lead` opens."""
    return top(await person.command("/partner", "lead", channel=channel))


async def close_all(person: Actor) -> None:
    """All that is open, with the cross."""
    await person.forms[-1].close(everything=True)
    assert person.forms == []


def end_drafts(story: Story) -> str:
    """One run of the daily job."""
    done = story.bot.jobs.run_now("lead-drafts", story.clock.now())
    story.bot.dispatcher.wake()
    return done


async def test_the_page_reached_comes_back_with_all_that_was_typed(story_on_both: Story) -> None:
    story_on_both.enrol("northwind", channels=False)
    pat = story_on_both.person("pat")
    page = top(await (await form_of(pat)).fill(TYPED).submit())
    await page.change({**DEAL, "Billing cycle": "Annual"})
    third = top(await page.submit())
    await third.change(MEETINGS)
    await close_all(pat)

    drafts = await offered(pat)
    assert "You have begun a lead." in drafts.text
    assert "*Acme*\nPage 3 of 3 · last touched" in drafts.text
    page = top(await drafts.click("Go on"))
    assert page.text.startswith("Submit a lead\nPage 3 of 3")
    assert "LiveChat Business for 5 agents" in page.text
    assert page["How would you like to be involved?"] == "Present at all meetings"
    page = top(await page.click("Back to page 1"))
    assert {label: page[label] for label in TYPED} == TYPED
    page = top(await page.submit())
    assert {label: page[label] for label in DEAL} == DEAL
    assert page["Billing cycle"] == "Annual"
    page = top(await page.submit())
    assert page["How would you like to be involved?"] == "Present at all meetings"
    closing = top(await page.fill({"Agreement": CONSENT["Agreement"]}).submit())
    assert "*Acme* is lead *L-1*" in closing.text
    await closing.close()
    assert top(await pat.command("/partner", "lead", channel=NORTHWIND)).text.startswith("Submit a lead\nPage 1 of 3")


async def test_what_is_typed_into_a_page_that_is_never_sent_off_is_kept(pat: Actor) -> None:
    form = await form_of(pat)
    await form.change({"Company": "Acme", "Work email": "ann@acme", "Number of employees": "12", "Country": "Poland"})
    await close_all(pat)

    page = top(await (await offered(pat)).click("Go on"))
    assert page.text.startswith("Submit a lead\nPage 1 of 3")
    assert (page["Company"], page["Work email"], page["Number of employees"]) == ("Acme", "ann@acme", "12")
    assert page["Country"] == "Poland"


async def test_what_was_typed_into_an_earlier_page_after_it_was_sent_off_brings_one_back_to_it(pat: Actor) -> None:
    page = await consent_page(pat)
    await page.close()
    await pat.forms[-1].close()
    await pat.forms[-1].change({"Company": "Acme & Sons"})
    await close_all(pat)

    drafts = await offered(pat)
    assert "*Acme & Sons*\nPage 1 of 3" in drafts.text
    page = top(await drafts.click("Go on"))
    assert page["Company"] == "Acme & Sons"
    page = top(await page.submit())
    assert page["Commission type"] == SHARE


async def test_page_two_gone_on_with_keeps_its_way_back_while_the_estimate_follows(pat: Actor) -> None:
    await deal_page(pat)
    await close_all(pat)
    page = top(await (await offered(pat)).click("Go on"))
    await page.change({"Products": ["LiveChat"], "Number of agents": "8"})
    assert ":bulb: The share pays *$66.40 more*. Below 8 agents, the fixed fee would." in page.text
    page = top(await page.click("Back to page 1"))
    assert page["Company"] == "Acme"
    page = top(await page.submit())
    assert page["Number of agents"] == "8"
    assert "Back to page 1" not in page.buttons


async def test_several_drafts_are_offered_those_touched_last_first(story: Story, pat: Actor) -> None:
    await deal_page(pat, Company="First")
    await close_all(pat)
    story.clock.advance(timedelta(minutes=1))
    await deal_page(pat, Company="Second")
    await close_all(pat)
    story.clock.advance(timedelta(minutes=1))
    form = await form_of(pat)
    await form.change({"First name": "Jane"})
    await close_all(pat)

    drafts = await offered(pat)
    assert "You have begun 3 leads." in drafts.text
    assert drafts.text.index("*Jane*") < drafts.text.index("*Second*") < drafts.text.index("*First*")
    drafts = top(await drafts.click("Discard"))
    assert "You have begun 2 leads." in drafts.text
    page = top(await drafts.click("Go on"))
    assert page.text.startswith("Submit a lead\nPage 2 of 3")
    assert top(await page.click("Back to page 1"))["Company"] == "Second"


async def test_a_draft_is_discarded_and_nothing_is_left_of_it(pat: Actor) -> None:
    await deal_page(pat)
    await close_all(pat)
    drafts = await offered(pat)
    left = top(await drafts.click("Discard"))
    assert "Discarded. Nothing is left of it." in left.text
    page = top(await left.click("Start a new one"))
    assert page["Company"] is None
    await page.close()
    assert (await offered(pat)).text.startswith("Submit a lead\nPage 1 of 3")


async def test_only_who_began_a_draft_ever_sees_it(story: Story, pat: Actor) -> None:
    await deal_page(pat, Company="Secret")
    await close_all(pat)
    [draft] = story.look(lambda uow: uow.lead_drafts.unfinished("northwind", story.key("pat"), limit=9))
    piotr = story.person("piotr")
    assert (await offered(piotr)).text.startswith("Submit a lead\nPage 1 of 3")
    await close_all(piotr)
    for action_id in ("lead.draft.open", "lead.draft.discard"):
        forged = await button(story, NORTHWIND, action_id, draft.id)
        seen = await piotr.click(forged, "Forged")
        assert "Secret" not in answer(seen).text
    assert story.look(lambda uow: uow.leads.draft(draft.id)) is not None


async def test_an_estimate_is_no_draft_of_a_lead_until_it_is_handed_on(pat: Actor) -> None:
    form = top(await pat.command("/partner", "estimate", channel=NORTHWIND))
    await form.change({"Number of agents": "8"})
    assert ":bulb: The share pays *$66.40 more*." in form.text
    await close_all(pat)
    assert (await offered(pat)).text.startswith("Submit a lead\nPage 1 of 3")
    await close_all(pat)
    form = top(await pat.command("/partner", "estimate", channel=NORTHWIND))
    await form.change({"Number of agents": "7"})
    await form.submit()
    await close_all(pat)
    drafts = await offered(pat)
    assert "*Untitled*\nPage 1 of 3" in drafts.text
    page = top(await (top(await drafts.click("Go on"))).fill(CONTACT).submit())
    assert page["Number of agents"] == "7"


async def test_a_person_is_told_before_a_draft_ends_and_goes_on_with_it(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind", channels=False)
    pat = story.person("pat")
    await deal_page(pat)
    await close_all(pat)
    story.clock.advance(timedelta(days=26, hours=12))
    assert end_drafts(story) == "0 people told of a draft, 0 gone"
    story.clock.advance(timedelta(hours=13))
    assert end_drafts(story) == "1 person told of a draft, 0 gone"
    assert end_drafts(story) == "0 people told of a draft, 0 gone"
    told = await pat.dm.message(containing="You have begun a lead, *Acme*.")
    assert told.buttons == ["Go on", "Discard"]
    page = top(await pat.click(told, "Go on"))
    await page.change({"Number of agents": "5"})
    await close_all(pat)
    story.clock.advance(timedelta(days=4))
    assert end_drafts(story) == "0 people told of a draft, 0 gone"
    assert "Page 2 of 3" in (await offered(pat)).text


async def test_a_draft_left_alone_ends_and_a_form_still_open_on_it_makes_it_anew(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind", channels=False)
    pat = story.person("pat")
    page = await deal_page(pat)
    story.clock.advance(timedelta(days=28))
    assert end_drafts(story) == "1 person told of a draft, 0 gone"
    told = await pat.dm.message(containing="You have begun a lead, *Acme*.")
    story.clock.advance(timedelta(days=2, hours=12))
    assert end_drafts(story) == "0 people told of a draft, 0 gone"  # told only two days and a half ago
    story.clock.advance(timedelta(hours=12))
    assert end_drafts(story) == "0 people told of a draft, 1 gone"
    gone = await pat.click(told, "Go on")
    assert "There is no such draft of yours any more" in answer(gone).text
    await page.change({"Number of agents": "5"})
    await close_all(pat)
    page = top(await (await offered(pat)).click("Go on"))
    assert page.text.startswith("Submit a lead\nPage 1 of 3")


async def test_a_draft_is_discarded_from_the_message_that_tells_of_its_end(story: Story, pat: Actor) -> None:
    await deal_page(pat)
    await close_all(pat)
    story.clock.advance(timedelta(days=28))
    end_drafts(story)
    told = await pat.dm.message(containing="You have begun a lead, *Acme*.")
    seen = await pat.click(told, "Discard")
    assert "Discarded. Nothing is left of it." in answer(seen).text
    assert (await offered(pat)).text.startswith("Submit a lead\nPage 1 of 3")


async def test_who_has_left_the_partner_is_told_nothing_and_the_draft_ends_all_the_same(
    story: Story, pat: Actor
) -> None:
    await deal_page(pat)
    await close_all(pat)
    person: PersonKey = story.key("pat")
    story.do(lambda uow: uow.people.remove_member(person))
    story.clock.advance(timedelta(days=28))
    assert end_drafts(story) == "0 people told of a draft, 0 gone"
    story.clock.advance(timedelta(days=4))
    assert end_drafts(story) == "0 people told of a draft, 1 gone"


async def test_a_lead_that_was_submitted_is_no_draft_and_never_ends(story: Story, pat: Actor) -> None:
    await hand_over(pat)
    story.clock.advance(timedelta(days=60))
    assert end_drafts(story) == "0 people told of a draft, 0 gone"
    assert (await offered(pat)).text.startswith("Submit a lead\nPage 1 of 3")


async def test_of_very_many_drafts_those_touched_last_are_shown_and_how_many_more_there_are(
    story: Story, pat: Actor
) -> None:
    begun = story.clock.now()

    def begin(uow: UnitOfWork) -> None:
        for number in range(52):
            is_lead, at = number < 22, begun + timedelta(minutes=number)
            typed = {"company": f"Firm {number}"} if is_lead else {"offer": "estimate", "agents": "5"}
            uow.leads.add_draft(LeadDraft(f"d{number}", "northwind", story.key("pat"), at, typed=typed))

    story.do(begin)
    drafts = await offered(pat)
    assert "You have begun 22 leads." in drafts.text
    assert (drafts.text.count("*Firm "), "*Firm 2*" in drafts.text, "*Firm 1*" in drafts.text) == (20, True, False)
    assert "And 2 more leads: you see them once you have submitted or discarded some of these." in drafts.text
    drafts = top(await drafts.click("Discard"))
    assert "And 1 more lead: you see it once you have submitted or discarded some of these." in drafts.text
    drafts = top(await drafts.click("Discard"))
    assert (drafts.text.count("*Firm "), "more lead" in drafts.text) == (20, False)
    assert "*Firm 0*" in drafts.text
