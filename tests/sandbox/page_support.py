"""How the tests of the page look at it: a stage with a workspace, its app and pages of people."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from playwright.async_api import BrowserContext, Locator, Page
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import Sandbox
from tests.sandbox.page_app import Seen


@dataclass(slots=True)
class Stage:
    """A running workspace, its app and a way to look at it."""

    sandbox: Sandbox
    client: AsyncWebClient
    seen: Seen
    context: BrowserContext
    problems: list[str] = field(default_factory=list)

    def address(self, **query: str) -> str:
        """The page as somebody, somewhere."""
        return f"{self.sandbox.base_url}/?{urlencode(query)}"

    async def visit(self, who: str, place: str = "C0DEALS") -> Page:
        """Opens the page as `who` and waits until it shows the place."""
        page = await self.context.new_page()
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("dialog", lambda dialog: self.problems.append(f"a dialog said {dialog.message}"))
        await page.goto(self.address(**{"as": who, "in": place}))
        await page.get_by_role("main").wait_for()
        return page

    async def post(self, **message: Any) -> str:
        """A message of the app; its ts."""
        answer = await self.client.chat_postMessage(**{"channel": "C0DEALS", "text": "Hello", **message})
        return str(answer["ts"])


def composer(page: Page, name: str = "deals") -> Locator:
    """Where one writes in a channel."""
    return page.get_by_role("combobox", name=f"Message #{name}")


async def command(page: Page, line: str) -> None:
    """Types a slash command and sends it."""
    field_ = page.get_by_role("combobox", name="Message ")
    await field_.fill(line)
    await field_.press("Escape")
    await field_.press("Enter")
