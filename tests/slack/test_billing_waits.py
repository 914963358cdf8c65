"""Billing events that wait for a long import of the same customers in PostgreSQL, and people who do not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.wiring import BILLING_WORKERS, WORKERS
from domain.program import Program
from storage.database import Database
from tests.slack.conftest import signed_story
from tests.slack.playing import NORTHWIND, answer
from tests.slack.story import Story
from tests.slack.test_billing_events import event, send
from tests.waiting import waits


@pytest.fixture
async def story(program: Program, postgresql_url: str) -> AsyncIterator[Story]:
    """A story over HTTP on PostgreSQL, with a partner whose customer pays."""
    async with signed_story(program, postgresql_url) as story:
        story.enrol("northwind", channels=False)
        await send(story, event(0))
        yield story


async def test_people_are_answered_while_events_wait(story: Story, postgresql_url: str) -> None:
    elsewhere = Database(postgresql_url)
    with elsewhere.write() as importing:
        importing.subscriptions.customers_by_id(["cus_01"], for_update=True)
        events = [asyncio.create_task(send(story, event(1 + number))) for number in range(2 * WORKERS)]
        assert await asyncio.to_thread(waits, elsewhere, number=BILLING_WORKERS)
        seen = await story.person("pat").command("/partner", "arr", channel=NORTHWIND)
        assert "$2,400.00" in answer(seen).text
    elsewhere.dispose()
    assert {status for status, _ in await asyncio.gather(*events)} == {200}
