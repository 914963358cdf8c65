"""A partner's ARR taken apart by the database: lines, customers, what needs a word, and the export."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.money import BasisPoints, Cents
from domain.subscriptions import BillingCycle, Customer, Kind, Subscription, SubscriptionStatus
from storage.database import Database
from tests.storage.samples import put_partner, subscription
from tests.storage.statements import statements

TODAY = date(2026, 11, 10)


def sold(subscription_id: str, **changes: Any) -> Subscription:
    """A subscription with other values than the sample's, settled."""
    made = replace(subscription(subscription_id), **changes)
    made.settle(TODAY, past_due_days=14)
    return made


def put(database: Database, *made: Subscription, customers: tuple[Customer, ...] = ()) -> None:
    """Stores them, with customers they may name."""
    with database.write() as uow:
        uow.subscriptions.add_customers(*customers)
        uow.subscriptions.add(*made)
        uow.commit()


def customer(key: str, name: str, domain: str | None = None, partner_id: str = "northwind") -> Customer:
    return Customer(key, partner_id, name, domain)


def test_lines_of_a_plan_follow_one_another_the_biggest_first(database: Database) -> None:
    put_partner(database, "northwind", "southwind")
    put(
        database,
        *(sold(f"referral-{n}") for n in range(15)),
        *(sold(f"reseller-{n}", kind=Kind.RESELLER) for n in range(5)),
        sold("small", amount=Cents(100)),
        sold("desk", product="helpdesk", plan="team", kind=Kind.RESELLER, amount=Cents(200_000)),
        sold("yearly", product="helpdesk", plan="team", billing_cycle=BillingCycle.ANNUAL, amount=Cents(7)),
        sold("trial", status=SubscriptionStatus.TRIALING),
    )
    with database.read() as uow:
        found = uow.arr.lines("northwind", offset=0, limit=10)
        assert [(each.product, each.kind, each.count, each.total) for each in found.lines] == [
            ("livechat", Kind.REFERRAL, 15, 3_600_000),
            ("livechat", Kind.RESELLER, 5, 1_500_000),
            ("livechat", Kind.REFERRAL, 1, 960),
            ("helpdesk", Kind.RESELLER, 1, 2_400_000),
            ("helpdesk", Kind.REFERRAL, 1, 6),
        ]
        assert [(each.of_plan, each.lines_of_plan) for each in found.lines] == [(5_100_960, 3)] * 3 + [
            (2_400_006, 2)
        ] * 2
        assert (found.count, found.total) == (5, sum(each.total for each in found.lines))
        last = uow.arr.lines("northwind", offset=4, limit=2)
        assert ([each.cycle for each in last.lines], last.count) == ([BillingCycle.ANNUAL], 5)
        assert last.total == found.total
        past = uow.arr.lines("northwind", offset=6, limit=2)
        assert (past.lines, past.count, past.total) == ([], 5, found.total)
        nothing = uow.arr.lines("southwind", offset=4, limit=2)
        assert (nothing.lines, nothing.count, nothing.total) == ([], 0, 0)


def test_what_is_paid_leaves_out_what_is_past_due_though_it_counts(database: Database) -> None:
    put_partner(database, "northwind", "southwind")
    late = {"status": SubscriptionStatus.PAST_DUE, "past_due_since": date(2026, 11, 3)}
    put(
        database,
        *(sold(f"referral-{n}") for n in range(3)),
        sold("late", **late),
        sold("late alone", amount=Cents(7), **late),
        sold("yearly", kind=Kind.RESELLER, billing_cycle=BillingCycle.ANNUAL),
        sold("trial", status=SubscriptionStatus.TRIALING),
        sold("another's", partner_id="southwind", customer_id="cus-southwind"),
    )
    with database.read() as uow:
        found = uow.arr.paid_alike("northwind")
    assert sorted((each.kind, each.cycle, each.amount, each.rate, each.count) for each in found) == [
        (Kind.REFERRAL, BillingCycle.MONTHLY, 25_000, 2_000, 3),
        (Kind.RESELLER, BillingCycle.ANNUAL, 25_000, 2_000, 1),
    ]


def test_what_needs_a_word_is_told_by_status_and_day(database: Database) -> None:
    put_partner(database)
    late, longer = date(2026, 11, 3), date(2026, 10, 1)
    put(
        database,
        sold("active"),
        sold("trial-1", status=SubscriptionStatus.TRIALING),
        sold("trial-2", status=SubscriptionStatus.TRIALING),
        sold("late", status=SubscriptionStatus.PAST_DUE, past_due_since=late),
        sold("longer", status=SubscriptionStatus.PAST_DUE, past_due_since=longer),
        sold("gone", status=SubscriptionStatus.CANCELLED),
    )
    with database.read() as uow:
        found = uow.arr.asides("northwind")
    assert [(each.status, each.counts, each.since, each.count) for each in found] == [
        (SubscriptionStatus.TRIALING, False, None, 2),
        (SubscriptionStatus.PAST_DUE, True, late, 1),
        (SubscriptionStatus.PAST_DUE, False, longer, 1),
        (SubscriptionStatus.CANCELLED, False, None, 1),
    ]
    assert found[1].counts_until(14) == date(2026, 11, 17)
    assert [each.counts_until(14) for each in (found[0], found[2])] == [None, None]
    assert found[1].contribution == 240_000


def test_the_biggest_customers_are_those_that_bring_most(database: Database) -> None:
    put_partner(database)
    names = tuple(customer(f"c{n}", f"Customer {n}") for n in range(8))
    put(
        database,
        *(sold(f"s{n}", customer_id=f"c{n}", amount=Cents(1000 * n)) for n in range(7)),
        sold("second", customer_id="c1", amount=Cents(9000)),
        sold("trial", customer_id="c7", amount=Cents(99000), status=SubscriptionStatus.TRIALING),
        customers=names,
    )
    with database.read() as uow:
        assert [each.name for each in uow.arr.biggest("northwind", limit=3)] == [
            "Customer 1",
            "Customer 6",
            "Customer 5",
        ]
        everybody = uow.arr.biggest("northwind", limit=10)
        arr = uow.arr.lines("northwind", offset=0, limit=1).total
    assert "c0" not in {each.id for each in everybody}  # brings nothing: free months
    assert sum(each.contribution for each in everybody) == arr
    assert everybody[0].share_of(arr) == BasisPoints(round(10_000 * 10 / 30))
    assert everybody[0].share_of(Cents(0)) == 0


@pytest.fixture
def three(database: Database) -> Database:
    """Three customers of Northwind, one of which Southwind has a subscription of too, and one of Southwind alone."""
    put_partner(database, "northwind", "southwind")
    put(
        database,
        sold("a1", customer_id="a", amount=Cents(1000), started_on=date(2026, 3, 1)),
        sold("a2", customer_id="a", amount=Cents(2000), started_on=date(2026, 2, 1)),
        sold("a3", customer_id="a", amount=Cents(9000), status=SubscriptionStatus.CANCELLED),
        sold("b1", customer_id="b", amount=Cents(5000)),
        sold("b2", customer_id="b", amount=Cents(7000), partner_id="southwind"),
        sold("c1", customer_id="c", status=SubscriptionStatus.TRIALING),
        sold("d1", customer_id="d", partner_id="southwind"),
        customers=(
            customer("a", "Äpfel & Söhne", "aepfel.example"),
            customer("b", "100% Tea_House", None, partner_id="southwind"),
            customer("c", "Acme Berlin", "acme.example"),
            customer("d", "Acme South", "south.example", partner_id="southwind"),
        ),
    )
    return database


def test_customers_come_by_what_they_bring_and_only_with_the_partners_own_subscriptions(three: Database) -> None:
    with three.read() as uow:
        rows, total = uow.arr.customers("northwind", "", offset=0, limit=10)
        assert [(each.id, each.subscriptions, each.contribution) for each in rows] == [
            ("b", 1, 48_000),
            ("a", 3, 28_800),
            ("c", 1, 0),
        ]
        assert (rows[1].name, rows[1].domain, rows[1].since) == ("Äpfel & Söhne", "aepfel.example", date(2026, 1, 15))
        assert total == 3
        assert uow.arr.customer("northwind", "a") == rows[1]
        assert uow.arr.customer("northwind", "d") is None
        assert uow.arr.customer("northwind", "nobody") is None
        second, total = uow.arr.customers("northwind", "", offset=2, limit=2)
        assert ([each.id for each in second], total) == (["c"], 3)
        assert uow.arr.customers("northwind", "", offset=9, limit=2) == ([], 3)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ACME", ["c"]),
        ("acme.example", ["c"]),
        ("berlin acme", ["c"]),
        ("berlin south", []),
        ("%", ["b"]),
        ("_", ["b"]),
        ("100% tea_", ["b"]),
        ("\\", []),
        ("'", []),
        ("Äpfel", ["a"]),
        ("&", ["a"]),
        ("south", []),
        ("e e e e e e e e", ["b", "a", "c"]),
    ],
)
def test_customers_are_found_by_words_of_name_and_domain(three: Database, words: str, found: list[str]) -> None:
    with three.read() as uow:
        rows, total = uow.arr.customers("northwind", words, offset=0, limit=10)
    assert ([each.id for each in rows], total) == (found, len(found))


def test_sqlite_knows_capitals_beyond_ascii(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    put_partner(database)
    put(database, sold("a1", customer_id="a"), customers=(customer("a", "Äpfel & Söhne"),))
    with database.read() as uow:
        assert uow.arr.customers("northwind", "äPFEL SÖHNE", offset=0, limit=10)[1] == 1
    database.dispose()


def test_a_customers_subscriptions_are_those_of_the_partner_alone(three: Database) -> None:
    with three.read() as uow:
        found, total = uow.arr.subscriptions("northwind", "a", offset=0, limit=2)
        assert ([each.id for each in found], total) == (["a2", "a1"], 3)
        assert [each.id for each in uow.arr.subscriptions("northwind", "a", offset=2, limit=2)[0]] == ["a3"]
        assert [each.id for each in uow.arr.subscriptions("northwind", "b", offset=0, limit=9)[0]] == ["b1"]
        assert uow.arr.subscriptions("northwind", "d", offset=0, limit=9) == ([], 0)
        assert uow.arr.subscriptions("northwind", "a", offset=9, limit=2) == ([], 3)


def test_the_export_has_every_subscription_of_the_partner_once(three: Database) -> None:
    with three.read() as uow:
        rows = list(uow.arr.export("northwind"))
        arr = uow.arr.lines("northwind", offset=0, limit=1).total
    assert [each.subscription.id for each in rows] == ["b1", "c1", "a3", "a2", "a1"]
    assert [(each.customer_name, each.customer_domain) for each in rows][1] == ("Acme Berlin", "acme.example")
    assert sum(each.contribution for each in rows) == arr == 76_800


def test_a_page_takes_one_statement(three: Database) -> None:
    with three.read() as uow, statements() as sent:
        uow.arr.lines("northwind", offset=0, limit=15)
        uow.arr.biggest("northwind", limit=5)
        uow.arr.asides("northwind")
        uow.arr.customers("northwind", "acme", offset=0, limit=10)
    assert len(sent) == 4
