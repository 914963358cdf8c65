"""Billing events and people who meet a long import of the same customers in PostgreSQL: nobody waits for ever."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.wiring import BILLING_WORKERS, WORKERS
from domain.program import Program
from handlers.context import Context
from handlers.failures import BUSY
from handlers.requests import Command
from handlers.results import Reply
from storage.database import Database
from tests.slack.billing import Json, event, send
from tests.slack.conftest import signed_story
from tests.slack.playing import NORTHWIND, answer
from tests.slack.story import Story
from tests.slack.trying import with_handlers
from tests.waiting import waits


@pytest.fixture
async def story(program: Program, postgresql_url: str) -> AsyncIterator[Story]:
    """A story over HTTP on PostgreSQL, with a partner whose customer pays."""
    routes = with_handlers(command=lock_partner, writes=True)
    async with signed_story(program, postgresql_url, app_routes=routes, ack_timeout=60) as story:
        story.enrol("northwind", channels=False)
        await send(story, event(0))
        yield story


def lock_partner(_: Command, context: Context) -> Reply:
    """`/partner try`: like all that changes a partner."""
    context.uow.partners.get("northwind", for_update=True)
    return Reply("Done")


async def delivered(story: Story, told: Json) -> int:
    """The status of an event that is sent until it is taken, as billing systems do."""
    while (status := (await send(story, told))[0]) == 503:
        pass
    return status


async def test_people_are_answered_while_events_wait(story: Story, postgresql_url: str) -> None:
    elsewhere = Database(postgresql_url)
    with elsewhere.write() as importing:
        importing.subscriptions.customers_by_id(["cus_01"], for_update=True)
        events = [asyncio.create_task(delivered(story, event(1 + number))) for number in range(2 * WORKERS)]
        assert await asyncio.to_thread(waits, elsewhere, number=BILLING_WORKERS)
        seen = await story.person("pat").command("/partner", "arr", channel=NORTHWIND)
        assert "$2,400.00" in answer(seen).text
    elsewhere.dispose()
    assert set(await asyncio.gather(*events)) == {200}


async def test_who_waits_for_too_long_is_told_to_try_again(story: Story, postgresql_url: str) -> None:
    elsewhere = Database(postgresql_url)
    pat = story.person("pat")
    with elsewhere.write() as importing:
        importing.partners.locked(["northwind"])
        importing.subscriptions.customers_by_id(["cus_01"], for_update=True)
        told, seen = await asyncio.gather(
            send(story, event(1)), pat.command("/partner", "try", channel="partner-northwind")
        )
        status, refusal = told
        assert (status, refusal["errors"][0]["message"]) == (
            503,
            "the database is busy; nothing was taken, send it again",
        )
        assert seen.text == BUSY
    elsewhere.dispose()
    assert (await send(story, event(1)))[1]["status"] == "applied"
    assert (await pat.command("/partner", "try", channel="partner-northwind")).text == "Done"
