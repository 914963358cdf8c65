"""`/program claims`: what is to be done, its filters and pages; and what is late, as people are told."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from domain.usecases.late_claims import business_day_after
from domain.usecases.staff_settings import AbsenceOrder, end_absence, set_absence
from domain.usecases.work_claims import take
from sandbox.people.cards import Card
from storage.unit_of_work import UnitOfWork
from tests.slack.desk import CLAIMS, card_of, claim, stored
from tests.slack.playing import NORTHWIND, answer, button, top
from tests.slack.story import Story


async def listed(story: Story, handle: str, words: str = "") -> Card:
    """What `/program claims …` answers."""
    return answer(await story.person(handle).command("/program", f"claims {words}", channel=CLAIMS))


async def choose(story: Story, handle: str, card: Card, action: str, text: str) -> str:
    """The list after a choice."""
    seen = await story.person(handle).click(card, action_id=action, value=text)
    return answer(seen).text


async def test_nothing_to_do_says_so_in_every_view(story: Story) -> None:
    story.enrol("northwind")
    for words, text in (
        ("", "Nothing to do. Claims arrive from `/partner claim`."),
        ("mine", "Nothing is yours to do."),
        ("unassigned", "Somebody is on everything."),
        ("late", "Nothing is late."),
        ("running", "No benefit runs yet."),
        ("training", "No claim of this benefit here."),
    ):
        assert text in (await listed(story, "maria", words)).text


async def test_views_and_benefits_narrow_the_list_and_keep_each_other(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind", "brightside")
    claim(story, "pat", "onboarding")
    claim(story, "pat", "free_accounts")
    claim(story, "bea", "free_accounts")
    maria = story.person("maria")
    await maria.click(await card_of(story.channel(CLAIMS), "C-3"), "Take", wait=0)
    await story.channel(CLAIMS).message(containing="*With*\n@Maria Kowalska")
    card = await listed(story, "maria")
    assert "All that is to do (3)" in str(card.blocks)
    assert card.text.index("C-2 ·") < card.text.index("C-1 ·")  # by the day on which it is due
    assert "*C-3 · Free product accounts* for Brightside Studio\n:hammer_and_wrench: In progress" in card.text
    mine = await choose(story, "maria", card, "desk.view", "Mine (1)")
    assert [number for number in ("C-1", "C-2", "C-3") if number in mine] == ["C-3"]
    [shown] = [each for each in maria.channel(CLAIMS).messages if each.is_ephemeral]
    onboarding = await choose(story, "maria", shown, "desk.benefit", "Program onboarding")
    assert "No claim of this benefit here." in onboarding
    free = (await listed(story, "alex", "free product accounts")).text
    assert [number for number in ("C-1", "C-2", "C-3") if number in free] == ["C-2", "C-3"]


async def test_a_queue_narrows_the_list_and_whom_a_claim_is_meant_for_is_named(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind", "helio")
    story.subscribe("helio", 2000)
    claim(story, "pat", "onboarding")
    claim(story, "hana", "training")
    everything = await listed(story, "dana")
    assert (
        "*C-2 · On-demand product training* for Helio Labs\n:inbox_tray: Requested · unassigned, meant for @Maria"
        in (everything.text)
    )
    assert ":inbox_tray: Requested · unassigned · due " in everything.text
    desk = await choose(story, "dana", everything, "desk.queue", "Claims desk")
    assert [number for number in ("C-1", "C-2") if number in desk] == ["C-1"]
    for words, numbers in (
        ("account managers", ["C-2"]),
        ("desk", ["C-1"]),
        ("unassigned account managers", ["C-2"]),
        ("late desk", []),
    ):
        text = (await listed(story, "dana", words)).text
        assert [number for number in ("C-1", "C-2") if number in text] == numbers
    assert "Nothing here in the queue “Claims desk”." in (await listed(story, "dana", "late desk")).text


async def test_a_stand_in_finds_the_absent_colleagues_claims_among_its_own(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind", "helio")
    story.subscribe("helio", 2000)
    for who, benefit in (("pat", "onboarding"), ("hana", "training"), ("hana", "implementation_help")):
        claim(story, who, benefit)
    maria, alex = story.look(lambda uow: uow.people.actor(story.key("maria"))), story.key("alex")
    now, program = story.clock.now(), story.bot.program
    story.do(lambda uow: take(uow, maria, 3, 1, now=now))
    today = program.calendar.local_day(now)
    order = AbsenceOrder(today, today + timedelta(days=7), alex, announce=False)
    assert "Nothing is yours to do." in (await listed(story, "alex", "mine")).text
    story.do(lambda uow: set_absence(uow, program, maria, order, now=now))

    mine = (await listed(story, "alex", "mine")).text
    assert [number for number in ("C-1", "C-2", "C-3") if number in mine] == ["C-2", "C-3"]
    assert "Requested · :palm_tree: for @Maria Kowalska, who is away · due " in mine
    assert "In progress · :palm_tree: for @Maria Kowalska, who is away · due " in mine
    theirs = (await listed(story, "maria", "mine")).text
    assert [number for number in ("C-1", "C-2", "C-3") if number in theirs] == ["C-2", "C-3"]
    assert "Mine: 2" in answer(await story.person("alex").command("/program", "", channel="leads")).text
    story.do(lambda uow: end_absence(uow, maria))
    assert "Nothing is yours to do." in (await listed(story, "alex", "mine")).text


async def test_what_has_no_target_day_comes_last(story_on_both: Story) -> None:
    story = story_on_both
    story.enrol("northwind", channels=False)
    for benefit in ("onboarding", "free_accounts"):
        claim(story, "pat", benefit)

    def undated(uow: UnitOfWork) -> None:
        first = uow.claims.get(2, for_update=True)
        assert first is not None
        first.due_on = None

    story.do(undated)
    text = (await listed(story, "maria")).text
    assert text.index("C-1 ·") < text.index("C-2 ·")


async def test_the_list_turns_its_pages_and_opens_a_claim(story: Story) -> None:
    story.enrol("northwind", channels=False)
    claim(story, "pat", "onboarding")

    def many(uow: UnitOfWork) -> None:
        first = uow.claims.get(1)
        assert first is not None
        for number in range(2, 13):
            values = {name: value for name, value in vars(first).items() if name != "id" and not name.startswith("_")}
            uow.claims.add(type(first)(**{**values, "draft_id": f"draft-{number}"}))

    story.do(many)
    maria = story.person("maria")
    card = await listed(story, "maria")
    assert "1–10 of 12" in card.text
    seen = await maria.click(card, "Next")
    assert "11–12 of 12" in answer(seen).text
    assert "C-12 ·" in answer(seen).text
    assert "1–10 of 12" in answer(await maria.click(answer(seen), "Previous")).text
    opened = top(await maria.command("/program", "claims c-12", channel=CLAIMS))
    assert opened.title == "Claim C-12"


async def test_the_overview_counts_and_leads_to_the_list(story: Story) -> None:
    story.enrol("northwind")
    claim(story, "pat", "onboarding")
    dana = story.person("dana")
    card = answer(await dana.command("/program", "", channel="leads"))
    assert "*Claims*\nTo do: 1\nMine: 0\nUnassigned: 1\nLate: 0" in card.text
    assert "*C-1 · Program onboarding* for Northwind" in answer(await dana.click(card, "Claims")).text


@pytest.mark.parametrize("value", ["", "late", "late:training", "x:y:z", "late:nothing:5", ":::", "mine:training:-1"])
async def test_any_value_of_a_button_gives_a_list(story: Story, value: str) -> None:
    story.enrol("northwind")
    forged = await button(story, CLAIMS, "desk.open", value or "-")
    assert "Claims" in answer(await story.person("maria").click(forged, "Forged")).text


async def test_who_is_late_is_reminded_and_then_the_admins_hear_of_it(story: Story) -> None:
    story.enrol("northwind")
    maria, dana, desk = story.person("maria"), story.person("dana"), story.channel(CLAIMS)
    number = claim(story, "pat", "onboarding")
    card = await card_of(desk, number)
    await maria.click(card, "Take", wait=0)
    card = await desk.changed(card, containing="In progress")
    due = stored(story, number).due_on
    assert due is not None
    program = story.bot.program

    await _run_on(story, business_day_after(program, due, program.desk.remind_after_days))
    told = await maria.dm.message(containing=":hourglass: *C-1 · Program onboarding* for Northwind is late")
    assert f"it was due {_day(due)}, and is with @Maria Kowalska." in told.text
    card = await desk.changed(card, containing=":hourglass: Late, was due")
    assert dana.dm.messages == []

    await _run_on(story, business_day_after(program, due, program.desk.escalate_after_days))
    await dana.dm.message(containing=":hourglass: *C-1 · Program onboarding* for Northwind is late")
    await story.settled()
    assert card.thread[-1].text == (f":hourglass: This was due {_day(due)} and is still open. @Dana Okafor was told.")
    assert len([each for each in maria.dm.messages if ":hourglass:" in each.text]) == 1
    late = await listed(story, "dana", "late")
    assert "*C-1 · Program onboarding* for Northwind" in late.text
    assert not [each for each in story.channel(NORTHWIND).messages if "late" in each.text]


async def _run_on(story: Story, day: date) -> None:
    """The daily run of a working day, ten o'clock at the vendor's. What is being sent must not outlive its lease."""
    await story.settled()
    calendar = story.bot.program.calendar
    at = datetime.combine(day, time(10), calendar.zone)
    story.later(max(at - story.clock.now(), timedelta()))
    story.bot.jobs.run_now("claim-reminders", story.clock.now())
    story.bot.dispatcher.wake()


def _day(day: date) -> str:
    return f"{day:%b} {day.day}, {day.year}"
