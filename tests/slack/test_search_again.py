"""Searching on from what was found: Slack lays three modals upon each other and no fourth."""

from __future__ import annotations

from typing import Any

from sandbox.people.actor import Actor, Form
from tests.slack.playing import NORTHWIND, answer, seed_leads, top
from tests.slack.story import Story


async def searched(person: Actor, shown: Any, words: str, *, label: str = "Words") -> Form:
    """What is found with these words from where one is."""
    return top(await top(await person.click(shown, "Search")).fill({label: words}).submit())


async def test_a_rep_searches_the_board_as_often_as_they_like_and_still_asks_about_what_they_find(story: Story) -> None:
    story.enrol("northwind", channels=False)
    seed_leads(story, "northwind", 3)
    sam = story.person("sam")
    found: Any = answer(await sam.command("/program", "leads", channel="leads"))
    for words in ("nobody", "nobody at all", "nobody else", "company 2"):
        found = await searched(sam, found, words)
        assert f"“{words}”" in found.text
    review = top(await sam.click(found, "Review"))
    assert top(await sam.click(review, "Ask the partner")).title == "Ask the partner"


async def test_what_stands_in_a_modals_title_is_no_heading_in_it_again(story: Story) -> None:
    story.enrol("northwind", channels=False)
    seed_leads(story, "northwind", 3)
    sam = story.person("sam")
    shown = answer(await sam.command("/program", "leads", channel="leads"))
    assert shown.text.startswith("Leads\n")
    found = await searched(sam, shown, "company")
    assert found.text.startswith("Leads\n:mag:")


async def test_closing_what_was_found_leaves_no_earlier_search_behind(story: Story) -> None:
    story.enrol("northwind", channels=False)
    seed_leads(story, "northwind", 3)
    sam = story.person("sam")
    shown = answer(await sam.command("/program", "leads", channel="leads"))
    found = await searched(sam, await searched(sam, shown, "nobody"), "company")
    assert (await found.close()).form is None


async def test_a_partner_searches_its_customers_as_often_as_it_likes(story: Story) -> None:
    story.enrol("northwind", channels=False)
    for number in range(25):
        story.subscribe("northwind", number + 1, customer_id=f"c{number}", customer_name=f"Shop {number:03}")
    pat = story.person("pat")
    found: Any = answer(await pat.command("/partner", "customers", channel=NORTHWIND))
    for words in ("shop 0", "shop 00", "shop 01", "shop"):
        found = await searched(pat, found, words, label="Name or domain")
        assert f"with “{words}”" in found.text
    assert (await found.close()).form is None
