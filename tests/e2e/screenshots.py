"""Renews the pictures of the README from a fresh demo: `python -m tests.e2e.screenshots`."""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Page, ViewportSize, async_playwright, expect

from tests.e2e.demo import ROOT, demo
from tests.e2e.visitors import (
    CLAIMS,
    LEADS,
    NORTHWIND,
    Visitors,
    button,
    command,
    contact_page,
    dialog,
    estimated,
    messages,
)
from tests.sandbox.page_fixtures import FLAGS, chromium

DOCS = ROOT / "docs"
SCREEN: ViewportSize = {"width": 1280, "height": 800}
BRIGHTSIDE = "C0BRIGHTSD"
HIDDEN = "each => Math.ceil(each.closest('[role=log]').getBoundingClientRect().top - each.getBoundingClientRect().top)"
"""How many pixels of a message are above the upper edge: so much higher must the page be to cut nothing in two."""


async def take(address: str) -> None:
    """All pictures, of a screen of 1280 × 800 in light colours."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        context = await browser.new_context(viewport=SCREEN, color_scheme="light")
        visitors = Visitors(address, context)
        await _chart(await visitors.visit("piotr", NORTHWIND))
        await _desk(await visitors.visit("maria", CLAIMS))
        await _board(await visitors.visit("sam", LEADS))
        page = await visitors.visit("pat", NORTHWIND)
        await _overview(page)
        await _form(page)
        await _catalogue(await visitors.visit("bea", BRIGHTSIDE))
        await browser.close()


async def _overview(page: Page) -> None:
    await expect(messages(page, "Tallgrass Energy Co-op")).to_be_visible()
    await command(page, "/partner")
    await expect(messages(page, "Northwind · Bronze")).to_be_visible()
    hidden = await messages(page, "Pinned").evaluate(HIDDEN)
    await page.set_viewport_size({**SCREEN, "height": SCREEN["height"] + hidden})
    await _picture(page, "overview")
    await page.set_viewport_size(SCREEN)


async def _form(page: Page) -> None:
    await button(messages(page, "Northwind · Bronze"), "Submit a lead").click()
    form = dialog(page, "Submit a lead")
    await contact_page(form, "Brightwater Supply", "brightwater-supply.com", employees="64")
    await button(form, "Next").click()
    await form.get_by_role("checkbox", name="LiveChat").check()
    await form.get_by_label("Number of agents").fill("5")
    await estimated(form, "10% = $354.00")
    await form.get_by_label("Billing cycle").click()
    await page.get_by_role("option", name="Annual").click()
    await form.get_by_role("radio", name="$500 fixed fee").check()
    await _picture(page, "form")


async def _desk(page: Page) -> None:
    """Two cards in the claims channel: one at work, one that nobody has taken."""
    await expect(messages(page, "C-5 · Program onboarding")).to_be_visible()
    hidden = await messages(page, "C-3 · Publication on the blog").evaluate(HIDDEN)
    await page.set_viewport_size({**SCREEN, "height": SCREEN["height"] + hidden})
    await _picture(page, "desk")


async def _board(page: Page) -> None:
    """The reps' board, without the screen around it."""
    await page.set_viewport_size({**SCREEN, "height": 2 * SCREEN["height"]})
    await command(page, "/program leads")
    shown = messages(page, "Only visible to you", "Leads")
    await button(shown, "Send me as CSV").wait_for()
    box = await shown.bounding_box()
    assert box is not None
    await page.mouse.move(0, 0)
    await page.screenshot(path=DOCS / "board.png", clip={**box, "width": 880}, animations="disabled", caret="hide")
    await page.close()


async def _catalogue(page: Page) -> None:
    """The benefits as a message, and the form of one half filled in, without the screen around them."""
    await page.set_viewport_size({**SCREEN, "height": 2 * SCREEN["height"]})
    await command(page, "/partner benefits")
    shown = messages(page, "Your benefits at Silver")
    await button(shown, "My tier").wait_for()
    box = await shown.bounding_box()
    assert box is not None
    await page.mouse.move(0, 0)
    await page.screenshot(path=DOCS / "benefits.png", clip={**box, "width": 760}, animations="disabled", caret="hide")
    await command(page, "/partner claim directory")
    form = dialog(page, "Claim a benefit")
    await form.get_by_label("One line about you").fill("Support that answers in seconds")
    await form.get_by_label("Description").fill(
        "We set up chat for online shops in Spain and Portugal, and train who answers."
    )
    for service in ("Implementation", "Chatbots"):
        await form.get_by_role("checkbox", name=service).check()
    await page.mouse.move(0, 0)
    await form.screenshot(path=DOCS / "claim.png", animations="disabled", caret="hide")


async def _chart(page: Page) -> None:
    """The chart as it is sent, not a picture of the screen around it."""
    await command(page, "/partner arr chart")
    await page.get_by_role("navigation").get_by_role("button", name="Partner Program").click()
    await page.get_by_role("tab", name="Messages").click()
    shown = page.get_by_role("img", name="ARR from")
    async with page.expect_response(lambda answer: answer.url.split("?")[0].endswith(".png")) as sent:
        await page.reload()
    await shown.wait_for()
    (DOCS / "chart.png").write_bytes(await (await sent.value).body())


async def _picture(page: Page, name: str) -> None:
    await page.mouse.move(0, 0)
    await page.screenshot(path=DOCS / f"{name}.png", animations="disabled", caret="hide")


def main() -> None:
    """Starts a demo of its own and overwrites the pictures."""
    DOCS.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, demo(Path(folder, "log")) as address:
        asyncio.run(take(address))


if __name__ == "__main__":
    main()
