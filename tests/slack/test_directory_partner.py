"""`/program partner NAME [at DATE]`: one partner, today and on a day of the past."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.subscriptions import SubscriptionStatus
from domain.usecases.enrol import PartnerData, put_partner
from sandbox.people.actor import Actor
from sandbox.people.cards import Card
from storage.unit_of_work import UnitOfWork
from tests.slack.playing import answer, seed_leads
from tests.slack.story import Story


async def asked(person: Actor, words: str) -> Card:
    """What `/program partner …` answers."""
    return answer(await person.command("/program", f"partner {words}", channel="leads"))


def read(card: Card) -> str:
    """Its text without the stars of bold type."""
    return card.text.replace("*", "")


def day_of(story: Story) -> date:
    """The vendor's calendar day."""
    return story.bot.program.calendar.local_day(story.clock.now())


def rename(story: Story, partner_id: str, name: str) -> None:
    """A partner with this name and nobody in it."""

    def put(uow: UnitOfWork) -> None:
        put_partner(uow, story.bot.program, PartnerData(partner_id, name, None, []), now=story.clock.now())

    story.do(put)


async def test_all_about_a_partner(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol()
    story.subscribe("northwind", 300)
    story.later(timedelta(days=40))
    story.subscribe("northwind", 100)
    seed_leads(story, "northwind", 2)
    text = read(await asked(story.person("sam"), "northwind"))
    for expected in (
        "Northwind · Bronze",
        "ARR\n$4,800.00\n▲ +$1,200.00 in 30 days",
        "New customers\n2 in the last 12 months",
        "Open leads\n2",
        "Account manager\n@Alex Novak",
        "Members\n@Pat Lindqvist, @Piotr Zielinski",
        "Channel\n#partner-northwind",
        "Joined\nJan 15, 2025",
        "Next: :second_place_medal: Silver",
        "96% · $200.00 of ARR to go",
        "Jan 15, 2025: joined at :third_place_medal: Bronze · $0.00 ARR, 0 new customers",
    ):
        assert expected in text, expected


async def test_a_partner_at_risk_says_what_it_lacks(story: Story) -> None:
    story.enrol(channels=False)
    story.subscribe("helio", 500, id="s", customer_id="c")
    story.subscribe("helio", 500, id="s", customer_id="c", status=SubscriptionStatus.PAUSED)
    text = read(await asked(story.person("sam"), "helio"))
    assert ":warning: At risk: keeps Silver until " in text
    assert "lacks $5,000.00 of ARR." in text
    assert "promoted to :second_place_medal: Silver · $6,000.00 ARR, 1 new customer" in text


@pytest.mark.parametrize("words", ["helio", "HELIO", "Helio Labs", "helio  labs", "lio", "labs hel"])
async def test_who_is_meant_is_found(story: Story, words: str) -> None:
    story.enrol(channels=False)
    assert "Helio Labs · Bronze" in (await asked(story.person("sam"), words)).text


async def test_an_id_goes_before_a_name_and_a_name_before_a_part_of_one(story: Story) -> None:
    story.enrol(channels=False)
    rename(story, "helio-2", "Helio")
    rename(story, "x", "Brightside Studio Two")
    sam = story.person("sam")
    assert "Helio Labs · Bronze" not in (await asked(sam, "Helio ")).text
    assert "Brightside Studio · Bronze" in (await asked(sam, "brightside studio")).text


async def test_several_that_may_be_meant_are_offered(story: Story) -> None:
    story.enrol(channels=False)
    rename(story, "north", "Northern & <!here>")
    sam = story.person("sam")
    card = await asked(sam, "nort")
    assert card.text.startswith("Which partner do you mean by “nort”?\n")
    assert card.buttons == ["Open", "Open", "All partners"]
    assert "Northern & <!here>" in read(card)
    assert "· Bronze" in answer(await sam.click(card, "Open")).text


async def test_a_slip_of_the_keyboard_is_never_taken_for_certain(story: Story) -> None:
    story.enrol(channels=False)
    sam = story.person("sam")
    card = await asked(sam, "nortwhind at 2025-03-01")
    assert card.buttons == ["Open", "All partners"]
    assert "Northwind" in read(card)
    assert "Northwind · Mar 1, 2025" in answer(await sam.click(card, "Open")).text, "the day is kept"


async def test_nobody_is_meant(story: Story) -> None:
    story.enrol(channels=False)
    sam = story.person("sam")
    card = await asked(sam, "<!channel> qqq")
    assert card.text.startswith("There is no partner “<!channel> qqq”.")
    assert "3 partners" in answer(await sam.click(card, "All partners")).text
    assert "3 partners" in (await asked(sam, "")).text


async def test_a_day_of_the_past_is_replayed(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol(channels=False)
    story.subscribe("northwind", 500, id="s", customer_id="c")
    today = day_of(story)
    story.later(timedelta(days=10))
    story.subscribe("northwind", 500, id="s", customer_id="c", status=SubscriptionStatus.PAUSED)
    story.later(timedelta(days=10))
    story.subscribe("northwind", 2_000)
    sam = story.person("sam")

    held = await asked(sam, f"northwind at {today + timedelta(days=5)}")
    assert "Tier\nSilver since " in read(held)
    assert "ARR\n$6,000.00\nrecorded on " in read(held)
    assert "The figures met the requirement of Silver." in read(held)
    assert "Gold lacked $14,000.00 of ARR." in read(held)
    assert "Silver missed" not in read(held), "that came later"

    missed = await asked(sam, f"northwind at {today + timedelta(days=12)}")
    assert "The figures lacked $5,000.00 of ARR to keep Silver." in read(missed)
    assert "In grace since " in read(missed)
    assert "Silver missed, kept until " in read(missed)

    now = answer(await sam.click(missed, "Another day", value=str(today + timedelta(days=20))))
    assert "Tier\nGold since " in read(now)
    assert "There was no higher tier." in read(now)
    assert "Northwind · Gold" in answer(await sam.click(now, "Today")).text


async def test_days_without_an_answer(story: Story) -> None:
    story.enrol(channels=False)
    sam, tomorrow = story.person("sam"), day_of(story) + timedelta(days=1)
    for rubbish in ("yesterday", "2026-02-30", "20260301", "1 March 2026", "2026-3-1", ""):
        assert (await asked(sam, f"northwind at {rubbish}")).text == "A date, please, such as 2026-03-01."
    for outside in ("2024-12-31", "0001-01-01", "9999-12-31", str(tomorrow)):
        told = (await asked(sam, f"northwind at {outside}")).text
        assert told.startswith("A day from Jan 15, 2025 to "), told


async def test_a_name_may_have_an_at_in_it(story: Story) -> None:
    story.enrol(channels=False)
    rename(story, "noon", "Meet at Noon")
    sam = story.person("sam")
    assert "Meet at Noon · Bronze" in (await asked(sam, "meet at noon")).text
    today = day_of(story)
    assert "Meet at Noon · " in (await asked(sam, f"meet at noon at {today}")).text


async def test_its_arr_is_taken_apart_page_by_page(story: Story) -> None:
    story.enrol(channels=False)
    for dollars in range(101, 118):
        story.subscribe("northwind", dollars)
    sam = story.person("sam")
    card = answer(await sam.click(await asked(sam, "northwind"), "ARR breakdown"))
    assert "Northwind · ARR $22,236.00" in read(card)
    assert "1 reseller × $117.00 × 12 = $1,404.00" in read(card)
    card = answer(await sam.click(card, "Next"))
    assert "1 reseller × $101.00 × 12 = $1,212.00" in read(card)
    card = answer(await sam.click(card, "Previous"))
    assert "Northwind · " in answer(await sam.click(card, "Back to the partner")).text


async def test_a_rep_sees_no_way_to_set_a_tier(story: Story) -> None:
    story.enrol(channels=False)
    assert "Set tier" not in (await asked(story.person("sam"), "northwind")).buttons
    assert "Set tier" in (await asked(story.person("dana"), "northwind")).buttons
