"""What billing events and imports make of customers and subscriptions, on both databases."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from domain.billing import BillingEvent, EventRecord, EventType, SubscriptionData, Taken
from domain.errors import Code, DomainError
from domain.money import BasisPoints, Cents
from domain.program import Program
from domain.subscriptions import NAMED_BY_IMPORT, BillingCycle, Customer, Kind, Subscription, SubscriptionStatus
from domain.usecases.billing_book import Book
from domain.usecases.enrol import Change, PartnerData, put_partner
from domain.usecases.record_billing import (
    EventsRefusedError,
    end_past_due,
    put_rows,
    put_subscriptions,
    record_events,
)
from storage.database import Database
from tests.storage.statements import statements
from tests.unit import samples
from tests.unit.samples import subscription

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
ACTIVE, PAST_DUE = SubscriptionStatus.ACTIVE, SubscriptionStatus.PAST_DUE


@pytest.fixture
def program() -> Program:
    """The program that ships."""
    return samples.program()


@pytest.fixture(autouse=True)
def partners(database: Database, program: Program) -> None:
    """Northwind and Southridge, which joined at the start of the year."""
    with database.write() as uow:
        for key in ("northwind", "southridge"):
            put_partner(uow, program, PartnerData(key, key.title(), date(2026, 1, 1), ()), now=at(days_ago=300))
        uow.commit()


def at(*, days_ago: float) -> datetime:
    return NOW - timedelta(days=days_ago)


def event(event_id: str, days_ago: float, **changes: Any) -> BillingEvent:
    data = subscription(**changes)
    payload = json.dumps({"subscription": {"started_on": data.started_on.isoformat()}})
    return BillingEvent(event_id, EventType.UPDATED, at(days_ago=days_ago), data, payload)


def take(database: Database, program: Program, *events: BillingEvent) -> list[Taken]:
    """Each event in a list of its own."""
    taken = []
    for each in events:
        with database.write() as uow:
            taken += record_events(uow, program, [each], now=NOW)
            uow.commit()
    return taken


def put(database: Database, program: Program, *rows: SubscriptionData) -> list[Change | DomainError]:
    """An import of these rows."""
    with database.write() as uow:
        outcomes = put_rows(Book(uow, program, now=NOW), rows)
        uow.commit()
    return outcomes


def found(database: Database, subscription_id: str = "sub") -> Subscription:
    with database.read() as uow:
        subscription = uow.subscriptions.get(subscription_id)
    assert subscription is not None
    return subscription


def customer(database: Database, customer_id: str = "cus") -> Customer:
    with database.read() as uow:
        return uow.subscriptions.customers_by_id([customer_id])[customer_id]


def arr(database: Database, partner_id: str) -> int:
    with database.read() as uow:
        return uow.partners.tier_figures(partner_id, new_since=NOW.date()).arr


def promote(database: Database, program: Program, days_ago: float) -> None:
    """Northwind becomes Silver at an instant, by another subscription."""
    big = subscription(id="big", customer_id="big", kind=Kind.RESELLER, amount=Cents(600_00), rate=BasisPoints(2000))
    with database.write() as uow:
        assert len(put_subscriptions(uow, program, [big], now=at(days_ago=days_ago))) == 1
        uow.commit()


def test_the_newest_event_says_what_is(database: Database, program: Program) -> None:
    yearly = event("c", 0.5, billing_cycle=BillingCycle.ANNUAL)
    taken = take(database, program, event("b", 1, seats=9), event("a", 2), yearly)
    assert taken == [Taken.APPLIED, Taken.STALE, Taken.APPLIED]
    assert (found(database).seats, found(database).billing_cycle) == (5, BillingCycle.ANNUAL)
    assert arr(database, "northwind") == 200_00


def test_of_two_at_the_same_instant_the_greater_id_is_newer(database: Database, program: Program) -> None:
    assert take(database, program, event("b", 1, seats=2), event("a", 1, seats=1)) == [Taken.APPLIED, Taken.STALE]
    assert found(database).seats == 2


def test_a_named_rate_stays_until_a_newer_event_names_another(database: Database, program: Program) -> None:
    take(database, program, event("b", 2, rate=BasisPoints(2500)), event("c", 1))
    assert found(database).rate == 2500
    take(database, program, event("a", 3, rate=BasisPoints(1000)))
    assert found(database).rate == 2500
    take(database, program, event("b2", 1.5, rate=BasisPoints(0)))  # stale, yet the newest that names one
    assert (found(database).rate, found(database).contribution) == (0, 3_000_00)


@pytest.mark.parametrize(
    ("started", "told_days_ago", "rate"),
    [(date(2026, 10, 22), 1, 2000), (date(2026, 10, 24), 1, 2200), (date(2026, 10, 24), 10.5, 2000)],
    ids=["began before", "began after", "told before"],
)
def test_a_rate_that_nobody_names_is_that_of_the_tier_held_then(
    database: Database, program: Program, started: date, told_days_ago: float, rate: int
) -> None:
    promote(database, program, days_ago=10)
    take(database, program, event("a", told_days_ago, started_on=started))
    assert found(database).rate == rate


def test_which_event_fixes_the_rate_does_not_depend_on_the_order(database: Database, program: Program) -> None:
    """The one in the middle, which comes late, moves the first day away and back: the third fixes the rate anew."""
    promote(database, program, days_ago=10)
    first, other = date(2026, 11, 1), date(2026, 6, 1)
    a, b, c = (event("a", 12, started_on=first), event("b", 11, started_on=other), event("c", 9, started_on=first))
    take(database, program, a, c)
    assert found(database).rate == 2000
    take(database, program, b)
    assert found(database).rate == 2200


def test_past_due_is_since_the_first_of_an_unbroken_run(database: Database, program: Program) -> None:
    take(
        database,
        program,
        event("d", 2, status=PAST_DUE),
        event("b", 6, status=PAST_DUE),
        event("e", 1, status=PAST_DUE),
    )
    assert found(database).past_due_since == date(2026, 10, 27)
    take(database, program, event("c", 4))
    assert found(database).past_due_since == date(2026, 10, 31)
    take(database, program, event("f", 0.5))
    assert found(database).past_due_since is None


def test_past_due_counts_for_the_programs_days_only(database: Database, program: Program) -> None:
    days = program.arr.past_due_days
    take(database, program, event("a", 1, status=PAST_DUE))
    assert arr(database, "northwind") == 2_400_00

    def end(program: Program, days_on: int) -> list[str]:
        with database.write() as uow:
            ended = end_past_due(uow, program, NOW + timedelta(days=days_on))
            uow.commit()
        return ended

    assert (end(program, days - 2), arr(database, "northwind")) == ([], 2_400_00)
    assert (end(program, days - 1), arr(database, "northwind")) == (["northwind"], 0)
    assert end(program, days - 1) == []
    longer = samples.program(arr={"past_due_days": days + 10})
    assert (end(longer, days), arr(database, "northwind")) == (["northwind"], 2_400_00)


def test_a_customer_pays_since_the_first_day_of_anything_paid(database: Database, program: Program) -> None:
    free = event("c", 1, amount=Cents(0), started_on=date(2026, 1, 1))
    take(database, program, free, event("t", 2, status=SubscriptionStatus.TRIALING))
    assert customer(database).paying_since is None
    take(database, program, event("b", 3, started_on=date(2026, 7, 1)), event("a", 4, started_on=date(2026, 5, 1)))
    assert customer(database).paying_since == date(2026, 5, 1)


def test_a_subscription_moves_with_its_customer_to_another_partner(database: Database, program: Program) -> None:
    take(database, program, event("a", 2, kind=Kind.RESELLER, amount=Cents(500_00)))
    assert (arr(database, "northwind"), arr(database, "southridge")) == (6_000_00, 0)
    take(database, program, event("b", 1, kind=Kind.RESELLER, amount=Cents(500_00), partner_id="southridge"))
    assert (arr(database, "northwind"), arr(database, "southridge")) == (0, 6_000_00)
    assert customer(database).partner_id == "southridge"
    with database.read() as uow:
        both = uow.partners.by_id(["northwind", "southridge"])
    assert both["southridge"].tier == "silver"
    assert both["northwind"].grace_since == NOW.date()


def test_a_list_is_refused_whole_with_the_place_of_each_reason(database: Database, program: Program) -> None:
    events = [
        event("a", 1),
        event("b", 1, partner_id="nobody", currency="EUR"),
        event("a", 1),
        event("c", 1, currency="PLN"),
    ]
    with database.write() as uow, pytest.raises(EventsRefusedError) as refused:
        record_events(uow, program, events, now=NOW)
    assert [(place, error.code, error.field) for place, error in refused.value.refusals] == [
        (1, Code.PARTNER_UNKNOWN, "partner"),
        (1, Code.CURRENCY_UNKNOWN, "currency"),
        (3, Code.CURRENCY_UNKNOWN, "currency"),
    ]


def test_an_event_on_record_fails_a_race_instead_of_being_kept_twice(database: Database, program: Program) -> None:
    take(database, program, event("a", 1))
    told_again = event("a", 1).subscription
    record = EventRecord("a", told_again.id, "northwind", NOW, NOW, EventType.UPDATED, ACTIVE, False, "{}")
    for records in ([record], [replace(record, id="z"), record]):  # one by one and many at once are written differently
        with database.write() as uow, pytest.raises(IntegrityError):
            uow.billing.record(records)


def test_an_import_again_changes_nothing_and_writes_nothing(database: Database, program: Program) -> None:
    rows = [subscription(id=f"sub-{number}", customer_id=f"cus-{number % 3}") for number in range(5)]
    assert put(database, program, *rows) == [Change.ADDED] * 5
    with statements() as seen:
        assert put(database, program, *rows) == [Change.UNCHANGED] * 5
    assert [text for text in _words(seen) if text.startswith(("INSERT", "UPDATE", "DELETE"))] == []


def _words(seen: Iterable[tuple[str, Any]]) -> list[str]:
    return [text for text, _ in seen]


def test_an_import_corrects_what_events_told_and_newer_events_go_on(database: Database, program: Program) -> None:
    take(database, program, event("b", 2, rate=BasisPoints(2100)))
    assert put(database, program, subscription(seats=7, rate=BasisPoints(1500))) == [Change.CHANGED]
    corrected = found(database)
    assert (corrected.seats, corrected.rate) == (7, 1500)
    assert str(corrected.newest_event).endswith("/b")
    assert take(database, program, event("a", 3, seats=1), event("c", 1, seats=2)) == [Taken.STALE, Taken.APPLIED]
    assert (found(database).seats, found(database).rate) == (2, 1500)


def test_a_rate_named_by_an_import_moves_with_the_subscription_and_a_fixed_one_is_fixed_anew(
    database: Database, program: Program
) -> None:
    promote(database, program, days_ago=200)
    fixed = subscription(id="fixed", customer_id="f")
    named = subscription(id="named", customer_id="n", rate=BasisPoints(2300))
    put(database, program, fixed, named)
    assert (found(database, "fixed").rate, found(database, "named").rate_event) == (2200, NAMED_BY_IMPORT)
    take(
        database,
        program,
        event("a", 1, id="fixed", customer_id="f", partner_id="southridge"),
        event("b", 1, id="named", customer_id="n", partner_id="southridge"),
    )
    assert (found(database, "fixed").rate, found(database, "named").rate) == (2000, 2300)


def test_an_import_does_not_move_customers_or_subscriptions(database: Database, program: Program) -> None:
    put(database, program, subscription())
    theirs = subscription(partner_id="southridge")
    refused = put(database, program, theirs, replace(theirs, customer_id="cus-2"))
    assert [each.code for each in refused if isinstance(each, DomainError)] == [
        Code.CUSTOMER_ELSEWHERE,
        Code.SUBSCRIPTION_ELSEWHERE,
    ]


def test_a_past_due_row_is_so_from_the_import_on(database: Database, program: Program) -> None:
    put(database, program, subscription(status=PAST_DUE))
    assert found(database).past_due_since == NOW.date()
    assert put(database, program, subscription(status=PAST_DUE)) == [Change.UNCHANGED]
    put(database, program, subscription())
    assert found(database).past_due_since is None
