"""While Slack is slow: the ack comes first, and what is being sent is not forgotten."""

from __future__ import annotations

import pytest

from bot.boundary import wait_for_sends
from domain.program import Program
from tests.slack.gate import gated_story


async def test_the_ack_does_not_wait_for_what_is_sent(program: Program, sqlite_url: str) -> None:
    async with gated_story(program, sqlite_url, "views.open") as (story, gate):
        story.enrol("northwind", channels=False)
        pat = story.person("pat")
        seen = await pat.command("/partner", "lead", channel="partner-northwind", wait=0)
        assert gate.reached.is_set()
        assert (seen.error, pat.forms) == (None, [])
        gate.open.set()
    assert [form.title for form in pat.forms] == ["Submit a lead"]


@pytest.mark.parametrize(("taken", "patience"), [(0.0, 1.5), (1.0, 1.5), (2.0, 0.5), (2.5, 0.0), (4.0, 0.0)])
def test_a_slow_handler_leaves_less_time_to_wait_for_what_is_sent(taken: float, patience: float) -> None:
    assert wait_for_sends(taken) == patience
