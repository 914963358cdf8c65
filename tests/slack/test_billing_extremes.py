"""Billing events with values at the very edge of what can be written: taken or refused, never stumbled over."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import date

import pytest

from domain.program import Program
from domain.usecases.enrol import PartnerData, put_partner
from tests.slack.billing import event, send
from tests.slack.conftest import signed_story
from tests.slack.story import Story


@pytest.fixture
async def newcomer(program: Program, database_url: str) -> AsyncIterator[Story]:
    """A story on both databases whose partner has joined today, so that rates are looked up in its history."""
    async with signed_story(program, database_url) as story:
        data = PartnerData("northwind", "Northwind", None, members=())
        story.do(lambda uow: put_partner(uow, program, data, now=story.clock.now()))
        yield story


@pytest.mark.parametrize("number", ["1e999", "-1e999"])
async def test_a_number_beyond_all_floats_in_an_unknown_field_does_no_harm(newcomer: Story, number: str) -> None:
    body = json.dumps({**event(), "risk": "?"}).replace('"?"', number).encode()
    assert (await send(newcomer, body))[0] == 200


async def test_days_beyond_any_that_can_be_meant_are_refused(newcomer: Story) -> None:
    first = event(rate=None, started_on="9999-12-31")  # alone, for its rate is to be looked up after its first day
    assert (await send(newcomer, first))[0] == 422
    told = [first, event(started_on="0001-01-01"), event(started_on="1969-12-31"), event(ended_on="2200-01-01")]
    status, answer = await send(newcomer, [*told, event(started_on="1970-01-01", ended_on="2199-12-31")])
    assert (status, [(each["path"], each["message"]) for each in answer["errors"]]) == (
        422,
        [
            ("events[0].subscription.started_on", 'must be a date from 1970 to 2199, not "9999-12-31"'),
            ("events[1].subscription.started_on", 'must be a date from 1970 to 2199, not "0001-01-01"'),
            ("events[2].subscription.started_on", 'must be a date from 1970 to 2199, not "1969-12-31"'),
            ("events[3].subscription.ended_on", 'must be a date from 1970 to 2199, not "2200-01-01"'),
        ],
    )


async def test_a_customer_that_pays_for_what_begins_later_is_new_from_when_that_was_told(newcomer: Story) -> None:
    assert (await send(newcomer, event(started_on="2150-01-01", occurred_at="2026-11-01T10:00:00Z")))[0] == 200
    assert newcomer.look(lambda uow: uow.history.counted_since("northwind", 1)) == date(2026, 11, 2)
