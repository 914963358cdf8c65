"""What is said where no handler is at work: when Slack refuses an answer, and in the browser."""

from __future__ import annotations

import aiohttp

from bot.sending import TOO_LATE
from tests.languages.pseudo import said_wide
from tests.slack.story import Story


async def test_what_slack_did_not_take_is_told_in_it(signed_abroad: Story) -> None:
    signed_abroad.enrol("northwind")
    signed_abroad.workspace.fail("views.open", "error", error="expired_trigger_id")
    seen = await signed_abroad.person("pat").command("/partner", "lead", channel="partner-northwind")
    assert said_wide(TOO_LATE) in seen.text


async def test_the_pages_of_an_installation_are_in_it(signed_abroad: Story) -> None:
    async with aiohttp.ClientSession() as http, http.get(f"{signed_abroad.url}/slack/install") as answer:
        html = await answer.text()
    assert '<html lang="pl">' in html
    assert said_wide("Installation by other workspaces is not set up.") in html
