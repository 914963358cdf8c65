"""What customers pay: the sum, its lines, and the index the sum is read from."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import create_engine, make_url

from domain.people import Member
from domain.subscriptions import Customer, Kind, SubscriptionStatus
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tests.storage.samples import NOW, PAT, put_partner, subscription
from tests.storage.statements import statements

WINDOW = date(2025, 11, 3)


def test_arr_is_the_sum_of_what_counts(database: Database) -> None:
    put_partner(database, "northwind", "southwind")
    contributions = []
    with database.write() as uow:
        for number, status in enumerate([*SubscriptionStatus] * 5):
            made = subscription(f"s{number}", amount=1_999 + number, status=status)
            contributions.append(made.contribution if status is SubscriptionStatus.ACTIVE else 0)
            uow.subscriptions.add(made)
        uow.subscriptions.add(subscription("other", "southwind"))
        uow.commit()
    with database.read() as uow:
        assert uow.partners.tier_figures("northwind", new_since=WINDOW).arr == sum(contributions) > 0


def test_arr_follows_a_change_at_once(database: Database) -> None:
    put_partner(database)
    with database.write() as uow:
        uow.subscriptions.add(subscription("s1", amount=10_000, kind=Kind.RESELLER))
        assert uow.partners.tier_figures("northwind", new_since=WINDOW).arr == 120_000
        found = uow.subscriptions.by_id(["s1"], for_update=True)["s1"]
        paused = replace(found, status=SubscriptionStatus.PAUSED)
        paused.settle(date(2026, 11, 1), past_due_days=14)
        uow.subscriptions.change(paused)
        assert uow.partners.tier_figures("northwind", new_since=WINDOW).arr == 0


@pytest.mark.parametrize(
    "ask",
    [
        lambda uow: uow.partners.figures("southwind", new_since=WINDOW),
        lambda uow: uow.partners.of_member(PAT, new_since=WINDOW),
    ],
    ids=["of a partner", "of a member's partner"],
)
def test_the_sum_is_read_from_the_index_alone(database: Database, ask: Callable[[UnitOfWork], object]) -> None:
    put_partner(database, "northwind", "southwind")
    with database.write() as uow:
        uow.people.add_member(Member(PAT, "southwind", NOW))
        for number in range(300):
            uow.subscriptions.add(subscription(f"s{number}", "northwind" if number % 10 else "southwind"))
        uow.commit()
    plan = "\n".join(_plan(database, ask))
    if database.url.get_backend_name() == "sqlite":
        assert "SEARCH subscriptions USING COVERING INDEX ix_subscriptions_arr (partner_id=?" in plan
    else:
        # with so few rows both indexes are of one size; the smaller is taken where it matters
        assert re.search(r"Index Only Scan using ix_subscriptions_arr(_lines)? on subscriptions", plan)


def _plan(database: Database, ask: Callable[[UnitOfWork], object]) -> list[str]:
    """How the database runs the statement that the repository sends."""
    with statements() as seen, database.read() as uow:
        ask(uow)
    ((statement, parameters),) = [each for each in seen if "SELECT" in each[0]]
    is_sqlite = database.url.get_backend_name() == "sqlite"
    engine = create_engine(make_url(database.url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        if not is_sqlite:
            connection.exec_driver_sql("VACUUM ANALYZE subscriptions")
            # a table this small is cheaper to read whole; with many rows these are out of the question by themselves
            connection.exec_driver_sql("SET enable_seqscan = off")
            connection.exec_driver_sql("SET enable_bitmapscan = off")
        explain = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN "
        lines = [str(row[-1]) for row in connection.exec_driver_sql(explain + statement, parameters)]
    engine.dispose()
    return lines


def test_several_customers_are_renamed_at_once(database: Database) -> None:
    put_partner(database)
    named = [Customer("c1", "northwind", "Acme"), Customer("c2", "northwind", "Bolt")]
    renamed = [Customer("c1", "northwind", "Acme Labs"), Customer("c2", "northwind", "Bolt & Co")]
    with database.write() as uow:
        uow.subscriptions.add_customers(*named)
        uow.subscriptions.change_customers(*renamed, before={each.id: each for each in named})
        uow.commit()
    with database.read() as uow:
        assert uow.subscriptions.customers_by_id({"c1", "c2"}) == {each.id: each for each in renamed}
