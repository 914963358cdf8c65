"""Everybody's week in leads: right figures for each role, three things to do, nothing where there is neither, once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from typing import Any

from domain.leads import Move
from domain.money import Cents
from domain.notices import WeeklyDigest
from domain.people import PersonKey
from domain.staff import Mode, Topic
from domain.usecases.lead_questions import ask_partner
from domain.usecases.staff_settings import Choices, choose, choose_as_member
from domain.usecases.submit_lead import keep_page
from domain.weeks import Figures, Reader, Thing, ThingKind, Week
from tests.late.office import SAM, SOL, Office
from tests.tiers.vendor import ADA, AMY, PAT
from tests.unit import samples

MONDAY = datetime(2026, 11, 9, 8, 0, tzinfo=UTC)
WEEK = Week(date(2026, 11, 2), date(2026, 11, 9))


def company(number: int) -> dict[str, Any]:
    return {"company": f"Company {number}", "domain": f"c{number}.com", "email": f"ann@c{number}.com"}


def run(office: Office, at: datetime = MONDAY) -> str | None:
    """The job as of an instant."""
    office.clock.set(at)
    return office.jobs().run("weekly-digests", at)


def weeks(office: Office) -> dict[tuple[PersonKey, Reader], WeeklyDigest]:
    """Who was told of which week."""
    told = [notice for _, notice in office.told() if isinstance(notice, WeeklyDigest)]
    found = {(each.person, each.reader): each for each in told}
    assert len(found) == len(told)
    return found


def test_everybody_reads_the_figures_of_what_is_theirs(office: Office) -> None:
    won = office.give(reward="flat_fee", **company(1))
    office.review(won, Move.APPROVE)
    office.review(won, Move.WIN, confirmed_value=Cents(4_000_00))
    office.give(by=SOL, **company(2))
    assert run(office) == "5 weekly digests"
    north = Figures(submitted=1, approved=1, won=1, value=Cents(4_000_00), booked=Cents(500_00))
    south = Figures(submitted=1, open=1)
    found = weeks(office)
    assert {who: each.figures for who, each in found.items()} == {
        (PAT, Reader.PARTNER): north,
        (SOL, Reader.PARTNER): south,
        (SAM.person, Reader.REP): north,
        (AMY.person, Reader.MANAGER): north + south,
        (ADA.person, Reader.ADMIN): north + south,
    }
    assert {each.week for each in found.values()} == {WEEK}


def test_a_week_with_nothing_in_it_is_not_told(office: Office) -> None:
    assert run(office) == "0 weekly digests"
    office.clock.set(MONDAY)
    office.review(office.give(), Move.REJECT)
    assert run(office, MONDAY + timedelta(days=14)) == "0 weekly digests"
    assert weeks(office) == {}


def test_partners_are_shown_what_waits_for_them_and_their_own_leads_first(office: Office) -> None:
    introduced = office.give(involvement="introduction", **company(1))
    asked = office.give(**company(2))
    for lead_id in (introduced, asked):
        office.review(lead_id, Move.APPROVE)
    version, now = office.lead(asked).version, office.clock.now()
    office.act(lambda uow: ask_partner(uow, SAM, asked, version, "How many?", now=now))
    pat = office.actor(PAT)
    office.act(lambda uow: keep_page(uow, pat, "begun", samples.CONTACT, now=now))
    run(office)
    assert weeks(office)[PAT, Reader.PARTNER].things == (
        Thing(ThingKind.REPLY, asked),
        Thing(ThingKind.INTRODUCE, introduced),
        Thing(ThingKind.FINISH, draft_id="begun"),
    )
    assert (SOL, Reader.PARTNER) not in weeks(office), "another partner has nothing to do with it"


def test_the_staff_is_shown_three_things_at_most_the_longest_due_first(office: Office) -> None:
    given = [office.give(**company(number)) for number in range(4)]
    office.review(given[3], Move.APPROVE)
    office.review(given[3], next_step_on=date(2026, 11, 3))
    run(office)
    reviews = [Thing(ThingKind.REVIEW, lead_id) for lead_id in given[:3]]
    step, found = Thing(ThingKind.STEP, given[3]), weeks(office)
    assert found[ADA.person, Reader.ADMIN].things == (step, *reviews[:2])
    assert found[AMY.person, Reader.MANAGER].things == (step, *reviews[:2])
    nobodys = [Thing(ThingKind.TAKE, lead_id) for lead_id in given[:2]]
    assert found[SAM.person, Reader.REP].things == (step, *nobodys)


def test_who_has_turned_it_off_hears_nothing(office: Office) -> None:
    office.give()
    off, now, pat = Choices({Topic.WEEKLY: Mode.OFF}, "Europe/Warsaw", 9), office.clock.now(), office.actor(PAT)
    office.act(lambda uow: choose(uow, office.program, AMY, off, now=now))
    office.act(lambda uow: choose_as_member(uow, office.program, pat, off, now=now))
    run(office)
    assert {person for person, _ in weeks(office)} == {ADA.person, SAM.person}


def test_a_missed_slot_is_made_up_once_with_the_week_it_was_for(office: Office) -> None:
    office.give()
    assert run(office, MONDAY + timedelta(days=2)) == "4 weekly digests"
    assert run(office, MONDAY + timedelta(days=3)) is None
    assert {each.week for each in weeks(office).values()} == {WEEK}
    office.jobs().run_now("weekly-digests", MONDAY + timedelta(days=4))
    assert len(weeks(office)) == 4


def test_of_many_processes_one_tells_of_the_week(office: Office) -> None:
    office.give()
    office.clock.set(MONDAY)
    together = Barrier(4)

    def process(_: int) -> str | None:
        together.wait()
        return office.jobs().run("weekly-digests", MONDAY)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(map(str, pool.map(process, range(4)))) == ["4 weekly digests", "None", "None", "None"]
    assert len(weeks(office)) == 4


def test_figures_add_up() -> None:
    one = Figures(submitted=1, won=2, value=Cents(3), open=4)
    assert one + replace(one, lost=5) == Figures(submitted=2, won=4, lost=5, value=Cents(6), open=8)
    assert Figures(open=4).is_quiet
    assert not Figures(booked=Cents(-1)).is_quiet
