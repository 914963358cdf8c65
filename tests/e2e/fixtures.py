"""Fixtures of the demo's tests: one demo for the session, its visitors for each test."""

import re
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.e2e.demo import demo
from tests.e2e.visitors import Visitors

PATIENCE = 20_000
"""Milliseconds a page may take on a machine that is busy with other tests."""


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the demo is. It has told nobody of any trouble by the end."""
    log = tmp_path_factory.mktemp("demo") / "log"
    with demo(log) as found:
        yield found
    assert log.read_text() == ""


@pytest_asyncio.fixture(loop_scope="session")
async def visitors(browser: Browser, address: str, request: pytest.FixtureRequest) -> AsyncIterator[Visitors]:
    """Pages on an ordinary screen, each kept as it looked at the end. None may have written an error to its console."""
    expect.set_options(timeout=PATIENCE)
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE)
    here = Visitors(address, context)
    yield here
    for number, page in enumerate(context.pages, 1):
        await here.keep(page, f"end-{re.sub(r'[^a-z]+', '-', request.node.name)[:60]}-{number}")
    await context.close()
    assert here.problems == []
