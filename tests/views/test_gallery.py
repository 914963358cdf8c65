"""Slack accepts everything the app shows, and no user text in it does anything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from sandbox.rules.blocks import check_message, check_view
from tests.unit import samples
from tests.views.gallery import Shown, gallery

Sent = list[tuple[Shown, Any]]


@pytest.fixture(scope="module")
def sent() -> Sent:
    """Everything the app shows, with what Slack gets."""
    return [(shown, shown.payload()) for shown in gallery(samples.program())]


def test_slack_accepts_it(sent: Sent) -> None:
    problems = [
        (shown.name, str(problem))
        for shown, payload in sent
        for problem in (check_view(payload) if shown.view is not None else check_message(payload))
    ]
    assert problems == []


def test_no_user_text_pings_or_mentions(sent: Sent) -> None:
    pings = [
        (shown.name, text)
        for shown, payload in sent
        for text in _mrkdwn(payload)
        if any(ping in text for ping in ("<!channel>", "<!here>", "bold* <@"))
    ]
    assert pings == []


def test_every_view_is_small(sent: Sent) -> None:
    assert [shown.name for shown, payload in sent if len(json.dumps(payload).encode()) >= 60_000] == []


def _mrkdwn(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if node.get("type") == "mrkdwn":
            yield node["text"]
        for child in node.values():
            yield from _mrkdwn(child)
    elif isinstance(node, list):
        for child in node:
            yield from _mrkdwn(child)


def test_an_earned_reward_is_what_was_booked_whatever_the_program_pays_now() -> None:
    richer = samples.program(**{"leads.rewards.fixed_fee": 600})
    won = {shown.name: json.dumps(shown.payload()) for shown in gallery(richer) if "won" in shown.name}
    assert won
    for name, text in won.items():
        assert "$500.00" in text, name
        assert "$600" not in text, name
