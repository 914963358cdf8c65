"""Billing events that are refused: what is told, and that nothing of them is taken."""

from __future__ import annotations

from typing import Any

import pytest

from bot.billing.route import BODY_LIMIT
from tests.slack.billing import arr, event, send
from tests.slack.story import Story


async def test_all_that_is_wrong_is_told_with_its_path_and_nothing_is_taken(billed: Story) -> None:
    events: list[Any] = [
        event(1),
        event(2, amount=250, partner="northwnd", customer__name=" "),
        event(3, currency="EUR", seats=True, occurred_at="2026-11-01T10:00:00"),
        event(4, type="subscription.ended"),
        event(5, amount="-1.00", rate="20", ended_on="2025-12-31", customer__domain="acme"),
        7,
    ]
    del events[2]["subscription"]["plan"]
    status, answer = await send(billed, events)
    ended = "must be cancelled or expired where the type is subscription.ended, not active"
    assert status == 422
    assert {each["path"]: each["message"] for each in answer["errors"]} == {
        "events[1].subscription.amount": "must be a text in quotes",
        "events[1].subscription.partner": 'there is no partner "northwnd"; did you mean "northwind"?',
        "events[1].subscription.customer.name": "must not be empty",
        "events[2].occurred_at": 'must be an instant with its zone such as "2026-11-01T10:00:00Z"',
        "events[2].subscription.currency": "must be USD, the program's currency, not EUR",
        "events[2].subscription.seats": "must be a whole number from 1 to 1000000",
        "events[2].subscription.plan": "is missing",
        "events[3].subscription.status": ended,
        "events[4].subscription.amount": 'must be an amount such as 250.00, not "-1.00"',
        "events[4].subscription.rate": 'must be a fraction from 0 up to but not 1 such as 0.20, not "20"',
        "events[4].subscription.ended_on": "must not be before started_on (2026-01-15)",
        "events[4].subscription.customer.domain": 'must be a domain such as acme.com, not "acme"',
        "events[5]": "must be an object",
    }
    paths = [each["path"] for each in answer["errors"]]
    assert [path[:9] for path in paths] == sorted(path[:9] for path in paths)
    assert arr(billed) == 0
    assert (await send(billed, event(1)))[1]["status"] == "applied"


async def test_one_right_but_unfit_event_keeps_its_whole_list_out(billed: Story) -> None:
    status, answer = await send(billed, [event(1), event(2, partner="nobody", currency="EUR")])
    assert (status, [each["path"] for each in answer["errors"]]) == (
        422,
        ["events[1].subscription.partner", "events[1].subscription.currency"],
    )
    assert arr(billed) == 0
    status, answer = await send(billed, event(2, partner="nobody"))
    assert (status, answer) == (
        422,
        {"errors": [{"path": "subscription.partner", "message": 'there is no partner "nobody"'}]},
    )


@pytest.mark.parametrize(
    "name", ["\x00", "Acme\x00Inc", "\ud800"], ids=["only NUL", "NUL within", "half a surrogate pair"]
)
async def test_what_no_database_can_keep_is_refused(billed: Story, name: str) -> None:
    assert (await send(billed, event(customer__name=name)))[0] in {400, 422}


async def test_an_unknown_field_is_kept_with_the_event_alone(billed: Story) -> None:
    assert (await send(billed, {**event(), "livemode": True, "note": "a\x00b"}))[0] == 200


@pytest.mark.parametrize("body", [b"", b"{", b"\xef\xbb\xbf{}", b'{"id": NaN}'])
async def test_what_is_no_json_is_400(http_story: Story, body: bytes) -> None:
    status, answer = await send(http_story, body)
    assert status == 400
    assert answer["errors"][0]["message"].startswith("must be JSON: ")


async def test_too_much_is_413(http_story: Story) -> None:
    assert (await send(http_story, [event(number) for number in range(1001)]))[0] == 413
    assert (await send(http_story, b" " * (BODY_LIMIT + 1)))[0] == 413
    http_story.enrol("northwind", channels=False)
    status, answer = await send(http_story, [event(number) for number in range(1000)])
    assert (status, len(answer["results"])) == (200, 1000)
