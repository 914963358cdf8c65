"""Fixtures of the page's tests: one browser for all, a workspace for each."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Error, async_playwright
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler

from sandbox.server import Options, running
from tests.sandbox.page_app import MANIFEST, Seen, kit_app
from tests.sandbox.page_support import Stage

FLAGS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WORKSPACE: Final = """
version: 1
teams:
  - {id: T0VENDOR, name: Vendor, domain: vendor, color: "#b8430f", app: {user: U0APP, bot: B0APP}}
  - {id: T0OTHER, name: Other & Sons, domain: other, color: "#1f7a8c"}
people:
  - {id: U0SAM, handle: sam, name: Sam Rivera, title: Sales, team: T0VENDOR, tz: America/New_York}
  - {id: U0PAT, handle: pat, name: "Pat <b>Lind</b> & Co", title: "<script>alert(1)</script>", team: T0VENDOR,
     guest: true, tz: Asia/Tokyo}
  - {id: U0HAN, handle: hana, name: Hana Sato, title: Partnerships, team: T0OTHER, tz: Europe/Paris}
channels:
  - {id: C0DEALS, name: deals, team: T0VENDOR, topic: "All about <https://example.com|deals>", members: [sam, pat]}
  - {id: C0SHARED, name: shared, team: T0VENDOR, shared_with: [T0OTHER], members: [sam, hana]}
  - {id: C0QUIET, name: quiet, team: T0VENDOR, private: true, members: [sam]}
messages:
  - {channel: deals, from: sam, text: "Hello *there*, `code` and https://example.com", minutes_ago: 60}
  - {channel: shared, from: hana, text: "Greetings from the other side", minutes_ago: 50}
"""


def chromium() -> str | None:
    """The browser to start; None for Playwright's own."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next((found for name in names if (found := shutil.which(name))), None)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium for all tests of the page."""
    async with async_playwright() as playwright:
        try:
            found = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        except Error as error:
            pytest.skip(f"no Chromium can be started here: {error.message.splitlines()[0]}")
        yield found
        await found.close()


@pytest_asyncio.fixture(loop_scope="session")
async def stage(browser: Browser, tmp_path: Path) -> AsyncIterator[Stage]:
    """A workspace of its own, with the app connected. Fails the test where a page threw an error."""
    (tmp_path / "workspace.yml").write_text(WORKSPACE)
    (tmp_path / "manifest.yml").write_text(MANIFEST)
    options = Options(tmp_path / "manifest.yml", tmp_path / "workspace.yml", port=0, ack_timeout=1.0)
    async with running(options) as sandbox:
        seen = Seen()
        app = kit_app(sandbox, seen)
        handler: Any = AsyncSocketModeHandler(app, sandbox.world.app.app_token)
        handler.client.web_client = app.client
        await handler.connect_async()
        context = await browser.new_context(viewport={"width": 1280, "height": 800})
        context.set_default_timeout(10_000)
        stage = Stage(sandbox, app.client, seen, context)
        yield stage
        await context.close()
        await handler.close_async()
    assert stage.problems == []
