"""`jobs run audit-arr`: all ARR computed anew, and whatever differs from what is stored is found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Table, create_engine, update

from bot.jobs import JobError
from domain.subscriptions import Kind, SubscriptionStatus
from storage.tables import customers, daily_figures, subscriptions
from tests.tiers.vendor import Vendor

OVER = date(2026, 11, 16)
"""The day on which what is past due since the start stops counting."""


def plant(vendor: Vendor, table: Table, **values: Any) -> None:
    """Writes something wrong into every row, past all that would keep it right."""
    engine = create_engine(vendor.database.url)
    with engine.begin() as connection:
        connection.execute(update(table).values(**values))
    engine.dispose()


def run(vendor: Vendor) -> str:
    vendor.clock.advance(timedelta(seconds=1))
    return vendor.jobs().run_now("audit-arr", vendor.clock.now())


@pytest.fixture
def sold(vendor: Vendor) -> Vendor:
    """Northwind with one referral customer who pays $1,000.00 a year."""
    vendor.enrol("southridge")
    vendor.sell(1_000, kind=Kind.REFERRAL)
    vendor.evaluate()
    return vendor


def test_nothing_is_found_where_all_is_right(sold: Vendor) -> None:
    assert run(sold) == "1 subscription checked, no difference"


@pytest.mark.parametrize(
    ("table", "values", "found"),
    [
        (
            subscriptions,
            {"contribution": 80_001},
            [
                "subscription sub-northwind: ARR is stored as 800.01, computed 800.00",
                "partner northwind: ARR of 2026-11-02 is stored as 800.00, computed 800.01",
            ],
        ),
        (
            subscriptions,
            {"counts": False},
            [
                "subscription sub-northwind: counts is stored as no, computed yes",
                "partner northwind: ARR of 2026-11-02 is stored as 800.00, computed 0.00",
            ],
        ),
        (
            subscriptions,
            {"status": SubscriptionStatus.PAUSED},
            ["subscription sub-northwind: counts is stored as yes, computed no"],
        ),
        (
            customers,
            {"partner_id": "southridge"},
            ["subscription sub-northwind: partner is stored as northwind, computed southridge, its customer's"],
        ),
        (
            daily_figures,
            {"arr": 5},
            [
                "partner northwind: ARR of 2026-11-02 is stored as 0.05, computed 800.00",
                "partner southridge: ARR of 2026-11-02 is stored as 0.05, computed 0.00",
            ],
        ),
    ],
    ids=["contribution", "counts", "status", "customer", "figures"],
)
def test_a_planted_difference_is_found(sold: Vendor, table: Table, values: Mapping[str, Any], found: list[str]) -> None:
    plant(sold, table, **values)
    with pytest.raises(JobError) as failed:
        run(sold)

    assert list(failed.value.details) == found
    assert str(failed.value) == f"{len(found)} difference{'s' if len(found) > 1 else ''} found"


def test_every_subscription_is_looked_at_and_twenty_differences_are_named(vendor: Vendor) -> None:
    for number in range(23):
        vendor.sell(100, id=f"sub-{number:02}", customer_id=f"cus-{number}")
    assert run(vendor) == "23 subscriptions checked, no difference"
    plant(vendor, subscriptions, contribution=1)
    with pytest.raises(JobError, match="24 differences found") as failed:
        run(vendor)

    *named, more = failed.value.details
    assert [line.split(":")[0] for line in named] == [f"subscription sub-{number:02}" for number in range(20)]
    assert more == "and 4 more"


@pytest.mark.parametrize("at_once", [1, 7, 23, 24])
def test_subscriptions_are_read_a_part_at_a_time(vendor: Vendor, at_once: int) -> None:
    for number in range(23):
        vendor.sell(100, id=f"sub-{number:02}", customer_id=f"cus-{number}")
    read = vendor.look(lambda uow: list(uow.audit.subscriptions(at_once=at_once)))

    assert [(each.id, owner) for each, owner in read] == [(f"sub-{number:02}", "northwind") for number in range(23)]


def test_what_is_past_due_too_long_counts_until_the_evaluation_is_due(sold: Vendor) -> None:
    sold.sell(1_000, kind=Kind.REFERRAL, status=SubscriptionStatus.PAST_DUE)
    sold.day(OVER - timedelta(days=1))
    assert run(sold) == "1 subscription checked, no difference"
    sold.day(OVER)
    with pytest.raises(JobError, match="1 difference found"):
        run(sold)
    sold.evaluate()
    assert run(sold) == "1 subscription checked, no difference"
