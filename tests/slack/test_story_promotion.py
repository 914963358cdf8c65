"""A partner's tier moves: who hears of it, and who never does."""

from __future__ import annotations

from datetime import timedelta

from domain.subscriptions import SubscriptionStatus
from sandbox.people.cards import Card
from tests.slack.playing import NORTHWIND, answer
from tests.slack.story import Story


async def test_a_promotion_is_told_in_the_channel_and_to_the_account_manager(story: Story) -> None:
    story.enrol("northwind")
    story.subscribe("northwind", 500)
    told = await story.channel(NORTHWIND).message(containing="Northwind is now Silver")
    for benefit in ("Partner badge", "Directory profile", "Publication on the blog", "Success story"):
        assert f"• {benefit}" in told.text
    assert "your rate on new subscriptions is now *22%* (before: 20%)" in told.text
    assert "On-demand product training" not in told.text
    dm = await story.person("alex").dm.message(containing="Silver")
    assert dm.text == ":tada: Northwind is now Silver :second_place_medal:, with $6,000.00 ARR."
    seen = await story.person("pat").command("/partner", channel=NORTHWIND)
    assert "Northwind · Silver" in answer(seen).text
    assert "*$14,000.00* of ARR" in answer(seen).text
    tier = await story.person("piotr").click(told, "My tier")
    assert "promoted to Silver with $6,000.00 ARR, 1 new customer" in answer(tier).text
    benefits = answer(await story.person("piotr").click(told, "See my benefits")).text
    assert "*Partner badge* · delivered at once" in benefits
    assert "*$14,000.00* of ARR to go to Gold" in benefits


async def test_a_leap_over_a_tier_names_all_it_unlocks(story: Story) -> None:
    story.enrol("northwind")
    story.subscribe("northwind", 2000)
    told = await story.channel(NORTHWIND).message(containing="Northwind is now Gold")
    assert "• Partner badge" in told.text
    assert "• On-demand product training" in told.text
    assert "Silver" not in told.text


async def test_a_tier_at_risk_is_told_to_the_partners_people_and_the_account_manager_alone(story: Story) -> None:
    story.enrol("northwind", "brightside")
    story.subscribe("northwind", 400)
    story.subscribe("northwind", 100, id="sub_lost", customer_id="cus_lost")
    await story.channel(NORTHWIND).message(containing="is now Silver")
    ended = {"id": "sub_lost", "customer_id": "cus_lost", "status": SubscriptionStatus.CANCELLED}
    story.subscribe("northwind", 100, **ended)
    for handle in ("pat", "piotr", "alex"):
        told = await story.person(handle).dm.message(containing="is below what it needs for Silver")
        assert "*$200.00* of ARR would keep it there" in told.text

    story.clock.advance(timedelta(days=24))
    await story.bot.scheduler.run("tiers")
    for handle in ("pat", "piotr", "alex"):
        await story.person(handle).dm.message(containing="will soon leave Silver")
    seen = await story.person("pat").command("/partner", channel=NORTHWIND)
    assert ":warning: You keep Silver until" in answer(seen).text

    story.clock.advance(timedelta(days=6))
    await story.bot.scheduler.run("tiers")
    for handle in ("pat", "piotr", "alex"):
        told = await story.person(handle).dm.message(containing="moved from Silver to Bronze")
        assert "$4,800.00 ARR" in told.text
    await story.settled()
    for room in (NORTHWIND, "partner-brightside", "leads", "general", "claims"):
        assert not _of_tiers_lost(story.channel(room).messages), room
    for handle in ("bea", "ben", "maria", "dana", "sam"):
        assert not _of_tiers_lost(story.person(handle).dm.messages), handle


async def test_a_tier_that_is_met_again_is_kept(story: Story) -> None:
    story.enrol("northwind")
    story.subscribe("northwind", 500, id="sub_a", customer_id="cus_a")
    story.subscribe("northwind", 100, id="sub_a", customer_id="cus_a")
    await story.person("pat").dm.message(containing="is below what it needs for Silver")
    story.subscribe("northwind", 500, id="sub_a", customer_id="cus_a")
    told = await story.person("pat").dm.message(containing="meets the requirement again")
    assert "keeps Silver" in told.text


def _of_tiers_lost(messages: list[Card]) -> list[str]:
    signs = ("below what it needs", "will soon leave", "moved from", "It keeps")
    return [message.text for message in messages if any(sign in message.text for sign in signs)]
