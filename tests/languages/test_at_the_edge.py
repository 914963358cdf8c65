"""What is said where no handler is at work: when Slack refuses an answer, and in the browser."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.sending import TOO_LATE
from tests.languages.pseudo import said_wide, write_language
from tests.slack.conftest import begun_sqlite, program, signed_story
from tests.slack.story import Story
from tests.unit import samples

__all__ = ["begun_sqlite", "program"]


@pytest.fixture
async def abroad(begun_sqlite: str, tmp_path: Path) -> AsyncIterator[Story]:
    """The story over HTTP with a Polish program, whose Polish is English in wide letters."""
    write_language(tmp_path, "pl")
    async with signed_story(samples.program(**{"vendor.locale": "pl_PL"}), begun_sqlite, languages=tmp_path) as story:
        yield story


async def test_what_slack_did_not_take_is_told_in_it(abroad: Story) -> None:
    abroad.enrol("northwind")
    abroad.workspace.fail("views.open", "error", error="expired_trigger_id")
    seen = await abroad.person("pat").command("/partner", "lead", channel="partner-northwind")
    assert said_wide(TOO_LATE) in seen.text


async def test_the_pages_of_an_installation_are_in_it(abroad: Story) -> None:
    async with aiohttp.ClientSession() as http, http.get(f"{abroad.url}/slack/install") as answer:
        html = await answer.text()
    assert '<html lang="pl">' in html
    assert said_wide("Installation by other workspaces is not set up.") in html
