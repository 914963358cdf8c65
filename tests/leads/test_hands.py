"""Who a lead is given to when it arrives: nobody, whoever's turn it is, or the reps of its country."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from domain.errors import Code, DomainError
from domain.leads import LeadEventKind, Move
from domain.people import SYSTEM, PersonKey, Role, person_key
from domain.staff import Absence
from domain.usecases.lead_deals import link_lead
from domain.usecases.lead_hands import hand_over
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tests.databases import FrozenClock
from tests.leads.fairness import SAM, Market, open_market
from tests.unit import samples

ANN, BOB = person_key("T0VEND", "U0ANN"), person_key("T0VEND", "U0BOB")


def a_market(database: Database, clock: FrozenClock, **assignment: Any) -> Market:
    """Three reps, and the way in which leads are given to them."""
    market = open_market(database, samples.program(**{"leads.assignment": assignment}), clock)

    def hire(uow: UnitOfWork) -> None:
        for person in (ANN, BOB, SAM):
            uow.people.add_staff(person, Role.SALES_REP, now=clock.now())

    market.do(hire)
    return market


def is_away(market: Market, person: PersonKey, stand_in: PersonKey) -> None:
    today = market.clock.now().date()
    begin = datetime.combine(today, time(), market.clock.now().tzinfo)
    absence = Absence(person, stand_in, today, today)
    market.do(lambda uow: uow.staff.put_absence(absence, begins_at=begin, ends_at=begin + timedelta(days=1)))


def given(market: Market, count: int, **answers: Any) -> list[PersonKey | None]:
    """Who each of some new leads was given to."""
    made = [
        market.give("northwind", company=f"Firm {each}", domain=f"firm{each}.com", **answers) for each in range(count)
    ]
    return [market.lead(lead.id).assignee for lead in made]


def test_by_hand_nobody_is_given_a_lead(database: Database, clock: FrozenClock) -> None:
    assert given(a_market(database, clock, way="by_hand"), 2) == [None, None]


def test_in_turn_who_was_given_one_the_longest_ago_gets_the_next(database: Database, clock: FrozenClock) -> None:
    market = a_market(database, clock, way="in_turn")
    assert given(market, 4) == [ANN, BOB, SAM, ANN]
    event = market.look(lambda uow: uow.leads.history(1))[-1]
    assert (event.kind, event.by, event.before, event.after) == (LeadEventKind.ASSIGNED, SYSTEM, None, ANN)


def test_who_is_away_is_passed_over_and_where_all_are_the_stand_in_gets_it(
    database: Database, clock: FrozenClock
) -> None:
    market = a_market(database, clock, way="by_country", by_country=[{"countries": ["PL"], "reps": ["U0ANN", "U0BOB"]}])
    is_away(market, ANN, SAM)
    assert given(market, 2, country="PL") == [BOB, BOB]
    is_away(market, BOB, SAM)
    assert given(market, 1, country="PL") == [SAM]
    assert given(market, 1, country="DE") == [None]


def test_only_those_who_work_on_leads_are_given_them(database: Database, clock: FrozenClock) -> None:
    market = a_market(database, clock, way="by_hand")
    lead = market.give("northwind")
    stranger = market.person("northwind")
    with pytest.raises(DomainError) as refused:
        market.do(lambda uow: hand_over(uow, uow.people.actor(SAM), lead.id, lead.version, stranger, now=clock.now()))
    assert (refused.value.code, refused.value.field) == (Code.NOT_A_REP, "to")


@pytest.mark.parametrize("other", ["itself", "another partner's", "a closed one"])
def test_what_is_no_one_deal_is_not_linked(database: Database, clock: FrozenClock, other: str) -> None:
    market = a_market(database, clock, way="by_hand")
    lead = market.give("northwind", company="One", domain="one.com", email="a@one.com")
    closed = market.give("northwind", company="Two", domain="two.com", email="a@two.com")
    market.move(closed.id, Move.REJECT, reason="No")
    foreign = market.give("helio", company="Three", domain="three.com", email="a@three.com")
    main = {"itself": lead, "another partner's": foreign, "a closed one": closed}[other]
    with pytest.raises(DomainError) as refused:
        market.do(lambda uow: link_lead(uow, uow.people.actor(SAM), lead.id, lead.version, main.id, now=clock.now()))
    assert refused.value.code is Code.NOT_ONE_DEAL
    assert market.lead(lead.id).deal_of is None


@pytest.mark.parametrize("days", [0, 1, 2, 5])
def test_the_latest_moment_before_is_where_business_days_end(clock: FrozenClock, days: int) -> None:
    calendar = samples.program().calendar
    for hours in range(0, 24 * 14, 5):
        now = clock.now() + timedelta(hours=hours)
        latest = calendar.latest_before(now, days)
        assert calendar.add_business_days(latest, days) <= now
        assert calendar.add_business_days(latest + timedelta(seconds=1), days) > now
    assert calendar.local_day(clock.now()) == date(2026, 11, 2)
