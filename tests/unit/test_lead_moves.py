"""The ways a lead can go: which moves there are, who may make them, and what each needs."""

from __future__ import annotations

import copy
from datetime import timedelta
from itertools import product

import pytest

from domain.errors import Code, DomainError
from domain.leads import NEEDS_REASON, Lead, LeadStatus, Move, advance, legal_moves, require_version
from domain.money import Cents
from domain.people import PARTNER_TASKS, Actor, MemberRole, Role, Task
from tests.unit import samples

LATER = samples.NOW + timedelta(days=1)
VALUE = Cents(6_000_00)
REASON = "No budget this year"

SUBMITTED, REJECTED, APPROVED = LeadStatus.SUBMITTED, LeadStatus.REJECTED, LeadStatus.APPROVED
WON, LOST = LeadStatus.WON, LeadStatus.LOST

# the whole table of the rules; every pair that is not here is forbidden
LEADS_TO = {
    (SUBMITTED, Move.REJECT): REJECTED,
    (SUBMITTED, Move.APPROVE): APPROVED,
    (APPROVED, Move.WIN): WON,
    (APPROVED, Move.LOSE): LOST,
    (REJECTED, Move.REOPEN): SUBMITTED,
    (WON, Move.REOPEN): APPROVED,
    (LOST, Move.REOPEN): APPROVED,
}
ALL_PAIRS = list(product(LeadStatus, Move))


def move(lead: Lead, step: Move, *, reason: str | None = REASON, value: Cents | None = VALUE) -> LeadStatus:
    return advance(lead, step, now=LATER, reason=reason, value=value)


def refused(lead: Lead, step: Move, *, reason: str | None = REASON, value: Cents | None = VALUE) -> DomainError:
    """How a move is refused, which must leave the lead as it was."""
    before = copy.copy(vars(lead))
    with pytest.raises(DomainError) as error:
        move(lead, step, reason=reason, value=value)
    assert vars(lead) == before
    return error.value


@pytest.mark.parametrize(("status", "step"), [pair for pair in ALL_PAIRS if pair in LEADS_TO])
def test_a_legal_move_leads_to_its_status(status: LeadStatus, step: Move) -> None:
    lead = samples.lead(status)

    assert move(lead, step) is status
    assert lead.status is LEADS_TO[status, step]
    assert (lead.status_since, lead.version) == (LATER, 2)


@pytest.mark.parametrize(("status", "step"), [pair for pair in ALL_PAIRS if pair not in LEADS_TO])
def test_any_other_move_is_refused(status: LeadStatus, step: Move) -> None:
    error = refused(samples.lead(status), step)

    assert error.code is Code.LEAD_MOVE_ILLEGAL
    assert (error.params["number"], error.params["status"], error.params["move"]) == ("L-7", status, step)


@pytest.mark.parametrize("empty", [None, ""])
@pytest.mark.parametrize(("status", "step"), [pair for pair in LEADS_TO if pair[1] in NEEDS_REASON])
def test_rejecting_losing_and_reopening_need_a_reason(status: LeadStatus, step: Move, empty: str | None) -> None:
    error = refused(samples.lead(status), step, reason=empty)

    assert (error.code, error.field) == (Code.REQUIRED, "reason")


def test_a_reason_is_kept_until_the_next_move() -> None:
    lead = samples.lead(APPROVED)
    move(lead, Move.LOSE)
    assert lead.reason == REASON
    move(lead, Move.REOPEN, reason="They called back")
    assert lead.reason == "They called back"
    move(lead, Move.WIN, reason="not asked for")
    assert lead.reason is None


def test_approving_and_winning_need_no_reason() -> None:
    lead = samples.lead(SUBMITTED)
    move(lead, Move.APPROVE, reason=None, value=None)
    move(lead, Move.WIN, reason=None)

    assert lead.status is WON


@pytest.mark.parametrize(
    ("value", "code"), [(None, Code.REQUIRED), (0, Code.AMOUNT_NOT_POSITIVE), (-1, Code.AMOUNT_NOT_POSITIVE)]
)
def test_winning_needs_the_confirmed_annual_value(value: int | None, code: Code) -> None:
    error = refused(samples.lead(APPROVED), Move.WIN, value=None if value is None else Cents(value))

    assert (error.code, error.field) == (code, "confirmed_value")


def test_each_win_is_counted_and_keeps_its_value_until_it_is_reopened() -> None:
    lead = samples.lead(APPROVED)
    move(lead, Move.WIN)
    assert (lead.confirmed_value, lead.wins) == (VALUE, 1)

    move(lead, Move.REOPEN)
    assert (lead.status, lead.confirmed_value, lead.wins) == (APPROVED, None, 1)

    move(lead, Move.WIN, value=Cents(1))
    assert (lead.confirmed_value, lead.wins, lead.version) == (1, 2, 4)


def test_a_value_given_with_another_move_is_not_kept() -> None:
    lead = samples.lead(SUBMITTED)
    move(lead, Move.APPROVE)
    move(lead, Move.LOSE)

    assert (lead.confirmed_value, lead.wins) == (None, 0)


@pytest.mark.parametrize("status", LeadStatus)
def test_people_are_offered_what_they_may_do_and_nothing_else(status: LeadStatus) -> None:
    lead = samples.lead(status)
    moves = [step for known, step in ALL_PAIRS if known is status and (known, step) in LEADS_TO]

    assert sorted(legal_moves(lead, samples.staff(Role.ADMIN))) == sorted(moves)
    assert sorted(legal_moves(lead, samples.staff(Role.SALES_REP))) == sorted(set(moves) - {Move.REOPEN})
    assert legal_moves(lead, samples.staff(Role.ACCOUNT_MANAGER)) == []
    assert legal_moves(lead, Actor(samples.PAT, partner=samples.partner())) == []
    assert legal_moves(lead, Actor(samples.PAT)) == []


def test_a_version_that_is_not_the_leads_is_refused() -> None:
    lead = samples.lead(SUBMITTED)
    require_version(lead, 1)
    move(lead, Move.APPROVE)

    for seen in (0, 1, 3):
        with pytest.raises(DomainError) as error:
            require_version(lead, seen)
        assert error.value.code is Code.LEAD_CHANGED
        assert (error.value.params["number"], error.value.params["status"]) == ("L-7", APPROVED)


# who may do what


STAFF_TASKS = set(Task) - PARTNER_TASKS


@pytest.mark.parametrize(
    ("roles", "allowed"),
    [
        ([Role.SALES_REP], {Task.SEE_PROGRAM, Task.WORK_LEADS}),
        ([Role.ACCOUNT_MANAGER], {Task.SEE_PROGRAM, Task.WORK_CLAIMS, Task.ADMIT_PARTNERS}),
        ([Role.ADMIN], STAFF_TASKS),
        (
            [Role.SALES_REP, Role.ACCOUNT_MANAGER],
            {Task.SEE_PROGRAM, Task.WORK_LEADS, Task.WORK_CLAIMS, Task.ADMIT_PARTNERS},
        ),
    ],
)
def test_each_role_of_the_staff_may_do_its_own(roles: list[Role], allowed: set[Task]) -> None:
    actor = samples.staff(*roles)

    assert {task for task in Task if actor.may(task)} == allowed
    for task in allowed:
        actor.require(task)
    for task in set(Task) - allowed:
        with pytest.raises(DomainError) as error:
            actor.require(task)
        assert error.value.code is (Code.NOT_A_MEMBER if task in PARTNER_TASKS else Code.NOT_ALLOWED)


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (MemberRole.OWNER, PARTNER_TASKS),
        (MemberRole.MEMBER, PARTNER_TASKS - {Task.MANAGE_PEOPLE}),
        (MemberRole.FINANCE, {Task.SEE_FIGURES, Task.SEE_PEOPLE}),
    ],
)
def test_each_role_of_a_partners_people_may_do_its_own(role: MemberRole, allowed: set[Task]) -> None:
    actor = Actor(samples.PAT, partner=samples.partner(), member_role=role)

    assert {task for task in Task if actor.may(task)} == allowed
    for task in set(Task) - allowed:
        with pytest.raises(DomainError) as error:
            actor.require(task)
        assert error.value.code is (Code.NOT_ALLOWED if task in PARTNER_TASKS else Code.NOT_STAFF)


def test_a_stranger_may_do_nothing() -> None:
    actor = Actor(samples.PAT)

    for task in Task:
        with pytest.raises(DomainError) as error:
            actor.require(task)
        assert error.value.code is (Code.NOT_A_MEMBER if task in PARTNER_TASKS else Code.NOT_STAFF)


def test_only_a_member_has_a_partner() -> None:
    northwind = samples.partner()
    assert Actor(samples.PAT, partner=northwind).of_partner() is northwind

    for actor in (Actor(samples.PAT), samples.staff(*Role)):
        with pytest.raises(DomainError) as error:
            actor.of_partner()
        assert error.value.code is Code.NOT_A_MEMBER
