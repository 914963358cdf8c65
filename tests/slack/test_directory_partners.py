"""`/program partners`: the staff's list, sorted, narrowed, paged, and what it leads to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.people import Role
from domain.subscriptions import SubscriptionStatus
from domain.usecases.enrol import PartnerData, put_partner
from sandbox.people.actor import Actor
from sandbox.people.cards import Card
from storage.unit_of_work import UnitOfWork
from tests.slack.playing import NORTHWIND, answer, button
from tests.slack.story import Story

MONTH = timedelta(days=31)
FOR_STAFF = "This is for the LiveChat team. Yours is `/partner`."


async def listed(person: Actor, words: str = "") -> Card:
    """The list, as a command answers."""
    return answer(await person.command("/program", f"partners {words}", channel="leads"))


def rows(card: Card) -> list[str]:
    """The names in a list, from top to bottom."""
    sections = [block["text"]["text"] for block in card.blocks if block["type"] == "section" and "accessory" in block]
    return [text.split("*")[1] for text in sections]


def enrol_many(story: Story, count: int) -> None:
    """So many more partners, called Partner 001 and so on."""

    def enrol(uow: UnitOfWork) -> None:
        for number in range(1, count + 1):
            data = PartnerData(f"p{number:03}", f"Partner {number:03}", date(2025, 1, 1), [])
            put_partner(uow, story.bot.program, data, now=story.clock.now())

    story.do(enrol)


async def test_arr_tier_movement_risk_and_account_manager(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol(channels=False)
    story.subscribe("helio", 2_000, id="sub_h", customer_id="cus_h")
    story.subscribe("northwind", 100)
    story.later(MONTH)
    story.subscribe("helio", 2_000, id="sub_h", customer_id="cus_h", status=SubscriptionStatus.CANCELLED)
    story.subscribe("brightside", 500)
    card = await listed(story.person("sam"))
    assert rows(card) == ["Brightside Studio", "Northwind", "Helio Labs"]
    text = card.text
    assert "3 partners" in text
    assert "$6,000.00 ARR · ▲ +$6,000.00 in 30 days · @Maria Kowalska" in text
    assert "$1,200.00 ARR · no change in 30 days · @Alex Novak" in text
    assert "$0.00 ARR · ▼ -$24,000.00 in 30 days · @Maria Kowalska" in text
    until = story.clock.now() + timedelta(days=30)
    day = f"{until:%b} {until.day}, {until.year}"
    assert (
        f"Gold\n$0.00 ARR · ▼ -$24,000.00 in 30 days · @Maria Kowalska\n:warning: At risk, keeps the tier until {day}"
        in text
    )


async def test_choices_keep_each_other(story: Story) -> None:
    story.enrol(channels=False)
    story.subscribe("brightside", 500)
    story.subscribe("helio", 450)
    maria = story.person("maria")
    card = answer(await maria.click(await listed(maria), "Silver"))
    assert rows(card) == ["Brightside Studio", "Helio Labs"]
    card = answer(await maria.click(card, "By name"))
    assert rows(card) == ["Brightside Studio", "Helio Labs"]
    card = answer(await maria.click(card, "At risk"))
    assert rows(card) == []
    assert "No partner here. Try another tier." in card.text
    card = answer(await maria.click(card, "All tiers"))
    assert "No partner is at risk. :tada:" in card.text
    card = answer(await maria.click(card, "Everybody"))
    assert rows(card) == ["Brightside Studio", "Helio Labs", "Northwind"]
    assert rows(answer(await maria.click(card, "Mine"))) == ["Brightside Studio", "Helio Labs"]


async def test_what_is_typed_narrows_or_is_looked_for(story: Story) -> None:
    story.enrol(channels=False)
    story.subscribe("brightside", 500)
    story.subscribe("helio", 400)
    maria, dana = story.person("maria"), story.person("dana")
    assert rows(await listed(maria, "silver")) == ["Brightside Studio"]
    assert rows(await listed(maria, "Bronze mine")) == ["Helio Labs"]
    assert rows(await listed(maria, "close")) == ["Helio Labs"]
    assert rows(await listed(maria, "STUDIO bright")) == ["Brightside Studio"]
    assert "No partner is at risk. :tada:" in (await listed(maria, "at risk")).text
    assert "You aren't the account manager of any partner." in (await listed(dana, "mine")).text
    assert "No partner holds this tier." in (await listed(dana, "gold")).text


@pytest.mark.parametrize("words", ["%", "_", "north%", "' OR 1=1 --", "<!channel> & <@U0SAM0001>", "x" * 300])
async def test_a_search_that_finds_nobody_says_so_and_leads_back(story: Story, words: str) -> None:
    story.enrol(channels=False)
    sam = story.person("sam")
    card = await listed(sam, words)
    assert (rows(card), "No partner is called that." in card.text) == ([], True)
    assert rows(answer(await sam.click(card, "All partners"))) == ["Brightside Studio", "Helio Labs", "Northwind"]


async def test_a_search_goes_on_over_pages_and_choices(story: Story) -> None:
    story.enrol(channels=False)
    enrol_many(story, 12)
    sam = story.person("sam")
    card = answer(await sam.click(await listed(sam, "partner 0"), "By name"))
    assert "12 partners" in card.text
    assert rows(answer(await sam.click(card, "Next"))) == ["Partner 011", "Partner 012"]


async def test_the_hundredth_row_opens_and_leads_back_to_its_page(story: Story) -> None:
    story.enrol("northwind", channels=False)
    enrol_many(story, 102)
    sam = story.person("sam")
    card = answer(await sam.click(await listed(sam), "By name"))
    for _ in range(10):
        card = answer(await sam.click(card, "Next"))
    assert rows(card) == ["Partner 100", "Partner 101", "Partner 102"]
    assert "101–103 of 103" in card.text
    assert "Next" not in card.buttons
    opened = answer(await sam.click(card, "Open"))
    assert "Partner 100 · Bronze" in opened.text
    back = answer(await sam.click(opened, "All partners"))
    assert rows(back) == rows(card)
    assert "Partner 090" in rows(answer(await sam.click(back, "Previous")))


async def test_before_anybody_has_joined(story: Story) -> None:
    now = story.clock.now()
    story.do(lambda uow: uow.people.add_staff(story.key("sam"), Role.SALES_REP, now=now))
    sam = story.person("sam")
    card = await listed(sam)
    assert card.text == "No partners\nThey come with `python app.py import partners FILE.csv`."
    assert "No partners had joined yet." in answer(await sam.command("/program", "report", channel="leads")).text
    seen = await sam.command("/program", "partner northwind", channel="leads")
    assert answer(seen).text.startswith("There is no partner “northwind”.")


async def test_from_the_overview_and_from_home(story: Story) -> None:
    story.enrol(channels=False)
    dana = story.person("dana")
    overview = answer(await dana.command("/program", channel="leads"))
    assert len(rows(answer(await dana.click(overview, "Partners")))) == 3
    home = await dana.open_home()
    seen = await dana.click(home, "Partners")
    assert seen.form is not None
    seen = await seen.form.click("Open")
    assert seen.form is not None
    assert "ARR breakdown" in seen.form.buttons
    seen = await (await dana.open_home()).click("Report")
    assert seen.form is not None
    assert seen.form.title == "Report"


@pytest.mark.parametrize(
    "words", ["partners", "partners mine", "partner northwind", "partner x at y", "report", "report x"]
)
async def test_a_partner_is_told_nothing(story: Story, words: str) -> None:
    story.enrol(channels=False)
    seen = await story.person("pat").command("/program", words, channel=NORTHWIND)
    assert answer(seen).text == FOR_STAFF


@pytest.mark.parametrize(
    ("action", "value"),
    [
        ("partners.open", "arr::all::0"),
        ("partners.open.back", "rubbish"),
        ("partner.open", "brightside - -"),
        ("partner.open", "brightside 2026-11-01 -"),
        ("partner.arr", "brightside - -"),
        ("partner.arr.back", "brightside - -:page:15"),
        ("partner.tier", "brightside - -"),
        ("partner.tier.end", "brightside - -"),
        ("report.open", "2026-10"),
        ("report.open.back", "2026-10"),
        ("report.file", "2026-10"),
    ],
)
async def test_a_partner_gets_nothing_out_of_a_button_for_staff(story: Story, action: str, value: str) -> None:
    story.enrol(channels=False)
    pat = story.person("pat")
    seen = await pat.click(await button(story, NORTHWIND, action, value), "Forged")
    assert (seen.form, answer(seen).text) == (None, FOR_STAFF)
    assert pat.dm.messages == []


@pytest.mark.parametrize("value", ["", "-", "rubbish", "arr:99:nobody:x:-5", "::::", "arr::all::99999"])
async def test_a_list_whose_button_is_damaged_shows_everybody(story: Story, value: str) -> None:
    story.enrol(channels=False)
    sam = story.person("sam")
    seen = await sam.click(await button(story, "leads", "partners.open", value or "-"), "Forged")
    expected = [] if value.startswith("arr:99") else ["Brightside Studio", "Helio Labs", "Northwind"]
    assert rows(answer(seen)) == expected
