"""The history of figures and tiers: a row a partner and day, and what is read from it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.money import Cents
from domain.partners import DayFigures, TierChange, TierEvent
from domain.subscriptions import Customer
from domain.tiers import Figures
from storage.database import Database
from tests.storage.samples import NOW, TODAY, put_partner, subscription
from tests.storage.statements import statements

WINDOW = date(2025, 11, 3)
TOMORROW = TODAY + timedelta(days=1)


def sell(database: Database, partner_id: str = "northwind", amount: int = 100_000, name: str = "s1") -> None:
    """A referral that adds 9.6 times its amount, of a customer that is new."""
    with database.write() as uow:
        uow.subscriptions.add(subscription(f"{name}-{partner_id}", partner_id, amount=amount))
        uow.subscriptions.add_customers(Customer(f"new-{name}-{partner_id}", partner_id, "C", paying_since=TODAY))
        uow.commit()


def take(database: Database, *partner_ids: str, day: date = TODAY) -> dict[str, Figures]:
    with database.write() as uow:
        taken = dict(uow.history.take_days(partner_ids, day, new_since=WINDOW))
        uow.commit()
    return taken


def days(database: Database, partner_id: str = "northwind") -> list[tuple[date, int, int]]:
    with database.read() as uow:
        rows = uow.history.series(partner_id, date.min, date.max)
    return [(row.on, row.arr, row.new_customers) for row in rows]


def test_a_day_is_taken_and_kept_in_one_statement_and_the_newest_stays(database: Database) -> None:
    put_partner(database)
    with database.write() as uow:
        assert uow.history.take_day("northwind", TODAY, new_since=WINDOW) == Figures(Cents(0), 0)
        uow.commit()
    sell(database)
    with database.write() as uow:
        with statements() as seen:
            taken = uow.history.take_day("northwind", TODAY, new_since=WINDOW)
        uow.commit()
    assert len(seen) == 1
    assert taken == Figures(Cents(960_000), 1)
    assert days(database) == [(TODAY, 960_000, 1)]


def test_many_are_taken_in_one_statement_and_nobody_else(database: Database) -> None:
    put_partner(database, "northwind", "southwind", "eastwind")
    sell(database)
    sell(database, "southwind", 200_000)
    with database.write() as uow:
        with statements() as seen:
            taken = uow.history.take_days(["southwind", "northwind", "nobody"], TODAY, new_since=WINDOW)
        uow.commit()
    assert len(seen) == 1
    assert taken == {"northwind": Figures(Cents(960_000), 1), "southwind": Figures(Cents(1_920_000), 1)}
    assert days(database, "eastwind") == []
    assert take(database) == {}


def test_what_has_moved_is_added_to_the_rows_of_the_day_in_one_statement(database: Database) -> None:
    put_partner(database, "northwind", "southwind", "eastwind", "westwind")
    take(database, "northwind", "southwind", "westwind")
    take(database, "eastwind", day=TODAY - timedelta(days=1))
    sell(database)
    with database.write() as uow:
        moved = {"northwind": Cents(960_000), "southwind": Cents(-5), "eastwind": Cents(7), "nobody": Cents(9)}
        with statements() as seen:
            known = uow.history.move_days(moved, TODAY, new_since=WINDOW)
        assert uow.history.move_days({}, TODAY, new_since=WINDOW) == {}
        uow.commit()
    assert len(seen) == 1
    assert known == {"northwind": Figures(Cents(960_000), 1), "southwind": Figures(Cents(-5), 0)}
    assert days(database) == [(TODAY, 960_000, 1)]
    assert days(database, "southwind") == [(TODAY, -5, 0)]
    assert days(database, "westwind") == [(TODAY, 0, 0)]
    assert days(database, "eastwind") == [(TODAY - timedelta(days=1), 0, 0)]


def test_changes_that_are_not_sent_yet_are_part_of_the_sum(database: Database) -> None:
    put_partner(database)
    with database.write() as uow:
        uow.subscriptions.add(subscription("s1", amount=100_000))
        assert uow.history.take_day("northwind", TODAY, new_since=WINDOW).arr == 960_000


def test_a_day_can_be_written_anew(database: Database) -> None:
    put_partner(database)
    take(database, "northwind")
    with database.write() as uow:
        uow.history.record_day("northwind", TODAY, Figures(Cents(5), 1), "gold")
        uow.commit()
    with database.read() as uow:
        assert uow.history.figures_on("northwind", TODAY) == DayFigures("northwind", TODAY, Cents(5), 1, "gold")


def test_a_snapshot_gives_each_partner_its_row_but_leaves_those_of_the_day_and_later(database: Database) -> None:
    put_partner(database, "today", "later", "before", "never")
    for partner_id in ("today", "later", "before", "never"):
        sell(database, partner_id)
    take(database, "today")
    take(database, "later", day=TOMORROW)
    take(database, "before", day=TODAY - timedelta(days=1))
    for partner_id in ("today", "later", "before", "never"):
        sell(database, partner_id, name="s2")
    with database.write() as uow:
        with statements() as seen:
            uow.history.snapshot(TODAY, new_since=WINDOW)
        assert len(seen) == 1
        uow.history.snapshot(TODAY, new_since=WINDOW)
        uow.commit()

    assert days(database, "today") == [(TODAY, 960_000, 1)]
    assert days(database, "later") == [(TOMORROW, 960_000, 1)]
    assert days(database, "before") == [(TODAY - timedelta(days=1), 960_000, 1), (TODAY, 1_920_000, 2)]
    assert days(database, "never") == [(TODAY, 1_920_000, 2)]


def test_a_day_without_a_row_is_as_the_one_before(database: Database) -> None:
    put_partner(database, "northwind", "southwind")
    take(database, "northwind")
    sell(database)
    take(database, "northwind", day=TODAY + timedelta(days=5))
    with database.read() as uow:
        found = [uow.history.figures_on("northwind", TODAY + timedelta(days=ahead)) for ahead in (-1, 0, 4, 5, 9)]
        assert uow.history.figures_on("southwind", TODAY) is None
    assert [row and row.arr for row in found] == [None, 0, 0, 960_000, 960_000]


def test_a_place_is_a_partner_with_its_newest_day(database: Database) -> None:
    put_partner(database, "northwind", "southwind", "eastwind")
    take(database, "northwind", "southwind")
    sell(database)
    take(database, "northwind", day=TOMORROW)
    with database.read() as uow:
        found = [(place.partner.id, place.on, place.figures.arr) for place in uow.history.places()]
    assert found == [("northwind", TOMORROW, 960_000), ("southwind", TODAY, 0)]


def test_changes_are_paged_and_cut_at_a_day(database: Database) -> None:
    put_partner(database, "northwind", "southwind")
    with database.write() as uow:
        for ahead in range(5):
            on = TODAY + timedelta(days=ahead)
            uow.partners.record(TierChange("northwind", TierEvent.PROMOTED, on, NOW, "bronze", "gold", Cents(ahead), 0))
        uow.partners.record(TierChange("southwind", TierEvent.PROMOTED, TODAY, NOW, "bronze", "gold", Cents(9), 0))
        uow.commit()
    with database.read() as uow:
        changes, total = uow.history.changes("northwind", offset=1, limit=2)
        assert ([change.arr for change in changes], total) == ([3, 2], 5)
        until = uow.history.changes_until("northwind", TOMORROW)
        assert [change.arr for change in until] == [1, 0]
        assert [change.arr for change in uow.history.changes_until("northwind", TOMORROW, limit=1)] == [1]


@pytest.mark.parametrize(("number", "since"), [(1, TODAY), (2, date(2026, 5, 1)), (3, date(2020, 1, 1)), (4, None)])
def test_the_newest_customers_pay_since_a_day(database: Database, number: int, since: date | None) -> None:
    put_partner(database, "northwind", "southwind")
    with database.write() as uow:
        for index, day in enumerate([date(2020, 1, 1), TODAY, None, date(2026, 5, 1)]):
            uow.subscriptions.add_customers(Customer(f"c{index}", "northwind", "C", paying_since=day))
        uow.commit()
    with database.read() as uow:
        assert uow.history.counted_since("northwind", number) == since
        each = {"northwind": since} if since else {}
        assert uow.history.counted_since_of_each("bronze", number) == each
        assert uow.history.counted_since_of_each("gold", number) == {}
