"""`/partner estimate` over the wire: it answers while one types, keeps what is typed, and hands the deal on."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from domain.subscriptions import SubscriptionStatus
from sandbox.people.actor import Actor, Form
from tests.slack.playing import CONSENT, CONTACT, NORTHWIND, SHARE, answer, top
from tests.slack.story import Story

AGENTS, WHO, BILLING = "Number of agents", "Who pays?", "Billing"
PLAN = "Product and plan"
RESELLER = "My company, at a discount (reseller)"


@pytest.fixture
def pat(story: Story) -> Actor:
    """Of Northwind, Bronze with one customer of $4,440 a year."""
    story.enrol("northwind", channels=False)
    story.subscribe("northwind", 370)
    return story.person("pat")


async def opened(person: Actor) -> Form:
    """The estimate, by command."""
    return top(await person.command("/partner", "estimate", channel=NORTHWIND))


async def test_it_answers_while_one_types(pat: Actor) -> None:
    form = await opened(pat)
    assert (form.title, form.submit_text) == ("Estimate a deal", "Submit as a lead")
    assert form[PLAN] == "LiveChat Business · $59 per agent and month"
    assert "Type the number of agents" in form.text

    await form.change({AGENTS: "1"})
    assert "*1 agent of LiveChat Business*" in form.text
    assert "$5,006.40\n$566.40 more" in form.text  # 4,440.00 + 12 × (59.00 − 20 %)
    assert "Silver\nat once" in form.text
    assert ":tada: *Silver at once*, and 22% on what you bring next." in form.text

    await form.change({AGENTS: "12"})
    assert "*12 agents of LiveChat Business*" in form.text
    assert "*You earn, 20% commission*\n$141.60 a month\n$1,699.20 a year" in form.text
    assert "*$500* fixed fee, or *10% = $849.60*" in form.text
    assert "Both pay the same at $5,000 a year." in form.text
    assert "The commission has earned more than $849.60 after *7 months*." in form.text  # 6 × 141.60 is the same

    await form.change({WHO: RESELLER})
    assert "List price $708.00 a month, $8,496.00 a year" in form.text
    assert "*You pay*\n$566.40 a month\n$6,796.80 a year" in form.text
    assert "The commission has" not in form.text

    await form.change({PLAN: "HelpDesk Team · $29 per agent and month"})
    assert "*12 agents of HelpDesk Team*" in form.text
    assert (form[AGENTS], form[WHO], form[BILLING]) == ("12", RESELLER, "Monthly")
    await form.change({BILLING: "Annual"})
    assert "*You pay*\n$278.40 a month\n$3,340.80 a year" in form.text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("0", "A number from 1 to 100,000, please."),
        ("1000000000", "A number from 1 to 100,000, please."),
        ("1e9", "A whole number, please, such as 12."),
        ("five", "A whole number, please, such as 12."),
    ],
)
async def test_a_number_that_is_none_is_told_at_once_and_stays(pat: Actor, typed: str, told: str) -> None:
    form = await opened(pat)
    await form.change({AGENTS: "5"})
    await form.change({WHO: RESELLER})
    await form.change({AGENTS: typed})
    assert f":warning: {told}" in form.text
    assert "You pay" not in form.text
    assert (form[AGENTS], form[WHO]) == (typed, RESELLER)
    await form.submit()
    assert form.errors == {AGENTS: told}
    assert form.title == "Estimate a deal"
    await form.change({AGENTS: "5"})
    assert told not in form.text
    assert "*You pay*\n$236.00 a month" in form.text


async def test_what_was_typed_last_is_handed_on(pat: Actor) -> None:
    form = await opened(pat)
    await asyncio.gather(*(form.change({AGENTS: number}, wait=0) for number in ("1", "12", "123")))
    page = top(await form.submit())
    page = top(await page.fill(CONTACT).submit())
    assert page[AGENTS] == "123"


async def test_it_is_handed_on_as_the_start_of_a_lead(story: Story, pat: Actor) -> None:
    form = await opened(pat)
    await form.change({PLAN: "LiveChat Team · $41 per agent and month"})
    await form.change({AGENTS: "7"})
    await form.change({BILLING: "Annual"})
    page = top(await form.submit())
    assert page.text.startswith("Submit a lead\nPage 1 of 3")
    page = top(await page.fill(CONTACT).submit())
    assert page["Products"] == ["LiveChat"]
    assert page["LiveChat plan"] == "Team · $41 per agent and month"
    assert (page[AGENTS], page["Billing cycle"]) == ("7", "Annual")
    page = top(await page.fill({"Commission type": SHARE}).submit())
    closing = top(await page.fill(CONSENT).submit())
    assert "*Acme* is lead *L-1*" in closing.text
    lead = story.look(lambda uow: uow.leads.get(1))
    assert lead is not None
    assert (lead.deal.agents, lead.estimate) == (7, 12 * 7 * 41_00)


async def test_without_a_number_the_lead_starts_without_one(pat: Actor) -> None:
    page = top(await (await opened(pat)).submit())
    page = top(await page.fill(CONTACT).submit())
    assert (page["Products"], page[AGENTS]) == (["LiveChat"], None)


async def test_a_tier_at_risk_is_kept_by_a_day(story: Story, pat: Actor) -> None:
    story.subscribe("northwind", 60)  # 5,160 a year: Silver
    story.subscribe("northwind", 60, id="sub_2", customer_id="cus_2", status=SubscriptionStatus.CANCELLED)
    partner = story.look(lambda uow: uow.partners.get("northwind"))
    assert partner is not None
    assert (partner.tier, partner.grace_until is None) == ("silver", False)
    assert partner.grace_until is not None
    last = story.bot.house.format.day(partner.grace_until - timedelta(days=1))
    form = await opened(pat)
    await form.change({AGENTS: "2"})  # 4,440.00 + 1,104.48
    assert f":warning: It keeps Silver for you if it is active by *{last}*." in form.text
    await form.change({AGENTS: "1"})  # 4,992.24
    assert "you then still need *$7.76* of ARR." in form.text


async def test_every_door_leads_to_it(story: Story, pat: Actor) -> None:
    story.enrol("northwind")
    pinned = await story.channel(NORTHWIND).message(containing="Welcome, *Northwind*")
    assert top(await pat.click(pinned, "Estimate a deal")).title == "Estimate a deal"
    told = answer(await pat.command("/partner", "estmate", channel=NORTHWIND))
    assert "Did you mean `/partner estimate`?" in told.text


async def test_from_home_it_leads_through_the_whole_lead_form(story: Story, pat: Actor) -> None:
    shown = top(await pat.click(await pat.open_home(), "Help"))
    await shown.click("Estimate a deal")
    page = top(await pat.form.submit())
    for answers in (CONTACT, {"Commission type": SHARE}, CONSENT):
        page = top(await page.fill(answers).submit())
    assert "*Acme* is lead *L-1*" in page.text


async def test_strangers_and_staff_get_no_estimate(story: Story) -> None:
    story.enrol("northwind", channels=False)
    seen = await story.person("sam").command("/partner", "estimate", channel="leads")
    assert seen.form is None
    assert "yours is `/program`" in answer(seen).text


async def test_somebody_elses_estimate_is_refused(story: Story, pat: Actor) -> None:
    story.enrol("brightside", channels=False)
    theirs = await opened(pat)
    await theirs.change({AGENTS: "77"})
    form = top(await story.person("bea").command("/partner", "estimate", channel="partner-brightside"))
    form.view.body["private_metadata"] = theirs.private_metadata
    seen = await form.change({AGENTS: "5"})
    assert "This form belongs to somebody else." in seen.text
    assert "77" not in seen.text
