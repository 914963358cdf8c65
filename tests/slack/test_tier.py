"""`/partner tier`: where one stands, what comes up, and the whole history; and what is told of a set tier."""

from __future__ import annotations

from datetime import timedelta

from domain.people import PersonKey
from domain.usecases.set_tier import set_tier
from tests.slack.playing import NORTHWIND, answer
from tests.slack.story import Story


def set_to(story: Story, tier: str, days: int) -> None:
    now = story.clock.now()
    until = story.bot.program.calendar.local_day(now) + timedelta(days=days)
    dana = story.look(lambda uow: uow.people.actor(PersonKey(story.key("dana"))))
    story.do(lambda uow: set_tier(uow, story.bot.program, dana, "northwind", tier, until, "A *merger*", now=now))


async def test_the_whole_history_is_a_click_away(story: Story) -> None:
    story.enrol("northwind")
    for number in range(6):
        story.subscribe("northwind", 500 if number % 2 else 100, id="sub_a", customer_id="cus_a")
    seen = answer(await story.person("pat").command("/partner", "tier", channel=NORTHWIND))
    assert "promoted to Silver with $6,000.00 ARR, 1 new customer" in seen.text
    assert "joined the program" not in seen.text
    whole = answer(await story.person("pat").click(seen, "All 6 changes"))
    assert "joined the program at Bronze" in whole.text
    back = answer(await story.person("pat").click(whole, "My tier"))
    assert "Silver since" in back.text


async def test_a_set_tier_is_news_for_the_channel_and_its_reason_for_the_account_manager(story: Story) -> None:
    story.enrol("northwind")
    set_to(story, "gold", 90)
    told = await story.channel(NORTHWIND).message(containing="Northwind is now Gold")
    assert "New subscriptions get 25%." in told.text
    assert "merger" not in told.text
    dm = await story.person("alex").dm.message(containing="set by")
    assert "moved from Bronze to Gold" in dm.text
    assert "A *merger*" in dm.text
    seen = answer(await story.person("pat").command("/partner", "tier", channel=NORTHWIND))
    assert "Our team has set Gold through" in seen.text
    assert "by today's figures that is Bronze" in seen.text

    story.clock.advance(timedelta(days=92))
    await story.bot.scheduler.run("tiers")
    for handle in ("pat", "alex"):
        ended = await story.person(handle).dm.message(containing="no longer set")
        assert "It is now Bronze, with $0.00 ARR." in ended.text


async def test_the_yearly_customer_and_those_who_are_close_are_told_in_time(story: Story) -> None:
    story.enrol("northwind", "brightside")
    story.subscribe("northwind", 2000)
    story.subscribe("brightside", 400)
    seen = answer(await story.person("pat").command("/partner", "tier", channel=NORTHWIND))
    assert "To keep Gold, bring a new customer before" in seen.text
    story.clock.advance(timedelta(days=330))
    await story.bot.scheduler.run("tiers")
    for handle in ("pat", "alex"):
        told = await story.person(handle).dm.message(containing="needs a new paying customer before")
        assert "none of its customers counts as new" in told.text
    await story.bot.scheduler.run("close-to-promotion")
    digest = await story.person("maria").dm.message(containing="close to the next tier")
    assert "1 partner of yours is close to the next tier" in digest.text
    assert "*Brightside Studio*: *$200.00* of ARR to Silver" in digest.text
    await story.settled()
    assert not [card for card in story.channel(NORTHWIND).messages if "paying customer" in card.text]


async def test_benefits_of_the_next_tier_keep_the_names_of_pages(story: Story) -> None:
    story.enrol("northwind")
    story.subscribe("northwind", 500)
    seen = answer(await story.person("pat").command("/partner", "tier", channel=NORTHWIND))
    assert "Gold adds: support from an account manager, on-demand product training," in seen.text
    assert "offer on the Services page" in seen.text
