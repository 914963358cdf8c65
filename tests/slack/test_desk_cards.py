"""Cards of claims wherever they are: kept up to date after an absence, a change of hands or of choices."""

from __future__ import annotations

from datetime import timedelta

from domain.people import Actor
from domain.staff import Mode, Topic
from domain.usecases.dismissal import dismiss
from domain.usecases.staff_settings import AbsenceOrder, Choices, choose, end_absence, set_absence
from domain.usecases.work_claims import ask, fulfil, take
from tests.slack.desk import CLAIMS, card_of, claim, stored
from tests.slack.playing import answer
from tests.slack.story import Story

GOLD = 2000
"""Dollars a month."""


def actor(story: Story, handle: str) -> Actor:
    return story.look(lambda uow: uow.people.actor(story.key(handle)))


def away(story: Story, handle: str, stand_in: str) -> None:
    now, program = story.clock.now(), story.bot.program
    today = program.calendar.local_day(now)
    order = AbsenceOrder(today, today + timedelta(days=7), story.key(stand_in), announce=False)
    story.do(lambda uow: set_absence(uow, program, actor(story, handle), order, now=now))


def new_claims(story: Story, handle: str, mode: Mode) -> None:
    choices, now = Choices({Topic.CLAIM_NEW: mode}, "Europe/Warsaw", 9), story.clock.now()
    story.do(lambda uow: choose(uow, story.bot.program, actor(story, handle), choices, now=now))


async def test_the_card_of_a_stand_in_goes_on_when_the_absence_is_over(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("helio")
    story.subscribe("helio", GOLD)
    maria, alex = story.person("maria"), story.person("alex")
    away(story, "maria", "alex")
    number = claim(story, "hana", "training")
    card = await card_of(alex.dm, number)
    assert "*With*\nNobody yet, meant for @Maria Kowalska" in card.text

    story.do(lambda uow: end_absence(uow, actor(story, "maria")))
    story.do(lambda uow: take(uow, actor(story, "maria"), 1, 1, now=story.clock.now()))
    assert "In progress" in (await card_of(maria.dm, number)).text
    old = await alex.dm.changed(card, containing="*With*\n@Maria Kowalska")
    assert "Take" not in old.buttons
    await story.settled()
    assert old.thread == []


async def test_threads_begin_with_their_card_also_where_new_claims_came_by_digest(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("helio")
    story.subscribe("helio", GOLD)
    maria = story.person("maria")
    new_claims(story, "maria", Mode.DIGEST)
    number = claim(story, "hana", "training")
    dana, program = actor(story, "dana"), story.bot.program
    story.do(lambda uow: ask(uow, dana, 1, 1, "Which day?", now=story.clock.now()))
    await story.settled()
    assert [each for each in maria.dm.messages if number in each.text] == [], "it waits for the digest"

    new_claims(story, "maria", Mode.NOW)
    await maria.dm.message(containing="Your digest")
    story.do(lambda uow: take(uow, actor(story, "maria"), 1, stored(story, number).version, now=story.clock.now()))
    card = await card_of(maria.dm, number)
    new_claims(story, "maria", Mode.DIGEST)
    version = stored(story, number).version
    story.do(lambda uow: fulfil(uow, program, dana, 1, version, "Done", now=story.clock.now()))
    await maria.dm.changed(card, containing="Fulfilled")
    await story.settled()
    assert [reply.text for reply in card.thread] == [
        "@Maria Kowalska took it over.",
        ":white_check_mark: Fulfilled by @Dana Okafor.\n> Done",
    ]


async def test_what_somebody_left_behind_goes_to_the_desk_and_the_admins_are_told(story: Story) -> None:
    story.enrol("helio", "brightside")
    story.subscribe("helio", GOLD)
    dana, desk = story.person("dana"), story.channel(CLAIMS)
    training, onboarding = claim(story, "hana", "training"), claim(story, "hana", "onboarding")
    card = await card_of(desk, onboarding)
    story.do(lambda uow: take(uow, actor(story, "maria"), 2, 1, now=story.clock.now()))
    card = await desk.changed(card, containing="In progress")
    story.do(lambda uow: dismiss(uow, story.key("maria"), None, now=story.clock.now()))

    card = await desk.changed(card, containing="*With*\nNobody yet")
    assert card.buttons == ["Take", "Ask", "Fulfil", "Decline", "Open"]
    told = await dana.dm.message(containing="doesn't look after partners any more.")
    assert "• *Brightside Studio*, *Helio Labs* have no account manager now." in told.text
    assert "• 2 claims are nobody's now." in told.text
    arrived = await card_of(desk, training)
    await story.settled()
    line = ":inbox_tray: @Maria Kowalska doesn't look after it any more. It waits here for somebody to take it."
    assert [arrived.thread[-1].text, card.thread[-1].text] == [line, line]
    listed = answer(await dana.click(told, "Unassigned claims")).text
    assert [number for number in (training, onboarding) if number in listed] == [training, onboarding]
    story.do(lambda uow: take(uow, actor(story, "dana"), 2, stored(story, onboarding).version, now=story.clock.now()))
    await desk.changed(card, containing="*With*\n@Dana Okafor")
