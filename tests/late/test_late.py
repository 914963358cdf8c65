"""Late leads: whoever has them is reminded, then it is told further up; each deadline once, whatever was missed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.lead_board import BoardSelection, LeadView
from domain.lead_deadlines import Deadline
from domain.leads import Move
from domain.notices import LEADS_DESK, AnswerMissing, direct
from domain.usecases.late_leads import BroughtUp, late_leads
from domain.usecases.lead_questions import answer_lead, ask_partner
from domain.usecases.leads_desk import lead_board
from domain.usecases.own_leads import withdraw_lead
from storage.unit_of_work import UnitOfWork
from tests.late.office import SAM, Office
from tests.tiers.vendor import ADA, AMY, PAT

NOTHING = BroughtUp(0, 0)
FIRST = datetime(2026, 11, 2, 10, tzinfo=UTC)
REP, MANAGER, ADMIN = (direct(each.person) for each in (SAM, AMY, ADA))


def november(day: int) -> date:
    return date(2026, 11, day)


def approved(office: Office, **typed: Any) -> int:
    """A lead that Sam has taken on."""
    lead_id = office.give(**typed)
    office.review(lead_id, Move.APPROVE)
    return lead_id


def asked(office: Office, lead_id: int) -> None:
    now, version = office.clock.now(), office.lead(lead_id).version
    office.act(lambda uow: ask_partner(uow, SAM, lead_id, version, "How many agents?", now=now))


def shown_late(office: Office) -> set[int]:
    """The leads that the board calls late."""
    now, wanted = office.clock.now(), BoardSelection(view=LeadView.LATE)
    return office.look(
        lambda uow: {row.id for row in lead_board(uow, office.program, SAM, wanted, offset=0, now=now).rows}
    )


def test_a_review_is_brought_up_at_the_desk_after_two_business_days_then_told_further_up(office: Office) -> None:
    lead_id = office.give()  # on Monday 2 November at 10:00 UTC
    review = [(lead_id, "review")]
    assert office.morning(november(4)) == NOTHING
    assert office.morning(november(5)) == BroughtUp(1, 0)
    assert office.late() == [(LEADS_DESK, False, review)]
    for quiet in (5, 6, 7, 8):  # a weekend
        assert office.morning(november(quiet)) == NOTHING
    assert office.morning(november(9)) == BroughtUp(0, 1)
    assert office.late()[1:] == [(ADMIN, True, review), (MANAGER, True, review)]
    assert office.morning(november(30)) == NOTHING


def test_what_somebody_has_is_brought_up_with_that_person(office: Office) -> None:
    lead_id = approved(office)
    office.review(lead_id, next_step_on=november(4))
    assert office.morning(november(4)) == NOTHING
    assert office.morning(november(5)) == BroughtUp(1, 0)
    assert office.late() == [(REP, False, [(lead_id, "step")])]
    office.review(lead_id, next_step_on=november(6))
    assert office.morning(november(9)) == BroughtUp(1, 0), "another day is another deadline"


def test_who_has_left_the_staff_hears_nothing(office: Office) -> None:
    lead_id = approved(office)
    office.review(lead_id, next_step_on=november(4))
    office.act(lambda uow: uow.people.remove_staff(SAM.person, None))
    office.morning(november(5))
    assert office.late() == [(LEADS_DESK, False, [(lead_id, "step")])]


def test_a_trial_is_warned_of_and_told_further_up_only_once_it_is_over(office: Office) -> None:
    lead_id = approved(office)
    office.review(lead_id, stage="trial")  # until Monday 16 November
    assert office.morning(november(13)) == NOTHING
    office.clock.advance(timedelta(days=1))
    assert office.morning(november(16)) == BroughtUp(1, 0)
    assert office.late() == [(REP, False, [(lead_id, "trial")])]
    assert office.morning(november(17)) == NOTHING
    assert office.morning(november(18)) == BroughtUp(0, 1)


def test_a_lead_that_nobody_touches_is_silent_unless_something_is_planned(office: Office) -> None:
    silent, planned = approved(office), approved(office, company="Other", domain="other.com", email="a@other.com")
    office.review(planned, next_step_on=november(30))
    assert office.morning(november(13)) == NOTHING
    assert office.morning(november(16)) == BroughtUp(1, 0)
    assert office.late() == [(REP, False, [(silent, "silent")])]


def test_a_question_is_brought_to_mind_on_both_sides(office: Office) -> None:
    lead_id = approved(office)
    asked(office, lead_id)
    assert office.morning(november(5)) == BroughtUp(1, 0)
    assert office.late() == [(REP, False, [(lead_id, "answer")])]
    again = [place for place, notice in office.told() if isinstance(notice, AnswerMissing)]
    assert again == ["partner:northwind", "partner:northwind", direct(PAT)]
    pat = office.actor(PAT)
    office.act(lambda uow: answer_lead(uow, pat, lead_id, "Five", now=office.clock.now()))
    assert office.morning(november(12)) == NOTHING


def test_what_was_missed_is_made_up_in_one_message_a_person_and_nothing_goes_up_at_once(office: Office) -> None:
    given = [office.give(company=f"Company {number}", domain=f"c{number}.com", email=f"a@c{number}.com")
             for number in range(30)]  # fmt: skip
    assert office.morning(november(20)) == BroughtUp(30, 0)
    assert office.late() == [(LEADS_DESK, False, [(lead_id, "review") for lead_id in given])]
    assert office.morning(november(24)) == BroughtUp(0, 30)
    assert [place for place, *_ in office.late()[1:]] == [ADMIN, MANAGER]


def test_the_board_calls_late_what_is_brought_up_but_for_trials_that_only_end_soon(office: Office) -> None:
    leads = [approved(office, company=f"C{number}", domain=f"c{number}.com", email=f"a@c{number}.com")
             for number in range(5)]  # fmt: skip
    office.give()
    asked(office, leads[0])
    office.review(leads[1], stage="trial")
    office.review(leads[2], next_step_on=november(10))
    office.review(leads[3], stage="trial", next_step_on=november(25))
    seen = set()
    for hours in range(0, 24 * 30, 5):
        now = FIRST + timedelta(hours=hours)
        office.clock.set(now)
        late = office.look(lambda uow: list(late_leads(uow, office.program, office.clock.now())))
        today = office.program.calendar.local_day(now)
        expected = {
            lead.id
            for lead, found in late
            if any(each.kind is not Deadline.TRIAL or each.due_on < today for each in found)
        }
        assert shown_late(office) == expected, now
        seen |= {each.kind for _, found in late for each in found}
    assert seen == set(Deadline)


@pytest.mark.parametrize("settled", ["withdrawn", "rejected", "linked"])
def test_what_is_no_work_any_more_is_not_late(office: Office, settled: str) -> None:
    lead_id, now = office.give(), office.clock.now()
    if settled == "withdrawn":
        pat = office.actor(PAT)
        office.act(lambda uow: withdraw_lead(uow, pat, lead_id, None, now=now))
    elif settled == "rejected":
        office.review(lead_id, Move.REJECT)
    else:
        other = office.give(company="Other", domain="other.com", email="ann@other.com")
        office.review(other, Move.REJECT)

        def link(uow: UnitOfWork) -> None:
            lead = uow.leads.get(lead_id, for_update=True)
            assert lead is not None
            lead.deal_of = other

        office.act(link)
    assert office.morning(november(12)) == NOTHING


def test_each_deadline_is_told_once_however_often_the_job_runs(office: Office) -> None:
    lead_id = office.give()
    days = [november(5) + timedelta(days=number) for number in range(200)]
    for day in days:
        office.morning(day)
        if day.day == 1:
            office.jobs().run("housekeeping", office.clock.now())
    assert [(place, leads) for place, _, leads in office.late()] == [
        (place, [(lead_id, "review")]) for place in (LEADS_DESK, ADMIN, MANAGER)
    ]
