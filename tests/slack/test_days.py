"""A day that is shown is the vendor's, in one place as in the other, also when it is another day in UTC."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.slack.playing import NORTHWIND, answer, top
from tests.slack.story import Story
from tests.slack.test_earnings import book
from tests.slack.test_people_codes import invited, people_of
from tests.slack.test_people_joining import apply, code_of


@pytest.fixture
def late(story: Story) -> Story:
    """It is half past eleven in the evening in UTC: in Warsaw, where the vendor is, the next day has begun."""
    story.enrol("northwind")
    now = story.clock.now()
    story.later(now.replace(hour=23, minute=30) - now + timedelta(days=1))
    assert today(story) != story.bot.house.format.day(story.clock.now().date())
    return story


def today(story: Story, ahead: int = 0) -> str:
    """The vendor's calendar day, so many days on."""
    house = story.bot.house
    return house.format.day(house.program.calendar.local_day(story.clock.now() + timedelta(days=ahead)))


async def test_the_overview_and_the_earnings_agree(late: Story) -> None:
    book(late, "northwind", 1)
    pat = late.person("pat")
    for word in ("", "earnings"):
        assert today(late) in answer(await pat.command("/partner", word, channel=NORTHWIND)).text


async def test_codes_end_on_the_day_that_is_said(late: Story) -> None:
    last = today(late, ahead=14)
    assert f"until {last}" in await invited(late, "pat")
    assert f"good until {last}" in (await people_of(late, "pat")).text
    alex = late.person("alex")
    told = answer(await alex.command("/program", "invite northwind", channel="claims"))
    assert f"until {last}" in told.text
    assert f"good until {last}" in answer(await alex.command("/program", "invite", channel="claims")).text


async def test_an_invitation_says_the_same_day(late: Story) -> None:
    await invited(late, "pat", Person="nick")
    await late.person("nick").dm.message(containing=f"until {today(late, ahead=14)}")


async def test_people_and_their_history_say_when(late: Story) -> None:
    code = await code_of(late)
    await late.person("nick").command("/partner", f"join {code}", channel="general")
    listed = await people_of(late, "pat")
    assert f"Nick Fowler · *Member* · joined {today(late)}".replace("*", "") in listed.text.replace("*", "")
    history = answer(await late.person("pat").click(listed, "History"))
    assert f"{today(late)}: @Nick Fowler joined" in history.text


async def test_the_desk_reads_when_somebody_of_the_company_applied_before(late: Story) -> None:
    before = await apply(late)
    card = await late.channel("claims").message(containing=f"{before} · ")
    form = top(await late.person("alex").click(card, "Decline"))
    await form.fill({"Why?": "Too early."}).submit()
    number = await apply(late)
    card = await late.channel("claims").message(containing=f"{number} · ")
    assert f"applied for Acme Labs on {today(late)}" in card.text
