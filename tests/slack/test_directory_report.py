"""`/program report [2026-10]`: a month's totals, which are the sums of the CSV to the cent."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import aiohttp
import pytest

from domain.subscriptions import SubscriptionStatus
from domain.usecases.enrol import PartnerData, put_partner
from domain.usecases.set_tier import end_override, set_tier
from sandbox.people.actor import Actor
from sandbox.people.cards import Card
from storage.unit_of_work import UnitOfWork
from tests.slack.playing import answer, moved, seed_leads
from tests.slack.story import Story


async def reported(person: Actor, words: str = "") -> Card:
    """The report, as a command answers."""
    return answer(await person.command("/program", f"report {words}", channel="leads"))


def read(card: Card) -> str:
    """Its text without the stars of bold type."""
    return card.text.replace("*", "")


def to_the_tenth_of_next_month(story: Story) -> None:
    """Far from the first and the last of a month, so that it is the same one everywhere."""
    now = story.clock.now()
    after = (now.replace(day=1) + timedelta(days=32)).replace(day=10, hour=12)
    story.later(after - now)


def month(story: Story, ahead: int = 0) -> date:
    """The first of a month, so many from that of the story."""
    number = story.clock.now().year * 12 + story.clock.now().month - 1 + ahead
    return date(number // 12, number % 12 + 1, 1)


async def rows_of(person: Actor, card: Card) -> list[dict[str, str]]:
    """The rows of the file that the button sends."""
    seen = await person.click(card, "CSV, by partner", wait="on its way")
    assert ":outbox_tray: The CSV file is on its way to your messages." in answer(seen).text
    message = await person.dm.message(containing="partner by partner")
    [file] = message.message["files"]
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{file['url_private']}?as={person.person.handle}") as got,
    ):
        return list(csv.DictReader(io.StringIO((await got.read()).decode("utf-8-sig"), newline="")))


def total(rows: list[dict[str, str]], column: str) -> str:
    """The sum of a column as the report shows money."""
    amount = sum(Decimal(row[column]) for row in rows)
    return f"{'-' if amount < 0 else ''}${abs(amount):,.2f}"


def count(rows: list[dict[str, str]], column: str) -> int:
    """The sum of a column of counts."""
    return sum(int(row[column]) for row in rows)


async def lived_through(story: Story) -> None:
    """Two months: subscriptions, leads, a promotion, a demotion; all in odd amounts."""
    story.enrol(channels=False)
    to_the_tenth_of_next_month(story)
    for partner, cents in (("northwind", 33_333), ("brightside", 12_347), ("helio", 50_001)):
        story.subscribe(partner, 1, id=f"s-{partner}", customer_id=f"c-{partner}", amount=cents)
    to_the_tenth_of_next_month(story)
    story.subscribe("northwind", 210)
    story.subscribe("northwind", 190)
    story.subscribe("brightside", 1, id="s-brightside", customer_id="c-brightside", status=SubscriptionStatus.PAUSED)
    seed_leads(story, "northwind", 3)
    seed_leads(story, "helio", 2, "Client")
    sam, dana = story.person("sam"), story.person("dana")
    for number in ("L-1", "L-4"):
        await moved(story, sam, number, "Approve for further review")
        await moved(story, sam, number, "Won", **{"Confirmed annual value": "1,234.55"})
    await moved(story, dana, "L-4", "Reopen", Reason="They withdrew")


async def test_the_totals_are_the_sums_of_the_file(story_on_both: Story) -> None:
    story = story_on_both
    await lived_through(story)
    dana = story.person("dana")
    card = await reported(dana)
    text, rows = read(card), await rows_of(dana, card)
    assert [row["id"] for row in rows] == ["northwind", "helio", "brightside"]
    assert "So far. The month is still running." in text
    assert f"ARR at the start\n{total(rows, 'arr_at_start')}\n" in text
    assert f"ARR now\n{total(rows, 'arr_at_end')}\n▲ +{total(rows, 'movement')}\n" in text
    assert f"Total: 3 partners · {total(rows, 'arr_at_end')} ARR" in text
    assert f"New customers\n{count(rows, 'new_customers')}\n" in text
    assert f"Leads submitted\n{count(rows, 'leads')}\n" in text
    assert f"Leads won\n{count(rows, 'leads_won')}\n" in text
    assert f"Rewards booked\n{total(rows, 'rewards')}" in text
    assert (count(rows, "new_customers"), count(rows, "leads"), count(rows, "leads_won")) == (2, 5, 2)
    assert [row["rewards"] for row in rows] == ["123.46", "0.00", "0.00"]
    assert [row["movement"] for row in rows] == ["4800.00", "0.00", "-1481.64"]
    assert "Promotions\n1\nDemotions\n0" in text
    held = {name: [row for row in rows if row["tier"] == name] for name in ("Silver", "Bronze")}
    for name, of_tier in held.items():
        plural = "partner" if len(of_tier) == 1 else "partners"
        assert f"{name}: {len(of_tier)} {plural} · {total(of_tier, 'arr_at_end')} (" in text


async def test_a_month_that_is_over_stays_as_it_was(story: Story) -> None:
    story.enrol(channels=False)
    to_the_tenth_of_next_month(story)
    story.subscribe("northwind", 500)
    dana = story.person("dana")
    to_the_tenth_of_next_month(story)
    last = f"{month(story, -1):%Y-%m}"
    before = read(await reported(dana, last))
    assert ":second_place_medal: Silver: 1 partner · $6,000.00 (100.0%)" in before
    assert "ARR at the end\n$6,000.00\n▲ +$6,000.00" in before
    assert "So far" not in before
    story.subscribe("northwind", 5_000)
    assert read(await reported(dana, last)) == before


async def test_one_goes_from_month_to_month(story: Story) -> None:
    story.enrol(channels=False)
    sam = story.person("sam")
    now, before = (f"{month(story, ahead):%B %Y}" for ahead in (0, -1))
    card = await reported(sam)
    assert card.buttons == [f"◀ {before}", "CSV, by partner", "Partners"]
    card = answer(await sam.click(card, f"◀ {before}"))
    assert card.text.startswith(before)
    assert f"{now} ▶" in card.buttons
    assert answer(await sam.click(card, f"{now} ▶")).text.startswith(now)
    first = await reported(sam, "2025-01")
    assert first.buttons == ["February 2025 ▶", "CSV, by partner", "Partners"], "before that there was nobody"
    assert "Partners joined\n3" in read(first)
    assert "No partners had joined yet." in (await reported(sam, "2024-12")).text


@pytest.mark.parametrize(
    "words", ["october", "2026-13", "2026-00", "2026-1", "2026-10-01", "<!channel>", "9999999", "0001-01"]
)
async def test_what_is_no_month_is_refused(story: Story, words: str) -> None:
    story.enrol(channels=False)
    assert (await reported(story.person("sam"), words)).text == "A month, please, such as 2026-10."


async def test_a_month_to_come_is_none_to_report_on(story: Story) -> None:
    story.enrol(channels=False)
    ahead = month(story, 2)
    told = (await reported(story.person("sam"), f"{ahead:%Y-%m}")).text
    assert told == f"{ahead:%B %Y} is still to come."
    assert (await reported(story.person("sam"), "9999-12")).text == "December 9999 is still to come."


async def test_a_name_is_no_formula(story: Story) -> None:
    def put(uow: UnitOfWork) -> None:
        data = PartnerData("evil", "=HYPERLINK(1)", date(2025, 1, 1), [])
        put_partner(uow, story.bot.program, data, now=datetime.now(UTC))

    story.enrol(channels=False)
    story.do(put)
    sam = story.person("sam")
    rows = await rows_of(sam, await reported(sam))
    assert next(row["name"] for row in rows if row["id"] == "evil") == "'=HYPERLINK(1)"


async def test_tiers_that_admins_set_are_no_promotions(story: Story) -> None:
    story.enrol(channels=False)
    to_the_tenth_of_next_month(story)
    now = story.clock.now()
    until = now.date() + timedelta(days=60)
    dana = story.look(lambda uow: uow.people.actor(story.key("dana")))
    program = story.bot.program
    story.do(lambda uow: set_tier(uow, program, dana, "northwind", "gold", until, "A bet", now=now))
    story.do(lambda uow: set_tier(uow, program, dana, "brightside", "gold", until, "A bet", now=now))
    story.do(lambda uow: end_override(uow, program, dana, "northwind", "Lost", now=now))
    story.subscribe("helio", 500)
    text = read(await reported(story.person("dana")))
    assert "Promotions\n1\nDemotions\n0\nTiers set by hand\n2 up, 1 down\n" in text
