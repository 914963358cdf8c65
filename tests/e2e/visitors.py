"""People at the demo's page: how they get there, type commands, read messages and fill in the form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from playwright.async_api import BrowserContext, ConsoleMessage, FrameLocator, Locator, Page, expect

ARTEFACTS = Path(__file__).parents[2] / "artefacts"
NORTHWIND, HELIO, LEADS, CLAIMS, GENERAL = "C0NORTHWND", "C0HELIOLAB", "C0LEADS01", "C0CLAIMS1", "C0GENERAL"

Pane = Page | FrameLocator
"""One person's page: a window of its own, or one side of two."""


@dataclass(slots=True)
class Visitors:
    """Opens pages of the demo, keeps pictures of them, and collects whatever goes wrong on any of them."""

    address: str
    context: BrowserContext
    problems: list[str] = field(default_factory=list)

    async def visit(self, who: str, place: str | None = None, *, beside: str | None = None) -> Page:
        """The page as `who`, at `place`, alone or with somebody at its right."""
        page = await self.context.new_page()
        page.on("pageerror", lambda error: self.problems.append(f"{who}: {error}"))
        page.on("console", lambda message: self._listen(who, message))
        asked = {"as": who, "in": place, "beside": beside}
        await page.goto(f"{self.address}/?{urlencode({name: value for name, value in asked.items() if value})}")
        if beside is None:
            await page.get_by_role("main").wait_for()
        return page

    def _listen(self, who: str, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.problems.append(f"{who}: {message.text}")

    async def keep(self, page: Page, name: str) -> None:
        """A picture of the page among the artefacts."""
        ARTEFACTS.mkdir(exist_ok=True)
        await page.screenshot(path=ARTEFACTS / f"demo-{name}.png", animations="disabled")


async def command(pane: Pane, line: str) -> None:
    """Types a command and sends it."""
    written = pane.get_by_role("combobox", name="Message ")
    await written.fill(line)
    await written.press("Escape")
    await written.press("Enter")


def messages(pane: Pane, *parts: str) -> Locator:
    """The messages that contain all these words."""
    found = pane.get_by_role("log").first.get_by_role("article")
    for part in parts:
        found = found.filter(has_text=part)
    return found


def button(within: Locator | Pane, name: str) -> Locator:
    """A button by exactly its name; the one at a modal's foot where its head repeats it."""
    return within.get_by_role("button", name=name, exact=True).last


async def replies(pane: Pane, message: Locator, *said: str) -> None:
    """Opens a message's thread and waits until all this is said in it."""
    await message.get_by_role("button", name=re.compile(r"\d repl")).click()
    for words in said:
        await expect(pane.get_by_role("log", name="Replies")).to_contain_text(words)


def dialog(pane: Pane, title: str) -> Locator:
    """The modal with this title."""
    return pane.get_by_role("dialog", name=title, exact=True)


async def fill(form: Locator, **answers: str) -> None:
    """Types into fields by their labels, `first_name` being *First name*."""
    for name, text in answers.items():
        await form.get_by_label(name.replace("_", " ").capitalize()).fill(text)


async def choose(pane: Pane, label: str, choice: str) -> None:
    """Picks from a list in the open modal."""
    await pane.get_by_role("dialog").get_by_label(label).click()
    await pane.get_by_role("option", name=choice).click()


async def number_of(card: Locator) -> str:
    """`L-11`: the number of the lead that a message is about."""
    found = re.search(r"L-\d+", await card.inner_text())
    assert found
    return found.group()


async def contact_page(form: Locator, company: str, domain: str, *, employees: str) -> None:
    """Answers page one."""
    await fill(form, company=company, website=domain, first_name="Ann", last_name="Lee", number_of_employees=employees)
    await form.get_by_label("Work email").fill(f"ann@{domain}")


async def estimated(form: Locator, words: str) -> None:
    """Waits until the estimate says so."""
    await expect(form.get_by_text(words)).to_be_visible()
