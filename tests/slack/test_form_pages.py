"""The lead form page by page: errors where they belong, an estimate that follows, nothing typed is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest

from sandbox.people.actor import Actor, Form
from tests.slack.playing import (
    CONSENT,
    CONTACT,
    NORTHWIND,
    SHARE,
    answer,
    card_of,
    consent_page,
    deal_page,
    form_of,
    hand_over,
    top,
)
from tests.slack.story import Story

ADVICE = "We recommend leads with at least 5 agents or more than 50 employees."


@pytest.fixture
def pat(story: Story) -> Actor:
    """Of Northwind, who opens forms."""
    story.enrol("northwind", channels=False)
    return story.person("pat")


@pytest.mark.parametrize(
    ("label", "typed", "told"),
    [
        ("Company", "   ", "Please fill this in."),
        ("Website", "10.0.0.1", "This doesn't look like a website, such as acme.com."),
        ("Website", "acme dot com", "This doesn't look like a website, such as acme.com."),
        ("Work email", "ann@acme..com", "This doesn't look like an email address, such as jane@acme.com."),
        ("Phone", "600 100 200", "Start with the country code, such as +48, or choose the country."),
        ("Phone", "+48 12", "This doesn't look like a phone number, such as +48 600 100 200."),
        ("First name", "A" * 61, "At most 60 characters, please. These are 61."),
    ],
)
async def test_what_is_wrong_is_told_under_its_field(pat: Actor, label: str, typed: str, told: str) -> None:
    form = await form_of(pat)
    await form.fill({**CONTACT, label: typed}).submit()
    assert form.errors == {label: told}
    assert form.is_open
    assert form["Last name"] == "Lee"
    page = top(await form.fill({label: CONTACT.get(label, "")}).submit())
    assert page.text.startswith("Submit a lead\nPage 2 of 3")


async def test_a_national_number_is_fine_with_its_country(story: Story, pat: Actor) -> None:
    number = await hand_over(pat, Country="Poland", Phone="600 100 200")
    lead = story.look(lambda uow: uow.leads.get(1))
    assert lead is not None
    assert (number, lead.contact.phone, lead.contact.country) == ("L-1", "+48600100200", "PL")


async def test_the_estimate_follows_agents_plan_and_products(pat: Actor) -> None:
    page = await deal_page(pat)
    assert "$500 fixed fee, or 10% of the deal's annual value. Choose products and the number of agents" in page.text
    await page.change({"Products": ["LiveChat"]})
    assert page["LiveChat plan"] == "Business · $59 per agent and month"
    await page.change({"Number of agents": "5"})
    assert "*$500* fixed fee, or *10% = $354.00*" in page.text
    await page.change({"Products": ["LiveChat", "HelpDesk"]})
    assert "*10% = $528.00*" in page.text
    assert "12 months × (5 × $59 LiveChat Business + 5 × $29 HelpDesk Team) = $5,280.00 a year" in page.text
    await page.change({"LiveChat plan": "Team · $41 per agent and month"})
    assert "*10% = $420.00*" in page.text
    await page.change({"LiveChat plan": "Enterprise"})
    assert "*10% = $174.00*" in page.text
    assert "Plans sold on request aren't in this sum." in page.text
    await page.change({"Products": ["LiveChat"]})
    assert "10% =" not in page.text
    assert page["LiveChat plan"] == "Enterprise"
    await page.change({"Products": None})
    assert "LiveChat plan" not in page
    assert "Choose products" in page.text
    assert page["Number of agents"] == "5"


async def test_no_reward_is_chosen_beforehand_and_one_must_be(pat: Actor) -> None:
    page = await deal_page(pat)
    assert page.options("Commission type") == ["$500 fixed fee", SHARE]
    assert page["Commission type"] is None
    await page.submit()
    assert page.errors == {"Commission type": "Please complete this required field."}


@pytest.mark.parametrize(
    ("agents", "employees", "advised"),
    [("4", "50", True), ("5", "50", False), ("4", "51", False), (None, "51", False)],
)
async def test_below_the_criteria_it_says_so_and_lets_one_go_on(
    story: Story, pat: Actor, agents: str | None, employees: str, *, advised: bool
) -> None:
    page = await deal_page(pat, **{"Number of employees": employees})
    await page.change({"Products": ["LiveChat"], "Number of agents": agents, "Commission type": SHARE})
    assert (ADVICE in page.text) is advised
    page = top(await page.submit())
    closing = top(await page.fill(CONSENT).submit())
    assert "*Acme* is lead *L-1*" in closing.text
    assert ("below our recommendations" in closing.text) is advised
    card = await card_of(story, "L-1")
    assert (":warning: below our recommendations" in card.text) is advised
    assert "size not given" not in f"{page.text} {closing.text} {card.text}".lower()


async def test_without_any_size_it_says_that_instead_of_below(story: Story, pat: Actor) -> None:
    page = await deal_page(pat)
    await page.change({"Products": ["LiveChat"], "Commission type": SHARE})
    assert ADVICE not in page.text
    page = top(await page.submit())
    assert ":warning: Size not given: we recommend leads with at least 5 agents or more than 50 employees." in page.text
    closing = top(await page.fill(CONSENT).submit())
    assert "You gave no size, so our sales team will ask the lead about it." in closing.text
    card = await card_of(story, "L-1")
    assert ":warning: size not given" in card.text
    board = await story.person("sam").command("/program", "leads")
    assert ":warning: size not given" in board.text
    assert "below" not in f"{page.text} {closing.text} {card.text} {board.text}"


async def test_back_keeps_what_was_typed_on_every_page(pat: Actor) -> None:
    first = await form_of(pat)
    second = top(await first.fill({**CONTACT, "Country": "Poland"}).submit())
    await second.change({"Products": ["HelpDesk"], "Number of agents": "7"})
    await second.fill({"Commission type": "$500 fixed fee", "Billing cycle": "Monthly"}).submit()
    await pat.form.fill({"How would you like to be involved?": "Present at all meetings"}).close()
    assert _typed(pat.form, "Products", "Number of agents", "Billing cycle") == (["HelpDesk"], "7", "Monthly")
    await pat.form.close()
    assert _typed(pat.form, "Company", "Country") == ("Acme", "Poland")
    second = top(await pat.form.fill({"Company": "Acme Two"}).submit())
    assert _typed(second, "Products", "Number of agents", "Billing cycle") == (["HelpDesk"], "7", "Monthly")
    assert second["Commission type"] == "$500 fixed fee"
    third = top(await second.submit())
    assert "*Acme Two* · acme.com" in third.text
    assert "HelpDesk Team for 7 agents" in third.text


async def test_what_was_emptied_again_does_not_come_back(story: Story, pat: Actor) -> None:
    first = await form_of(pat)
    await first.fill({**CONTACT, "Job title": "CEO", "Phone": "+48 600 100 200"}).submit()
    await pat.form.close()
    await first.fill({"Job title": None, "Phone": None}).submit()
    await pat.form.fill({"Commission type": SHARE}).submit()
    await pat.form.fill(CONSENT).submit()
    lead = story.look(lambda uow: uow.leads.get(1))
    assert lead is not None
    assert (lead.contact.job_title, lead.contact.phone) == (None, None)


async def test_without_the_consent_nothing_is_submitted(story: Story, pat: Actor) -> None:
    page = await consent_page(pat)
    await page.fill({"How would you like to be involved?": "An introduction only"}).submit()
    assert page.errors == {"Agreement": "Please complete this required field."}
    assert story.look(lambda uow: uow.leads.counts()) == {}


async def test_the_form_opens_by_shortcut_and_from_home_too(story: Story, pat: Actor) -> None:
    assert top(await pat.shortcut("Submit a lead")).text.startswith("Submit a lead\nPage 1 of 3")
    home = await pat.open_home()
    assert "Northwind · Bronze" in home.text
    assert top(await pat.click(home, "Submit a lead")).text.startswith("Submit a lead\nPage 1 of 3")
    seen = await pat.command("/partner", channel=NORTHWIND)
    assert top(await pat.click(answer(seen), "Submit a lead")).text.startswith("Submit a lead\nPage 1 of 3")


async def test_opened_from_within_a_modal_it_still_has_room_for_three_pages(pat: Actor) -> None:
    shown = top(await pat.click(await pat.open_home(), "Help"))
    await shown.click("Submit a lead")
    page = pat.form
    for answers in (CONTACT, {"Commission type": SHARE}, CONSENT):
        page = top(await page.fill(answers).submit())
    assert "*Acme* is lead *L-1*" in page.text


async def test_the_longest_texts_reach_everybody_whole_or_shortened(story: Story, pat: Actor) -> None:
    story.enrol("northwind")
    longest: dict[str, Any] = {
        "Company": "C" * 120,
        "Website": "w" * 63 + ".example.com",
        "First name": "F" * 60,
        "Last name": "L" * 60,
        "Job title": "J" * 120,
        "Additional information": "&" * 2000,
    }
    number = await hand_over(pat, None, **longest)
    card = await card_of(story, number)
    assert "C" * 120 in card.text
    form = top(await story.person("sam").click(card, "Review"))
    assert "&" * 500 in form.text
    assert "C" * 120 in answer(await pat.command("/partner", "leads", channel=NORTHWIND)).text
    assert "C" * 100 in answer(await pat.command("/partner", f"leads {number}", channel=NORTHWIND)).text
    await form.change({"Status": "Reject"})
    await form.fill({"Reason": "<" * 1000}).submit(wait=0)
    await story.channel("leads").changed(card, containing="Rejected")
    told = await story.channel(NORTHWIND).message(containing="*Rejected*")
    for blocks in (told.blocks, form.blocks):
        assert not re.search(r"&[a-z]*…", str(blocks)), "cut within an entity"
    assert "<" * 500 in answer(await pat.command("/partner", f"leads {number}", channel=NORTHWIND)).text
    assert top(await story.person("sam").click(card, "Review")).text
    assert story.look(lambda uow: uow.dead_letters(limit=5)) == ([], 0)


def _typed(form: Form, *labels: str) -> tuple[object, ...]:
    return tuple(form[label] for label in labels)
