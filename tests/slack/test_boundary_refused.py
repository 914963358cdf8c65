"""Slack refuses or loses what a handler answered: the person is told, and nothing comes twice."""

from __future__ import annotations

import re

from bot.sending import BUSY, TOO_LATE
from handlers.results import OpenModal
from tests.slack.trying import Open, form, open_form


async def test_an_answer_of_slack_that_got_lost_opens_no_second_modal(opened: Open) -> None:
    async with opened(command=lambda _request, _context: OpenModal(form())) as story:
        story.workspace.fail("views.open", "lost_answer")
        seen = await story.person("pat").command("/partner", "try", channel="partner-northwind")
        assert seen.error is None
        assert [each.title for each in story.person("pat").forms] == ["Try"]
        assert TOO_LATE not in seen.text


async def test_a_trigger_that_has_expired_is_told(opened: Open) -> None:
    async with opened(command=lambda _request, _context: OpenModal(form())) as story:
        story.workspace.fail("views.open", "error", error="expired_trigger_id")
        seen = await story.person("pat").command("/partner", "try", channel="partner-northwind")
        assert (seen.error, seen.text) == (None, TOO_LATE)


async def test_a_short_retry_after_is_waited_for(opened: Open) -> None:
    async with opened(command=lambda _request, _context: OpenModal(form())) as story:
        story.workspace.fail("views.open", "rate_limited", retry_after=1)
        await open_form(story)


async def test_a_long_retry_after_is_told(opened: Open) -> None:
    async with opened(command=lambda _request, _context: OpenModal(form())) as story:
        story.workspace.fail("views.open", "rate_limited", retry_after=30)
        seen = await story.person("pat").command("/partner", "try", channel="partner-northwind")
        assert seen.text == BUSY


async def test_what_slack_refuses_is_told_with_a_reference(opened: Open) -> None:
    async with opened(command=lambda _request, _context: OpenModal(form())) as story:
        story.workspace.fail("views.open", "error", error="invalid_arguments")
        seen = await story.person("pat").command("/partner", "try", channel="partner-northwind")
        assert re.search(r"reference: \w{8}", seen.text)
