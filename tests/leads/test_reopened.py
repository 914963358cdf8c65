"""A lead that is reopened after its rep has left needs somebody, as a new one does."""

from __future__ import annotations

from typing import Any

import pytest

from domain.leads import Lead, LeadEventKind, LeadStatus, Move
from domain.notices import LEADS_DESK, LeadHandedOver, direct
from domain.people import SYSTEM, PersonKey, Role, person_key
from domain.usecases.dismissal import dismiss
from domain.usecases.lead_hands import assign_lead
from domain.usecases.work_leads import Review, review_lead
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tests.databases import FrozenClock
from tests.leads.fairness import SAM, Market, open_market
from tests.unit import samples

ANN, BOB, CAT, ADA = (person_key("T0VEND", f"U0{name}") for name in ("ANN", "BOB", "CAT", "ADA"))
POLISH = {"way": "by_country", "by_country": [{"countries": ["PL"], "reps": ["U0ANN", "U0CAT"]}]}


def a_market(database: Database, clock: FrozenClock, **assignment: Any) -> Market:
    """Ann, Bob, Cat and Sam sell, Ada is an admin."""
    market = open_market(database, samples.program(**{"leads.assignment": assignment}), clock)

    def hire(uow: UnitOfWork) -> None:
        for person in (ANN, BOB, CAT):
            uow.people.add_staff(person, Role.SALES_REP, now=clock.now())
        uow.people.add_staff(ADA, Role.ADMIN, now=clock.now())

    market.do(hire)
    return market


def given(market: Market, number: int) -> Lead:
    """A new lead."""
    company = {"company": f"Firm {number}", "domain": f"firm{number}.com", "email": f"ann@firm{number}.com"}
    return market.lead(market.give("northwind", country="PL", **company).id)


def of_ann(market: Market) -> int:
    """A lead that Ann has turned down."""
    lead_id, now = given(market, 1).id, market.clock.now()
    if market.lead(lead_id).assignee is None:
        market.do(lambda uow: assign_lead(uow, uow.people.actor(ANN), lead_id, ANN, now=now))
    market.move(lead_id, Move.REJECT, reason="No")
    assert market.lead(lead_id).assignee == ANN
    return lead_id


def ann_leaves(market: Market) -> None:
    market.do(lambda uow: dismiss(uow, ANN, None, now=market.clock.now()))


def reopened(market: Market, lead_id: int) -> PersonKey | None:
    """Who has it after Ada has reopened it."""
    order = Review(market.lead(lead_id).version, Move.REOPEN, reason="They called")
    now = market.clock.now()
    market.do(lambda uow: review_lead(uow, market.program, uow.people.actor(ADA), lead_id, order, now=now))
    assert market.lead(lead_id).status is LeadStatus.SUBMITTED
    return market.lead(lead_id).assignee


def test_who_is_still_there_keeps_it(database: Database, clock: FrozenClock) -> None:
    market = a_market(database, clock, way="in_turn")
    lead_id = of_ann(market)
    assert reopened(market, lead_id) == ANN
    assert market.look(lambda uow: uow.leads.history(lead_id))[-1].kind is LeadEventKind.MOVED


def test_by_hand_it_is_nobodys_and_who_has_left_is_told_nothing(database: Database, clock: FrozenClock) -> None:
    market = a_market(database, clock, way="by_hand")
    lead_id = of_ann(market)
    ann_leaves(market)
    assert reopened(market, lead_id) is None
    lines = [
        (each.kind, each.by, each.before, each.after)
        for each in market.look(lambda uow: uow.leads.history(lead_id))[-2:]
    ]
    assert lines == [
        (LeadEventKind.MOVED, ADA, LeadStatus.REJECTED, LeadStatus.SUBMITTED),
        (LeadEventKind.ASSIGNED, SYSTEM, ANN, None),
    ]
    assert [place for place, _ in market.told(LeadHandedOver)] == [LEADS_DESK], "the card alone"


@pytest.mark.parametrize(("assignment", "to"), [({"way": "in_turn"}, BOB), (POLISH, CAT)])
def test_by_the_programs_way_it_is_given_to_one_who_is_there(
    database: Database, clock: FrozenClock, assignment: Any, to: PersonKey
) -> None:
    market = a_market(database, clock, **assignment)
    lead_id = of_ann(market)
    ann_leaves(market)
    before = len(market.told(LeadHandedOver))
    assert reopened(market, lead_id) == to
    assert {place for place, _ in market.told(LeadHandedOver)[before:]} == {LEADS_DESK, direct(to)}


def test_who_is_given_it_has_had_a_turn(database: Database, clock: FrozenClock) -> None:
    market = a_market(database, clock, way="in_turn")
    lead_id = of_ann(market)
    assert [given(market, number).assignee for number in (2, 3, 4)] == [BOB, CAT, SAM]
    ann_leaves(market)
    assert reopened(market, lead_id) == BOB
    assert given(market, 5).assignee == CAT
