"""Who sees figures only: they are offered nothing that they would be refused, by no way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.manners import QuietHours
from domain.people import MemberRole
from domain.ports import UnitOfWork
from domain.staff import PARTNER_TOPICS, Mode
from domain.usecases.enrol import PartnerData, put_partner
from domain.usecases.staff_settings import Choices, choose_as_member
from sandbox.people.actor import Actor
from sandbox.people.cards import Card
from tests.slack.playing import NORTHWIND, answer, hand_over, moved, top
from tests.slack.story import COMPANIES, Story
from tests.slack.test_people_roles import BEYOND

COMMANDS = ("", "arr", "tier", "customers", "people", "settings", "help", "nonsense")
LEADS = ("Submit a lead", "Tell me in a chat", "My leads", "Details", "Tell me about a lead", "Several from a file")
BENEFITS = ("My benefits", "My claims", "Claim")


def see_figures_only(story: Story, handle: str) -> None:
    """Makes one of Northwind's people its finance; somebody else is the owner then."""
    key = story.key(handle)

    def change(uow: UnitOfWork) -> None:
        member = uow.people.membership(key)
        assert member is not None
        member.role = MemberRole.FINANCE

    story.do(change)


@pytest.fixture
async def piotr(story: Story) -> Actor:
    """Northwind's finance, who gave a lead before; the partner has a customer."""
    story.enrol("northwind")
    story.subscribe("northwind", 300)
    piotr = story.person("piotr")
    await hand_over(piotr, Company="Acme")
    see_figures_only(story, "piotr")
    return piotr


async def test_no_button_of_an_answer_is_refused(story: Story, piotr: Actor) -> None:
    for word in COMMANDS:
        for label in answer(await piotr.command("/partner", word, channel=NORTHWIND)).buttons:
            card = answer(await piotr.command("/partner", word, channel=NORTHWIND))
            seen = await piotr.click(card, label)
            assert (word, label, BEYOND in seen.text) == (word, label, False)
            if seen.form is not None:
                await seen.form.close()


async def test_no_button_of_home_is_refused(story: Story, piotr: Actor) -> None:
    home = await piotr.open_home()
    assert not {*LEADS, *BENEFITS} & set(home.buttons)
    assert "Acme" not in home.text
    assert "$3,600.00" in home.text
    for label in dict.fromkeys(home.buttons):
        form = top(await home.click(label))
        assert (label, BEYOND in form.text) == (label, False)
        await form.close()


async def test_help_lists_what_they_can_type(story: Story, piotr: Actor) -> None:
    theirs = answer(await piotr.command("/partner", "help", channel=NORTHWIND)).text
    assert "/partner arr" in theirs
    assert not any(f"/partner {word}`" in theirs for word in ("lead", "leads", "benefits", "claim"))
    everything = answer(await story.person("pat").command("/partner", "help", channel=NORTHWIND)).text
    assert "/partner leads`" in everything


@pytest.mark.parametrize("said", ["my leads", "lead", "I want to submit one more lead", "claim a badge", "my claims"])
async def test_words_are_refused_as_commands_are(story: Story, piotr: Actor, said: str) -> None:
    await piotr.say(said)
    assert BEYOND in (await piotr.dm.message(containing="role doesn't include")).text
    assert not any("Acme" in card.text for card in _answers(piotr))


async def test_words_that_are_not_understood_offer_what_they_may_do(story: Story, piotr: Actor) -> None:
    await piotr.say("what will the weather be like")
    offered = await piotr.dm.message(containing="not sure what you mean")
    assert offered.buttons == ["Overview", "Help"]
    await piotr.say("tier and benefits")
    await piotr.dm.message(containing="Bronze")


async def test_a_talk_begun_before_takes_no_more_answers(story: Story) -> None:
    story.enrol("northwind")
    pat = story.person("pat")
    await pat.say("lead")
    await pat.dm.message(containing="What is the company called?")
    see_figures_only(story, "pat")
    await pat.say("what's my tier?")
    assert "Bronze" in (await pat.dm.message(containing="How it came about")).text


async def test_a_file_of_leads_is_refused(story: Story, piotr: Actor) -> None:
    await piotr.say("", files={"leads.csv": b"company\nAcme\n"})
    await piotr.dm.message(containing="role doesn't include")


async def test_an_estimate_ends_without_a_lead(story: Story, piotr: Actor) -> None:
    form = top(await piotr.command("/partner", "estimate", channel=NORTHWIND))
    assert form.submit_text == "Done"
    await form.change({"Number of agents": "12"})
    seen = await form.submit()
    assert seen.form is None
    assert not seen.errors


async def test_leads_are_no_news_of_theirs(story: Story) -> None:
    """Neither what was chosen before nor the week in leads comes to them, and the settings offer none of it."""
    story.enrol("northwind")
    pat, piotr, key = story.person("pat"), story.person("piotr"), story.key("piotr")

    def hear_all(uow: UnitOfWork) -> None:
        choices = Choices(dict.fromkeys(PARTNER_TOPICS, Mode.NOW), "Europe/Warsaw", 9)
        choose_as_member(uow, story.bot.program, uow.people.actor(key), choices, now=story.clock.now())

    story.do(hear_all)
    see_figures_only(story, "piotr")
    number = await hand_over(pat, Company="Secretive")
    await moved(story, story.person("sam"), number, "Approve for further review")
    story.later(timedelta(days=8))
    await story.bot.scheduler.run("weekly-digests")
    await pat.dm.message(containing="week in leads")
    await story.settled()
    assert not any(number in card.text or "week in leads" in card.text for card in piotr.dm.messages)

    shown = answer(await piotr.command("/partner", "settings", channel=NORTHWIND))
    assert "leads" not in shown.text
    form = top(await piotr.click(shown, "Change notifications"))
    assert form.fields == ["Time zone", "Quiet hours from", "Quiet hours until"]
    saved = top(await form.fill({"Quiet hours from": "10:00 PM"}).submit())
    assert "I hold direct messages from 10:00 PM" in saved.text.replace("*", "")


@pytest.mark.parametrize("becomes", ["finance", "nobody", "somebody elsewhere"])
async def test_what_was_held_for_a_digest_is_dropped_with_the_right_to_see_it(story: Story, becomes: str) -> None:
    story.enrol("northwind", "brightside")
    piotr, key, before = story.person("piotr"), story.key("piotr"), len(story.person("piotr").dm.messages)

    def hear_daily(uow: UnitOfWork) -> None:
        choices = Choices(dict.fromkeys(PARTNER_TOPICS, Mode.DIGEST), "Europe/Warsaw", 9)
        choose_as_member(uow, story.bot.program, uow.people.actor(key), choices, now=story.clock.now())

    story.do(hear_daily)
    number = await hand_over(story.person("pat"), Company="Secretive")
    await moved(story, story.person("sam"), number, "Approve for further review")
    assert story.look(lambda uow: uow.staff.held_count(key)) > 0
    if becomes == "finance":
        see_figures_only(story, "piotr")
        settings = answer(await piotr.command("/partner", "settings", channel=NORTHWIND))
        assert "next digest" not in settings.text
    else:
        put_people(story, "northwind", "pat")
        if becomes == "somebody elsewhere":
            put_people(story, "brightside", "bea", "ben", "piotr")
    story.later(timedelta(days=1))
    await story.bot.scheduler.run("digests")
    await story.settled()
    assert [each.text for each in piotr.dm.messages[before:] if "digest" in each.text] == []
    assert story.look(lambda uow: uow.staff.held_count(key)) == 0


@pytest.mark.parametrize("becomes", ["finance", "somebody elsewhere"])
async def test_a_digest_that_waits_for_the_end_of_quiet_hours_drops_it_too(story_on_both: Story, becomes: str) -> None:
    story = story_on_both
    story.enrol("northwind", "brightside")
    piotr, key, now = story.person("piotr"), story.key("piotr"), story.clock.now()
    quiet = QuietHours((now.hour + 1) % 24, (now.hour + 4) % 24)

    def hear_daily(uow: UnitOfWork) -> None:
        choices = Choices(dict.fromkeys(PARTNER_TOPICS, Mode.DIGEST), "UTC", quiet.start, quiet)
        choose_as_member(uow, story.bot.program, uow.people.actor(key), choices, now=now)

    story.do(hear_daily)
    number = await hand_over(story.person("pat"), Company="Secretive")
    await moved(story, story.person("sam"), number, "Approve for further review")
    story.later(timedelta(hours=1))
    await story.bot.scheduler.run("digests")
    assert story.look(lambda uow: uow.staff.held_count(key)) == 0, "it is made, and held back"
    if becomes == "finance":
        see_figures_only(story, "piotr")
    else:
        put_people(story, "northwind", "pat")
        put_people(story, "brightside", "bea", "ben", "piotr")
    before = len(piotr.dm.messages)
    story.later(timedelta(hours=4))
    story.bot.dispatcher.wake()
    await story.settled()
    assert [each.text for each in piotr.dm.messages[before:] if "igest" in each.text or "Secretive" in each.text] == []


def put_people(story: Story, partner_id: str, *handles: str) -> None:
    """An import says who a partner's people are."""
    company, members = COMPANIES[partner_id], [story.key(handle) for handle in handles]
    data = PartnerData(partner_id, company.name, None, members, company.team, company.channel)
    story.do(lambda uow: put_partner(uow, story.bot.program, data, now=story.clock.now()))


def _answers(person: Actor) -> list[Card]:
    return [card for card in person.dm.messages if card.author != person.id]
