"""`/partner earnings`: rewards one by one, and what customers bring in a month and a year."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.money import BasisPoints, Cents
from domain.people import Member, MemberRole
from domain.rewards import EntryKind, LedgerEntry
from domain.subscriptions import Kind, SubscriptionStatus
from sandbox.people.actor import Actor
from storage.unit_of_work import UnitOfWork
from tests.slack.playing import NORTHWIND, answer, moved, seed_leads
from tests.slack.story import Story


@pytest.fixture
def pat(story: Story) -> Actor:
    """Of Northwind."""
    story.enrol("northwind", "helio", channels=False)
    return story.person("pat")


async def shown_to(person: Actor, words: str = "earnings") -> str:
    return answer(await person.command("/partner", words, channel=NORTHWIND)).text


def book(story: Story, partner_id: str, count: int) -> None:
    """So many rewards for the partner's lead, each a dollar more than the one before it."""
    seed_leads(story, partner_id, 1, company=partner_id.title())

    def add(uow: UnitOfWork) -> None:
        [lead], _ = uow.leads.of_partner(partner_id, is_open=None, offset=0, limit=1)
        for number in range(1, count + 1):
            key, at, amount = f"{partner_id}:{number}", story.clock.now(), Cents(number * 100)
            uow.ledger.add(LedgerEntry(key, partner_id, at, EntryKind.LEAD_REWARD, amount, "USD", lead.id))

    story.do(add)


async def test_who_has_earned_nothing_yet_hears_how_to(story: Story, pat: Actor) -> None:
    shown = answer(await pat.command("/partner", "earnings", channel=NORTHWIND))
    assert shown.text.startswith(
        "Your earnings\nNothing yet. A won lead earns you a reward, a referral's customer a commission.\n"
        "A won lead earns you a $500 fixed fee or 10% of the deal's annual value, as you choose. "
    )
    assert shown.buttons == ["My leads", "My customers", "Estimate a deal", "Overview"]


async def test_rewards_stand_one_by_one_and_what_is_taken_back_too(story: Story, pat: Actor) -> None:
    sam, dana = story.person("sam"), story.person("dana")
    seed_leads(story, "northwind", 2)
    for number in ("L-1", "L-2"):
        await moved(story, sam, number, "Approve for further review")
        await moved(story, sam, number, "Won", **{"Confirmed annual value": "3,540.05"})
    await moved(story, dana, "L-1", "Reopen", Reason="Withdrew")
    text = await shown_to(pat)
    now = story.clock.now()
    day = story.bot.program.calendar.local_day(now)
    assert f"*Rewards for won leads*\n$354.01\n$354.01 in {day.year}\n" in text
    on = f"{day:%b} {day.day}, {day.year}"
    assert (
        f"*-$354.01* · L-1 · Company 0\n{on}, taken back: the lead was reopened\n"
        f"*$354.01* · L-2 · Company 1\n{on}\n"
        f"*$354.01* · L-1 · Company 0\n{on}\n"
    ) in text
    assert "*Commission on referrals*\nNone now" in text
    assert "Saved on resellers" not in text


async def test_last_years_rewards_are_in_the_sum_but_not_in_this_years(story: Story, pat: Actor) -> None:
    book(story, "northwind", 1)
    story.later(timedelta(days=366))
    year = story.bot.program.calendar.local_day(story.clock.now()).year
    assert f"$1.00\n$0.00 in {year}" in await shown_to(pat)


async def test_active_paid_customers_bring_commission_and_savings(story: Story, pat: Actor) -> None:
    for _ in range(2):
        story.subscribe("northwind", 250, kind=Kind.REFERRAL)
    story.subscribe("northwind", 100, kind=Kind.REFERRAL, rate=BasisPoints(2200))
    story.subscribe("northwind", 236)
    story.subscribe("northwind", 900, kind=Kind.REFERRAL, status=SubscriptionStatus.PAST_DUE)
    story.subscribe("northwind", 900, kind=Kind.REFERRAL, status=SubscriptionStatus.TRIALING)
    story.subscribe("helio", 900, kind=Kind.REFERRAL)
    text = await shown_to(pat)
    assert "*Commission on referrals*\n$122.00 a month\n$1,464.00 a year" in text
    assert "*Saved on resellers*\n$59.00 a month\n$708.00 a year" in text
    assert "*Rewards for won leads*\nNone yet" in text


async def test_old_rewards_are_reached_page_by_page_and_nobody_elses(story: Story, pat: Actor) -> None:
    book(story, "northwind", 25)
    book(story, "helio", 1)
    page = answer(await pat.command("/partner", "earnings", channel=NORTHWIND))
    assert "*$325.00*" not in page.text
    assert "$325.00\n" in page.text
    for first, last in ((1, 10), (11, 20), (21, 25)):
        assert f"{first}–{last} of 25" in page.text
        if last < 25:
            page = answer(await pat.click(page, "Next"))
    assert "*$1.00* · L-1 · Northwind 0" in page.text
    assert "Helio" not in page.text
    assert "11–20 of 25" in answer(await pat.click(page, "Previous")).text


async def test_finance_reads_it_without_a_way_to_the_leads(story: Story, pat: Actor) -> None:
    piotr, now = story.person("piotr"), story.clock.now()

    def change(uow: UnitOfWork) -> None:
        uow.people.remove_member(story.key("piotr"))
        uow.people.add_member(Member(story.key("piotr"), "northwind", now, MemberRole.FINANCE))

    story.do(change)
    shown = answer(await piotr.command("/partner", "earnings", channel=NORTHWIND))
    assert shown.buttons == ["My customers", "Estimate a deal", "Overview"]


async def test_it_is_found_from_the_overview_in_words_and_by_a_slip(story: Story, pat: Actor) -> None:
    overview = answer(await pat.command("/partner", channel=NORTHWIND))
    assert answer(await pat.click(overview, "My earnings")).text.startswith("Your earnings")
    await pat.say("what have we earned so far?")
    await pat.dm.message(containing="Your earnings")
    assert "Did you mean `/partner earnings`?" in await shown_to(pat, "earning")
    assert "`/partner earnings` – " in await shown_to(pat, "help")
