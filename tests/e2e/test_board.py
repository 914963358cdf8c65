"""The reps' board in the browser: choices, search, a number, and a review that a question lies upon for a while."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.e2e.visitors import LEADS, Visitors, button, choose, command, dialog, messages

pytest_plugins = ["tests.sandbox.page_fixtures", "tests.e2e.fixtures"]
pytestmark = [pytest.mark.e2e, pytest.mark.asyncio(loop_scope="session")]


def board(page: Page) -> Locator:
    """The newest board."""
    return messages(page, "Only visible to you", "Leads").last


async def test_a_rep_finds_a_lead_on_the_board_and_works_on_it(visitors: Visitors) -> None:
    page = await visitors.visit("riley", LEADS)
    await command(page, "/program leads")
    await expect(board(page)).to_contain_text("L-6 · Comet Payments")
    await board(page).get_by_label("group").click()
    await page.get_by_role("option", name="Won").click()
    await expect(board(page)).not_to_contain_text("L-6 · Comet Payments")
    await expect(board(page)).to_contain_text("L-2 · Cobalt Robotics from Brightside Studio")
    await visitors.keep(page, "board")
    await button(board(page), "Search").click()
    search = dialog(page, "Find leads")
    await search.get_by_label("Partner").fill("helio")
    await button(search, "Search").click()
    await expect(dialog(page, "Leads")).to_contain_text("from Helio Labs")
    await expect(dialog(page, "Leads")).to_contain_text("L-1 · Shirokuma Foods")
    await button(dialog(page, "Leads"), "Close").click()
    await command(page, "/program leads 6")
    review = dialog(page, "Lead L-6")
    await review.get_by_label("Internal note").fill("They decide in May.")
    await button(review, "Ask the partner").click()
    asking = dialog(page, "Ask the partner")
    await asking.get_by_label("Question").fill("Who signs?")
    await button(asking, "Ask").click()
    await expect(review).to_contain_text("Asked. You hear of the answer by direct message.")
    await expect(review.get_by_label("Internal note")).to_have_value("They decide in May.")
    await choose(page, "Stage", "Trial")
    await button(review, "Save").click()
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await command(page, "/program leads waiting")
    await expect(board(page)).to_contain_text("Trial · with @Riley Chen")
    await expect(board(page)).to_contain_text("waits for the partner")
