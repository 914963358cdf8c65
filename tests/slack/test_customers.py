"""`/partner customers`: the list, the search, and what each customer pays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.subscriptions import BillingCycle, Kind, SubscriptionStatus
from sandbox.people.actor import Actor
from tests.slack.playing import NORTHWIND, answer, button, top
from tests.slack.story import Story

GONE = "This customer has no subscription of yours any more."


@pytest.fixture
def pat(story: Story) -> Actor:
    """Of Northwind."""
    story.enrol("northwind", "helio", channels=False)
    return story.person("pat")


def sell(story: Story, customer: str, dollars: int, **changes: Any) -> None:
    """A subscription of a customer that is named like its id."""
    names = {"customer_name": customer, "customer_domain": f"{customer.lower().replace(' ', '-')}.example"}
    story.subscribe("northwind", dollars, **{"customer_id": customer, **names, **changes})


def sell_many(story: Story, count: int) -> None:
    """So many customers, each paying more than the one before."""
    for number in range(1, count + 1):
        sell(story, f"Shop {number:03}", number)


async def shown_to(person: Actor, words: str = "customers") -> str:
    return answer(await person.command("/partner", words, channel=NORTHWIND)).text


async def test_customers_come_with_what_they_bring_the_biggest_first(story: Story, pat: Actor) -> None:
    sell(story, "Small", 10, started_on=date(2026, 3, 1))
    sell(story, "Big", 100, started_on=date(2026, 1, 15))
    sell(story, "Big", 50, kind=Kind.REFERRAL)
    sell(story, "On trial", 500, status=SubscriptionStatus.TRIALING, started_on=date(2026, 2, 1), customer_domain=None)
    text = await shown_to(pat)
    assert text.startswith(
        "Your 3 customers\n"
        "*Big* · big.example\n$1,680.00 of ARR · 2 subscriptions · since Jan 15, 2026\nDetails\n"
        "*Small* · small.example\n$120.00 of ARR · 1 subscription · since Mar 1, 2026\nDetails\n"
        "*On trial*\nNo ARR now · 1 subscription · since Feb 1, 2026\nDetails\n"
    )


async def test_a_partner_without_customers_is_told_when_they_appear(story: Story, pat: Actor) -> None:
    assert "No customers yet. They appear here with the first subscription you bring." in await shown_to(pat)


async def test_the_hundredth_customer_is_reached_page_by_page(story: Story, pat: Actor) -> None:
    sell_many(story, 100)
    page = answer(await pat.command("/partner", "customers", channel=NORTHWIND))
    assert "Your 100 customers" in page.text
    for first in range(1, 100, 10):
        assert f"{first}–{first + 9} of 100" in page.text
        assert page.text.count("Details") == 10
        if first < 91:
            page = answer(await pat.click(page, "Next"))
    assert "*Shop 001*" in page.text
    assert "Next" not in page.buttons


async def test_a_search_by_command_keeps_its_words_from_page_to_page(story: Story, pat: Actor) -> None:
    sell_many(story, 25)
    sell(story, "Acme Berlin", 999, customer_domain="acme.example")
    page = answer(await pat.command("/partner", "customers SHOP 0", channel=NORTHWIND))
    assert "25 customers with “SHOP 0”" in page.text
    page = answer(await pat.click(page, "Next"))
    assert "11–20 of 25" in page.text
    page = answer(await pat.click(page, "Next"))
    assert "21–25 of 25" in page.text
    assert "Acme" not in page.text
    assert "Acme Berlin" in answer(await pat.click(page, "All customers")).text
    for words in ("acme.example", "berlin ACME"):
        assert "1 customer with" in await shown_to(pat, f"customers {words}")


@pytest.mark.parametrize("words", ["%", "_", "nobody", "\\", "*", "<!channel>", "a:b"])
async def test_what_is_not_there_is_not_found(story: Story, pat: Actor, words: str) -> None:
    sell(story, "Acme", 10)
    text = await shown_to(pat, f"customers {words}")
    assert "No customers with" in text
    assert "in its name or domain." in text
    assert "Acme" not in text


async def test_a_customer_shows_each_subscription_with_its_formula(story: Story, pat: Actor) -> None:
    start = date(2026, 1, 15)
    sell(story, "Acme", 250, kind=Kind.REFERRAL, started_on=start, seats=1)
    sell(story, "Acme", 1200, billing_cycle=BillingCycle.ANNUAL, product="helpdesk", plan="team", started_on=start)
    ended = {"ended_on": date(2026, 5, 1), "started_on": start}
    sell(story, "Acme", 30, status=SubscriptionStatus.CANCELLED, **ended)
    sell(story, "Acme", 20, status=SubscriptionStatus.PAST_DUE, started_on=start)
    text = answer(
        await pat.click(answer(await pat.command("/partner", "customers", channel=NORTHWIND)), "Details")
    ).text
    assert "*ARR*\n$3,840.00" in text
    assert (
        "*LiveChat Business* · referral · 1 seat\n"
        "$250.00 a month, commission 20% · active since Jan 15, 2026\n"
        "($250.00 − 20%) × 12 = *$2,400.00*\n"
    ) in text
    assert (
        "*HelpDesk Team* · reseller · 5 seats\n"
        "$1,200.00 a year, discount 20% · active since Jan 15, 2026\n"
        "$1,200.00 a year = *$1,200.00*\n"
    ) in text
    assert "$30.00 a month, discount 20% · cancelled, ended May 1, 2026, doesn't count" in text
    assert "past due since" in text
    assert "$20.00 × 12 = *$240.00*" in text


async def test_only_ones_own_subscriptions_of_a_customer_are_shown(story: Story, pat: Actor) -> None:
    sell(story, "Acme", 250)
    story.subscribe("helio", 7777, customer_id="theirs", customer_name="Theirs")
    acme = answer(await pat.command("/partner", "customers", channel=NORTHWIND))
    assert "Theirs" not in acme.text
    forged = await button(story, NORTHWIND, "customer.open", "theirs:0")
    assert answer(await pat.click(forged, action_id="customer.open")).text == GONE

    def move_away(uow: Any) -> None:
        [moved] = uow.arr.subscriptions("northwind", "Acme", offset=0, limit=9)[0]
        uow.subscriptions.change(replace(moved, partner_id="helio"))

    story.do(move_away)
    assert answer(await pat.click(acme, "Details")).text == GONE


async def test_a_customer_with_many_subscriptions_is_paged(story: Story, pat: Actor) -> None:
    for dollars in range(1, 13):
        sell(story, "A:c:me", dollars)
    page = answer(await pat.command("/partner", "customers", channel=NORTHWIND))
    page = answer(await pat.click(page, "Details"))
    assert "1–10 of 12" in page.text
    page = answer(await pat.click(page, "Next"))
    assert "11–12 of 12" in page.text
    assert "1–10 of 12" in answer(await pat.click(page, "Previous")).text


async def test_the_search_follows_what_is_typed(story: Story, pat: Actor) -> None:
    sell_many(story, 12)
    sell(story, "Acme", 10)
    page = answer(await pat.command("/partner", "customers", channel=NORTHWIND))
    form = top(await pat.click(page, "Search"))
    assert "The first 10 of 13 customers. Type more to find fewer." in form.text
    await form.change({"Name or domain": "ac"})
    assert "1 customer with “ac”." in form.text
    await form.change({"Name or domain": "acx"})
    assert "No customer has “acx” in its name or domain." in form.text
    await form.change({"Name or domain": "shop"})
    assert "The first 10 of 12 customers with “shop”." in form.text
    await form.submit()
    assert "12 customers with “shop”" in pat.form.text
    await pat.form.click("Next")
    assert "11–12 of 12" in pat.form.text
    await pat.form.click("Search")
    assert pat.form["Name or domain"] == "shop"


async def test_an_external_member_searches_from_buttons_alone(story: Story) -> None:
    story.enrol("helio")
    story.subscribe("helio", 100, customer_name="Solar Works")
    story.subscribe("helio", 50, customer_name="Lunar Works")
    await story.settled()
    hana = story.person("hana")
    shown = answer(await hana.click(hana.channel("partner-helio").pins[0], "How my ARR adds up"))
    shown = answer(await hana.click(shown, "My customers"))
    form = top(await hana.click(shown, "Search"))
    await form.change({"Name or domain": "solar"})
    assert "Lunar" not in form.text
    await form.click("Details")
    assert "$100.00 × 12 = *$1,200.00*" in hana.form.text
    await hana.form.click("All customers")
    assert "Your 2 customers" in hana.form.text


async def test_only_members_see_customers(story: Story) -> None:
    story.enrol("northwind", channels=False)
    sell(story, "Acme", 10)
    for handle in ("sam", "alex"):
        seen = await story.person(handle).command("/partner", "customers", channel="general")
        assert "Acme" not in answer(seen).text
