"""The staff's lists of partners and the report of a month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

import pytest

from domain.money import Cents
from domain.partners import Partner, TierChange, TierEvent
from domain.people import PersonKey
from domain.ports.directory import Month, Order, Selection, TierMoves
from domain.subscriptions import Customer, Kind
from storage.database import Database
from storage.tables import daily_figures
from tests.storage.samples import NOW, entry, lead, put_partner, subscription
from tests.storage.statements import statements

SINCE = date(2026, 10, 3)
MARIA = PersonKey("T0VEND:U0MARIA")
NUMBERS = count(1)
OCTOBER = Month(
    date(2026, 10, 1),
    date(2026, 11, 1),
    datetime(2026, 9, 30, 22, tzinfo=UTC),
    datetime(2026, 10, 31, 23, tzinfo=UTC),
    is_running=False,
)
NOVEMBER = Month(
    date(2026, 11, 1),
    date(2026, 12, 1),
    datetime(2026, 10, 31, 23, tzinfo=UTC),
    datetime(2026, 11, 30, 23, tzinfo=UTC),
    is_running=True,
)


def put(database: Database, partner_id: str, name: str, yearly: int = 0, **changes: Any) -> None:
    """A partner with so many cents of ARR a year, a multiple of 12."""
    values: dict[str, Any] = {"joined_on": date(2025, 1, 1), "tier": "bronze", "tier_since": date(2025, 1, 1)}
    with database.write() as uow:
        uow.partners.add(Partner(partner_id, name, **{**values, **changes}))
        uow.subscriptions.add_customers(Customer(f"cus-{partner_id}", partner_id, "Acme"))
        if yearly:
            number = f"s{next(NUMBERS)}"
            uow.subscriptions.add(subscription(number, partner_id, amount=yearly // 12, kind=Kind.RESELLER))
        uow.commit()


def put_figures(database: Database, *rows: tuple[str, date, int]) -> None:
    """Figures of days: partner, day, ARR."""
    with database.write() as uow:
        values = [
            {"partner_id": partner, "on": on, "arr": arr, "new_customers": 0, "tier": "bronze"}
            for partner, on, arr in rows
        ]
        transaction: Any = uow
        transaction._transaction.execute(daily_figures.insert(), values)
        uow.commit()


def select(order: Order = Order.ARR, **changes: Any) -> Selection:
    """All partners in an order, or those that `changes` leave."""
    return Selection(order, {"gold": 0, "silver": 1, "formerly_silver": 1, "bronze": 2}, SINCE, **changes)


def ids(database: Database, selection: Selection) -> Sequence[str]:
    """Who is listed."""
    with database.read() as uow:
        found, total = uow.directory.page(selection, offset=0, limit=100)
    assert total == len(found)
    return [row.partner.id for row in found]


@pytest.fixture
def four(database: Database) -> Database:
    """Four partners; only two had figures thirty days ago."""
    put(database, "b", "Beta", 600_00, tier="silver", account_manager=MARIA)
    put(database, "a", "alpha", 2_400_00)
    put(database, "d", "Delta", tier="gold", grace_since=date(2026, 10, 20), grace_until=date(2026, 11, 19))
    put(database, "g", "Gamma", 1_200_00, account_manager=MARIA)
    put_figures(
        database,
        ("b", date(2026, 9, 1), 9_999_00),
        ("b", date(2026, 10, 3), 120_00),
        ("b", date(2026, 10, 4), 555_00),
        ("a", date(2026, 9, 30), 3_600_00),
        ("d", date(2026, 10, 4), 1_00),
    )
    return database


def test_movement_is_the_arr_now_less_that_of_the_day(four: Database) -> None:
    with four.read() as uow:
        found, _ = uow.directory.page(select(), offset=0, limit=10)
    assert [(row.partner.id, row.arr, row.movement) for row in found] == [
        ("a", 2_400_00, -1_200_00),
        ("g", 1_200_00, 1_200_00),
        ("b", 600_00, 480_00),
        ("d", 0, 0),
    ]


def test_orders(four: Database) -> None:
    assert ids(four, select(Order.ARR)) == ["a", "g", "b", "d"]
    assert ids(four, select(Order.MOVEMENT)) == ["g", "b", "d", "a"]
    assert ids(four, select(Order.NAME)) == ["a", "b", "d", "g"], "capitals are no earlier letters"
    assert ids(four, select(Order.TIER)) == ["d", "b", "a", "g"]


def test_selections(four: Database) -> None:
    assert ids(four, select(tiers=["bronze"])) == ["a", "g"]
    assert ids(four, select(at_risk=True)) == ["d"]
    assert ids(four, select(account_manager=MARIA)) == ["g", "b"]
    assert ids(four, select(ids=["d", "a", "nobody"])) == ["a", "d"]
    assert ids(four, select(ids=[])) == []
    assert ids(four, select(least_arr={"bronze": Cents(1_200_01), "silver": Cents(600_00)})) == ["a", "b"]
    assert ids(four, select(least_arr={})) == []
    assert ids(four, select(account_manager=MARIA, tiers=["silver"])) == ["b"]


def test_the_hundredth_row_and_past_the_end(database: Database) -> None:
    for number in range(105):
        put(database, f"p{number:03}", f"Partner {number:03}")
    with database.read() as uow:
        page, total = uow.directory.page(select(Order.NAME), offset=99, limit=10)
        assert ([row.partner.id for row in page], total) == ([f"p{each:03}" for each in range(99, 105)], 105)
        assert uow.directory.page(select(), offset=110, limit=10) == ([], 105)
        assert uow.directory.page(select(tiers=["gold"]), offset=10, limit=10) == ([], 0)


def test_a_page_is_one_statement(four: Database) -> None:
    with four.read() as uow, statements() as seen:
        uow.directory.page(select(Order.MOVEMENT, tiers=["bronze"]), offset=0, limit=10)
    assert len(seen) == 1


def test_names_and_the_first_day(database: Database) -> None:
    with database.read() as uow:
        assert (uow.directory.names(), uow.directory.first_joined()) == ([], None)
    put(database, "z", "Acme", joined_on=date(2026, 2, 2))
    put(database, "a", "Zeta", joined_on=date(2026, 1, 2))
    with database.read() as uow:
        assert uow.directory.names() == [("z", "Acme"), ("a", "Zeta")]
        assert uow.directory.first_joined() == date(2026, 1, 2)


def test_a_month_that_is_over_is_as_it_was_at_its_end(four: Database) -> None:
    put(four, "n", "New", joined_on=date(2026, 10, 31))
    put(four, "late", "Late", joined_on=date(2026, 11, 1))
    with four.write() as uow:
        for day, tier in ((5, "silver"), (20, "gold")):
            uow.partners.record(change("b", date(2026, 10, day), TierEvent.PROMOTED, "bronze", tier))
        uow.partners.record(change("b", date(2026, 11, 1), TierEvent.DEMOTED, "gold", "bronze"))
        uow.commit()
    with four.read() as uow:
        rows = {row.partner_id: row for row in uow.directory.month(OCTOBER)}
    assert list(rows) == ["a", "b", "d", "g", "n"]
    assert {each: (row.tier, row.arr_before, row.arr) for each, row in rows.items()} == {
        "a": ("bronze", 3_600_00, 3_600_00),
        "b": ("gold", 9_999_00, 555_00),
        "d": ("gold", 0, 1_00),
        "g": ("bronze", 0, 0),
        "n": ("bronze", 0, 0),
    }
    assert [row.joined for row in rows.values()] == [False, False, False, False, True]
    assert rows["b"].movement == -9_444_00


def test_a_running_month_is_as_of_now(four: Database) -> None:
    with four.read() as uow:
        rows = {row.partner_id: row for row in uow.directory.month(NOVEMBER)}
    assert {each: (row.tier, row.arr_before, row.arr) for each, row in rows.items()} == {
        "a": ("bronze", 3_600_00, 2_400_00),
        "g": ("bronze", 0, 1_200_00),
        "b": ("silver", 555_00, 600_00),
        "d": ("gold", 1_00, 0),
    }


def change(partner_id: str, on: date, event: TierEvent, before: str, after: str) -> TierChange:
    """A line of tier history."""
    return TierChange(partner_id, event, on, NOW, before, after, Cents(0), 0)


def test_what_a_month_has_brought_is_counted_within_its_bounds(database: Database) -> None:
    put_partner(database, "northwind", "other")
    first, last = datetime(2026, 9, 30, 22, tzinfo=UTC), datetime(2026, 10, 31, 22, 59, tzinfo=UTC)
    with database.write() as uow:
        for number, day in enumerate([(9, 30), (10, 1), (10, 31), (11, 1)]):
            made = Customer(f"c{number}", "northwind", "C", paying_since=date(2026, *day))
            uow.subscriptions.add_customers(made)
        before = datetime(2026, 9, 30, 21, 59, tzinfo=UTC)
        after = datetime(2026, 10, 31, 23, tzinfo=UTC)
        leads = [uow.leads.add(lead(f"d{n}", at=at)).id for n, at in enumerate([before, first, last, last, after])]
        other = uow.leads.add(lead("other", "other", at=first)).id
        bookings = [
            (entry("before", leads[0], 1_00), before),
            (entry("won", leads[1], 10_00), first),
            (entry("taken", leads[1], -10_00, "won"), last),
            (entry("again", leads[1], 30_00), last),
            (entry("second", leads[2], 7_00), last),
            (entry("old taken back", leads[0], -1_00, "before"), last),
            (entry("after", leads[3], 100_00), after),
        ]
        for each, at in bookings:
            uow.ledger.add(each.__class__(**{**each.__dict__, "at": at}))
        uow.commit()
    assert other
    with database.read() as uow:
        rows = {row.partner_id: row for row in uow.directory.month(OCTOBER)}
    northwind = rows["northwind"]
    assert (northwind.new_customers, northwind.leads, northwind.won, northwind.rewards) == (2, 3, 2, 36_00)
    assert (rows["other"].leads, rows["other"].won, rows["other"].rewards) == (1, 0, 0)


def test_moves_between_tiers_are_counted_by_kind(database: Database) -> None:
    put_partner(database, "northwind", "other")
    with database.write() as uow:
        for partner_id, day, event, before, after in [
            ("northwind", date(2026, 9, 30), TierEvent.PROMOTED, "bronze", "silver"),
            ("northwind", date(2026, 10, 1), TierEvent.PROMOTED, "bronze", "silver"),
            ("other", date(2026, 10, 31), TierEvent.PROMOTED, "bronze", "silver"),
            ("other", date(2026, 10, 31), TierEvent.GRACE_STARTED, "silver", "silver"),
            ("other", date(2026, 11, 1), TierEvent.DEMOTED, "silver", "bronze"),
        ]:
            uow.partners.record(change(partner_id, day, event, before, after))
        uow.commit()
    with database.read() as uow:
        assert uow.directory.tier_moves(OCTOBER) == [TierMoves(TierEvent.PROMOTED, "bronze", "silver", 2)]
        assert uow.directory.tier_moves(NOVEMBER) == [TierMoves(TierEvent.DEMOTED, "silver", "bronze", 1)]
