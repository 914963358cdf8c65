"""Billing events over HTTP: what becomes of them, and what is shown of them."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

import aiohttp

from bot.billing.route import PATH
from domain.billing import Taken
from domain.program import Program
from tests.slack.billing import Json, arr, event, send
from tests.slack.conftest import signed_story
from tests.slack.playing import NORTHWIND
from tests.slack.story import Story


async def test_an_event_moves_the_arr_at_once_and_only_once(billed: Story) -> None:
    assert await send(billed, event()) == (200, {"id": "evt_1", "status": "applied"})
    assert arr(billed) == 240_000
    assert await send(billed, event(amount="999.00")) == (200, {"id": "evt_1", "status": "duplicate"})
    assert arr(billed) == 240_000
    assert (await send(billed, event(2, billing_cycle="annual", amount="3000.00")))[1]["status"] == "applied"
    assert arr(billed) == 240_000
    assert (await send(billed, event(3, hours_ago=0.5, seats=10, amount="500.00")))[1]["status"] == "applied"
    assert arr(billed) == 480_000


async def test_an_older_event_is_recorded_and_changes_nothing(billed: Story) -> None:
    await send(billed, event(2, hours_ago=1, status="paused"))
    assert await send(billed, event(1, hours_ago=2)) == (200, {"id": "evt_1", "status": "stale"})
    assert arr(billed) == 0
    assert (await send(billed, event(1, hours_ago=2)))[1]["status"] == "duplicate"


async def test_a_list_is_answered_in_its_order(billed: Story) -> None:
    events = [event(2, hours_ago=1), event(1, hours_ago=2), event(2, hours_ago=1), event(3, id="sub_02", hours_ago=1)]
    events[3]["id"], events[3]["subscription"]["id"] = "evt_3", "sub_02"
    status, answer = await send(billed, events)
    assert status == 200
    assert [(each["id"], each["status"]) for each in answer["results"]] == [
        ("evt_2", Taken.APPLIED),
        ("evt_1", Taken.STALE),
        ("evt_2", Taken.DUPLICATE),
        ("evt_3", Taken.APPLIED),
    ]
    assert await send(billed, []) == (200, {"results": []})


async def test_the_same_delivery_many_times_at_once_ends_in_one(billed: Story) -> None:
    told = [event(number, hours_ago=1) for number in range(3)]
    for number, each in enumerate(told):
        each["subscription"]["id"] = f"sub_{number}"
    answers = await asyncio.gather(*(send(billed, told) for _ in range(6)))
    assert {status for status, _ in answers} == {200}
    statuses = [[each["status"] for each in answer["results"]] for _, answer in answers]
    assert sorted(statuses) == [["applied"] * 3, *[["duplicate"] * 3] * 5]
    assert arr(billed) == 3 * 240_000


async def test_events_of_the_same_new_things_at_once_are_all_taken(billed: Story) -> None:
    answers = await asyncio.gather(*(send(billed, event(number, hours_ago=number)) for number in range(1, 9)))
    assert {status for status, _ in answers} == {200}
    assert "applied" in {answer["status"] for _, answer in answers}
    newest = billed.look(lambda uow: uow.subscriptions.get("sub_01"))
    assert newest is not None
    assert str(newest.newest_event).endswith("/evt_1")
    assert arr(billed) == 240_000


async def test_a_promotion_by_an_event_is_told_in_the_partners_channel(program: Program, sqlite_url: str) -> None:
    async with signed_story(program, sqlite_url) as story:
        story.enrol("northwind")
        told = event(kind="reseller", amount="500.00")
        assert (await send(story, told))[1]["status"] == "applied"
        message = await story.channel(NORTHWIND).message(containing="Silver")
        assert "Northwind" in message.text


async def test_figures_and_documentation_speak_of_events(http_story: Story, http: aiohttp.ClientSession) -> None:
    http_story.enrol("northwind", channels=False)
    await send(http_story, [event(1), event(1)])
    await send(http_story, event(2, partner="nobody"))
    async with http.get(f"{http_story.url}/metrics") as answer:
        figures = await answer.text()
    for line in (
        'partner_billing_events_total{outcome="applied"} 1.0',
        'partner_billing_events_total{outcome="duplicate"} 1.0',
        'partner_billing_events_total{outcome="refused"} 1.0',
        'partner_billing_requests_total{status="200"} 1.0',
        'partner_billing_requests_total{status="422"} 1.0',
    ):
        assert line in figures
    async with http.get(f"{http_story.url}/openapi.json") as answer:
        described = (await answer.json())["paths"][PATH]["post"]
    one, many = described["requestBody"]["content"]["application/json"]["schema"]["anyOf"]
    assert one["properties"]["subscription"]["properties"]["amount"]["examples"] == ["250.00"]
    assert (many["items"], many["maxItems"]) == (one, 1000)
    assert "$ref" not in json.dumps(described["requestBody"])
    assert set(described["responses"]) >= {"200", "400", "401", "404", "413", "422", "503"}


async def test_the_described_example_is_taken(http_story: Story, http: aiohttp.ClientSession) -> None:
    """What `/api/docs` shows can be sent as it is."""
    http_story.enrol("northwind", channels=False)
    async with http.get(f"{http_story.url}/openapi.json") as answer:
        described = (await answer.json())["paths"][PATH]["post"]["requestBody"]["content"]["application/json"]
    example = _example(described["schema"]["anyOf"][0])
    assert re.match(r"evt_", example["id"])
    assert (await send(http_story, example))[1]["status"] == "applied"


def _example(schema: Json) -> Any:
    if schema.get("type") == "object":
        return {name: _example(each) for name, each in schema["properties"].items()}
    return schema["examples"][0]
