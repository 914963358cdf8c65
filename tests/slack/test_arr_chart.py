"""`/partner arr chart`: the picture comes by direct message, with the same in words; without one, words alone."""

from __future__ import annotations

import io
from datetime import timedelta

import aiohttp
import pytest
from PIL import Image

from sandbox.people.actor import Actor
from tests.slack.playing import NORTHWIND, answer, top
from tests.slack.story import Story

ON_ITS_WAY = ":chart_with_upwards_trend: Your chart is on its way: look into your direct messages with me in a moment."


@pytest.fixture
def pat(story: Story) -> Actor:
    """Of Northwind."""
    story.enrol("northwind", channels=False)
    return story.person("pat")


def grown(story: Story) -> str:
    """A month of record, $1,200 of ARR at first and $4,200 in the end; the words for it."""
    story.subscribe("northwind", 100)
    first = story.bot.program.calendar.local_day(story.clock.now())
    story.later(timedelta(days=30))
    story.subscribe("northwind", 250)
    month = story.bot.house.format.month(first)
    return f"ARR from $1,200.00 in {month} to $4,200.00 today; next tier Silver at $5,000.00"


async def picture_of(person: Actor, http: aiohttp.ClientSession) -> tuple[Image.Image, dict[str, object]]:
    """The picture that came by direct message, and what Slack knows of the file."""
    [file] = [each for card in person.dm.messages for each in card.message.get("files") or ()]
    async with http.get(f"{file['url_private']}?as={person.person.handle}") as got:
        return Image.open(io.BytesIO(await got.read())), file


async def test_the_chart_comes_by_direct_message(story: Story, pat: Actor, http: aiohttp.ClientSession) -> None:
    words = grown(story)
    told = answer(await pat.command("/partner", "arr chart", channel=NORTHWIND))
    assert told.text == ON_ITS_WAY
    card = await pat.dm.message(containing="Northwind")
    assert card.text.startswith(f"*Northwind*: {words}.")
    image, file = await picture_of(pat, http)
    assert (image.format, image.size) == ("PNG", (1600, 800))
    assert (file["alt_txt"], file["title"]) == (words, "ARR over 12 months")
    assert not story.person("piotr").dm.messages


async def test_the_button_of_the_arr_does_the_same(story: Story, pat: Actor) -> None:
    words = grown(story)
    seen = await pat.command("/partner", "arr", channel=NORTHWIND)
    assert ON_ITS_WAY in answer(await pat.click(answer(seen), "Chart")).text
    assert words in (await pat.dm.message(containing="Northwind")).text


async def test_without_customers_it_says_so(pat: Actor) -> None:
    told = answer(await pat.command("/partner", "arr chart", channel=NORTHWIND)).text
    assert "There is no ARR to draw yet: the chart begins with your first customer." in told
    assert "ARR $0.00 today; next tier Silver at $5,000.00." in told
    assert not pat.dm.messages


@pytest.mark.parametrize(
    ("days", "why"),
    [
        (0, "Your record begins today, so there is no chart yet. ARR $1,200.00 today;"),
        (1, "Your record is only 1 day old, so there is no chart yet. ARR $1,200.00 ever since "),
        (6, "Your record is only 6 days old, so there is no chart yet. ARR $1,200.00 ever since "),
    ],
)
async def test_of_a_few_days_it_tells_in_words(story: Story, pat: Actor, days: int, why: str) -> None:
    story.subscribe("northwind", 100)
    story.later(timedelta(days=days))
    assert why in answer(await pat.command("/partner", "arr chart", channel=NORTHWIND)).text
    assert not pat.dm.messages


async def test_on_home_the_word_comes_as_a_modal(story: Story, pat: Actor) -> None:
    words = grown(story)
    home = await pat.open_home()
    shown = top(await pat.click(home, "How my ARR adds up"))
    await shown.click("Chart")
    assert ON_ITS_WAY in pat.form.text
    assert words in (await pat.dm.message(containing="Northwind")).text


async def test_who_is_no_partner_gets_no_chart(story: Story) -> None:
    told = answer(await story.person("sam").command("/partner", "arr chart", channel="leads"))
    assert "You aren't in the LiveChat Partner Program yet." in told.text
