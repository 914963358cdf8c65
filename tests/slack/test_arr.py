"""`/partner arr`: the sum taken apart, what does not count, and the export."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import aiohttp
import pytest

from domain.subscriptions import BillingCycle, Kind, SubscriptionStatus
from sandbox.people.actor import Actor
from tests.slack.playing import NORTHWIND, answer, top
from tests.slack.story import Story

AMOUNT = re.compile(r"= \*\$([\d,]+\.\d\d)\*")


@pytest.fixture
def pat(story: Story) -> Actor:
    """Of Northwind."""
    story.enrol("northwind", channels=False)
    return story.person("pat")


async def shown_to(person: Actor, words: str = "arr") -> str:
    return answer(await person.command("/partner", words, channel=NORTHWIND)).text


async def rows_for(person: Actor, http: aiohttp.ClientSession) -> list[dict[str, str]]:
    """The export that came by direct message, as a spreadsheet reads it."""
    [file] = [each for card in person.dm.messages for each in card.message.get("files") or ()]
    assert file["name"].startswith("northwind-subscriptions-")
    async with http.get(f"{file['url_private']}?as={person.person.handle}") as got:
        content = await got.read()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


async def test_each_plan_has_one_heading_with_its_lines_and_their_sum(story: Story, pat: Actor) -> None:
    for _ in range(15):
        story.subscribe("northwind", 250, kind=Kind.REFERRAL)
    for _ in range(5):
        story.subscribe("northwind", 250)
    story.subscribe("northwind", 1200, billing_cycle=BillingCycle.ANNUAL, product="helpdesk", plan="team")
    assert (await shown_to(pat)).split("Biggest customers")[0] == (
        "ARR $52,200.00\n"
        "*LiveChat Business* · $51,000.00\n"
        "15 referrals × ($250.00 − 20%) × 12 = *$36,000.00*\n"
        "5 resellers × $250.00 × 12 = *$15,000.00*\n"
        "*HelpDesk Team*\n"
        "1 reseller × $1,200.00 a year = *$1,200.00*\n"
        "*Total $52,200.00*\n"
        "*"
    )


async def test_plans_that_are_named_alike_have_headings_and_sums_of_their_own(story: Story, pat: Actor) -> None:
    for dollars, plan in ((100, "business"), (200, "business"), (300, "Business"), (400, "Business")):
        story.subscribe("northwind", dollars, plan=plan)
    text = await shown_to(pat)
    assert "*LiveChat Business* · $8,400.00\n" in text
    assert "*LiveChat Business* · $3,600.00\n" in text


async def test_the_lines_of_all_pages_make_the_total(story: Story, pat: Actor) -> None:
    for dollars in range(1, 34):
        story.subscribe("northwind", dollars, plan=("business", "team")[dollars % 2], kind=list(Kind)[dollars % 3 % 2])
    seen = await pat.command("/partner", "arr", channel=NORTHWIND)
    found, pages = 0, []
    while True:
        page = answer(seen)
        pages.append(page.text)
        found += sum(int(re.sub(r"\D", "", amount)) for amount in AMOUNT.findall(page.text))
        headings = [line.split(" · ")[0] for line in page.text.splitlines() if line.startswith("*LiveChat")]
        assert len(headings) == len(set(headings))
        if "Next" not in page.buttons:
            break
        seen = await pat.click(page, "Next")
    assert len(pages) == 3
    total = story.bot.house.format.money(story.look(lambda uow: uow.arr.lines("northwind", offset=0, limit=1)).total)
    assert f"${found // 100:,}.{found % 100:02}" == total
    assert all(f"*Total of all pages {total}*" in page for page in pages)
    assert "*LiveChat Team* · " in pages[0]
    assert re.search(r"in 17 lines, 15 here", pages[0])
    assert "Biggest customers" in pages[0]
    assert "Biggest customers" not in pages[1]
    assert answer(await pat.click(answer(seen), "Previous")).text == pages[1]


async def test_the_biggest_customers_come_with_their_share(story: Story, pat: Actor) -> None:
    for number, dollars in enumerate((500, 250, 125, 100, 20, 4, 1)):
        story.subscribe("northwind", dollars, customer_id=f"big{number}", customer_name=f"Big <{number}>")
    story.subscribe("northwind", 5000, status=SubscriptionStatus.TRIALING, customer_name="On trial")
    text = await shown_to(pat)
    assert "1. Big &lt;0&gt; · $6,000.00 · 50%" in text or "1. Big <0> · $6,000.00 · 50%" in text
    assert "5. " in text
    assert "6. " not in text
    assert "On trial" not in text


async def test_a_tiny_share_is_not_nothing(story: Story, pat: Actor) -> None:
    story.subscribe("northwind", 100_000)
    story.subscribe("northwind", 1)
    assert "· $12.00 · under 1%" in await shown_to(pat)


async def test_what_does_not_count_is_told_with_the_reason(story: Story, pat: Actor) -> None:
    story.subscribe("northwind", 100)
    for status, count in (("trialing", 2), ("paused", 1), ("cancelled", 3), ("expired", 1)):
        for _ in range(count):
            story.subscribe("northwind", 100, status=SubscriptionStatus(status))
    text = await shown_to(pat)
    assert "ARR $1,200.00" in text
    assert (
        "*Doesn't count*\n"
        "• 2 in trial: count from the first payment\n"
        "• 1 paused: counts again once resumed\n"
        "• 3 cancelled\n"
        "• 1 expired\n"
    ) in text


async def test_what_is_past_due_counts_for_some_days_and_says_so(story: Story, pat: Actor) -> None:
    story.subscribe("northwind", 100, status=SubscriptionStatus.PAST_DUE)
    house = story.bot.house
    since = house.program.calendar.local_day(story.clock.now())
    until = since + timedelta(days=story.bot.program.arr.past_due_days)
    text = await shown_to(pat)
    assert "ARR $1,200.00" in text
    assert (
        f"*Counts, but isn't paid*\n• 1 past due since {house.format.day(since)}: "
        f"counts with $1,200.00 until {house.format.day(until)}"
    ) in text
    assert "So do past due ones, for 14 days." in text


async def test_without_customers_it_says_how_arr_starts(story: Story, pat: Actor) -> None:
    text = await shown_to(pat)
    assert "ARR $0.00" in text
    assert "No subscription counts yet. ARR starts with the first customer that pays." in text
    assert "Total" not in text


async def test_from_home_it_opens_as_a_modal_and_pages_in_it(story: Story, pat: Actor) -> None:
    for dollars in range(1, 18):
        story.subscribe("northwind", dollars)
    home = await pat.open_home()
    page = top(await pat.click(home, "How my ARR adds up"))
    await page.click("Next")
    assert len(pat.forms) == 1
    assert "16–17 of 17" in pat.form.text


async def test_all_subscriptions_come_as_csv_that_can_be_summed_again(
    story: Story, pat: Actor, http: aiohttp.ClientSession
) -> None:
    story.enrol("northwind", "helio", channels=False)
    story.subscribe("helio", 999)
    evil: dict[str, Any] = {"customer_name": "=HYPERLINK(1)", "customer_domain": "@evil.example", "plan": "+team"}
    story.subscribe("northwind", 100, customer_id="-1", kind=Kind.REFERRAL, **evil)
    story.subscribe("northwind", 59, customer_name='Ägypten, "Tea" & Co', billing_cycle=BillingCycle.ANNUAL)
    story.subscribe("northwind", 80, status=SubscriptionStatus.PAUSED)
    told = answer(await pat.click(answer(await pat.command("/partner", "arr", channel=NORTHWIND)), "Export CSV"))
    assert "on their way" in told.text
    card = await pat.dm.message(containing="All subscriptions of Northwind on")
    assert "The last line is your ARR." in card.text
    *rows, last = await rows_for(pat, http)
    assert len(rows) == 3
    assert (last["id"], last["contribution"]) == ("Total", "1019.00")
    assert sum(Decimal(row["contribution"]) for row in rows) == Decimal("1019.00")
    by_status = {(row["status"], row["kind"]): row for row in rows}
    paused, referral = by_status["paused", "reseller"], by_status["active", "referral"]
    assert (paused["counts"], paused["contribution"], paused["amount"]) == ("no", "0.00", "80.00")
    assert (referral["counts"], referral["contribution"], referral["rate"]) == ("yes", "960.00", "0.20")
    assert (referral["customer_name"], referral["customer_domain"]) == ("'=HYPERLINK(1)", "'@evil.example")
    assert (referral["customer_id"], referral["plan"], referral["billing_cycle"]) == ("'-1", "'+team", "monthly")
    assert 'Ägypten, "Tea" & Co' in {row["customer_name"] for row in rows}


async def test_the_export_can_be_typed(story: Story, pat: Actor, http: aiohttp.ClientSession) -> None:
    assert "on their way" in await shown_to(pat, "arr export")
    await pat.dm.message(containing="All subscriptions of Northwind on")
    assert [row["id"] for row in await rows_for(pat, http)] == ["Total"]


async def test_a_member_of_a_shared_channel_exports_from_buttons_alone(story: Story) -> None:
    story.enrol("helio")
    story.subscribe("helio", 100)
    await story.settled()
    hana = story.person("hana")
    shown = answer(await hana.click(hana.channel("partner-helio").pins[0], "How my ARR adds up"))
    assert shown.buttons == ["Overview", "My tier", "My customers", "Chart", "Export CSV"]
    await hana.click(shown, "Export CSV")
    await hana.dm.message(containing="All subscriptions of Helio Labs on")
