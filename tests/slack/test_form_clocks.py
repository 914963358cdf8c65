"""What is typed and what is sent off meet in an order of their own: our clock has no part in it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from domain.program import Program
from tests.slack.playing import CONSENT, NORTHWIND, SHARE, deal_page, top
from tests.slack.relay import Relay, relayed_story
from tests.slack.story import Story


@pytest.fixture(params=[100.0, -100.0], ids=["Slack's clock is ahead", "Slack's clock is behind"])
async def story(
    request: pytest.FixtureRequest,
    program: Program,
    sqlite_url: str,
    relay: Relay,
) -> AsyncIterator[Story]:
    """A story over signed HTTP, through the relay, in which Slack's clock goes differently from ours."""
    async with relayed_story(program, sqlite_url, relay, clock_ahead=request.param) as running:
        yield running


async def test_after_going_back_the_estimate_follows_at_once(story: Story) -> None:
    story.enrol("northwind", channels=False)
    page = await deal_page(story.person("pat"))
    await page.change({"Products": ["LiveChat"], "Number of agents": "5", "Commission type": SHARE})
    third = top(await page.submit())
    await third.close()
    await page.change({"Number of agents": "10"})
    assert "*10% = $708.00*" in page.text
    third = top(await page.submit())
    assert "LiveChat Business for 10 agents" in third.text


async def test_what_was_typed_before_a_page_was_sent_off_and_comes_after_it_does_not_change_it(
    story: Story, relay: Relay
) -> None:
    story.enrol("northwind", channels=False)
    page = await deal_page(story.person("pat"))
    await page.change({"Products": ["LiveChat"]})
    relay.keeps = b""
    await page.change({"Number of agents": "5"}, wait=0)
    third = top(await page.fill({"Commission type": SHARE}).submit())
    [late] = relay.kept
    assert (await relay.replay(late)).status == 200
    await third.fill(CONSENT).submit()
    lead = story.look(lambda uow: uow.leads.get(1))
    assert lead is not None
    assert (lead.deal.agents, lead.deal.reward) == (5, "rev_share")


async def test_what_was_typed_last_is_there_when_one_comes_again_from_the_page_before(story: Story) -> None:
    story.enrol("northwind", channels=False)
    pat = story.person("pat")
    page = await deal_page(pat)
    await page.change({"Products": ["LiveChat"], "Number of agents": "5", "Commission type": SHARE})
    third = top(await page.submit())
    await third.close()
    await page.change({"Number of agents": "7"})
    await page.close()
    page = top(await pat.form.submit())
    assert page["Number of agents"] == "7"
    assert page["Commission type"] == SHARE


async def test_what_comes_late_does_not_take_a_newer_answer_of_the_estimate_away(story: Story, relay: Relay) -> None:
    story.enrol("northwind", channels=False)
    form = top(await story.person("pat").command("/partner", "estimate", channel=NORTHWIND))
    relay.keeps = b""
    await form.change({"Number of agents": "1"}, wait=0)
    await form.change({"Number of agents": "12"})
    assert "*12 agents of LiveChat Business*" in form.text
    [late] = relay.kept
    assert (await relay.replay(late)).status == 200
    assert "*12 agents of LiveChat Business*" in form.text
