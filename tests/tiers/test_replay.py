"""A day replayed: what was held then and why, from the records alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.errors import Code, DomainError
from domain.tier_steps import TierState
from domain.usecases.replay import Replayed, replay
from domain.usecases.set_tier import set_tier
from tests.tiers.vendor import ADA, Vendor

START = date(2026, 11, 2)
SET_UNTIL = date(2027, 1, 31)


def on(vendor: Vendor, day: date) -> Replayed:
    return vendor.look(lambda uow: replay(uow, vendor.program, "northwind", day, today=vendor.today))


@pytest.fixture
def lived(vendor: Vendor) -> Vendor:
    """Northwind was Silver, missed it, lost it, was set to Gold for a while, and lost that as well."""
    vendor.sell(6_000)
    vendor.evaluate_daily(START + timedelta(days=4))
    vendor.sell(4_000)
    vendor.evaluate_daily(START + timedelta(days=40))
    vendor.act(
        lambda uow: set_tier(
            uow, vendor.program, ADA, "northwind", "gold", SET_UNTIL, "A merger", now=vendor.clock.now()
        )
    )
    vendor.evaluate_daily(SET_UNTIL + timedelta(days=3))
    return vendor


def test_a_day_is_as_it_was(lived: Vendor) -> None:
    missed, lost = START + timedelta(days=4), START + timedelta(days=34)
    silver = TierState("silver", START)
    in_grace = TierState("silver", START, missed, lost)
    is_set = TierState("gold", START + timedelta(days=40), override_until=SET_UNTIL)
    for day, state, arr, lines in (
        (START, silver, 600_000, 2),
        (missed - timedelta(days=1), silver, 600_000, 2),
        (missed, in_grace, 400_000, 3),
        (lost - timedelta(days=7), TierState("silver", START, missed, lost, grace_warned=True), 400_000, 4),
        (lost, TierState("bronze", lost), 400_000, 5),
        (SET_UNTIL, is_set, 400_000, 6),
        (SET_UNTIL + timedelta(days=1), TierState("bronze", SET_UNTIL + timedelta(days=1)), 400_000, 7),
    ):
        found = on(lived, day)
        assert (found.state, len(found.changes)) == (state, lines), day
        assert found.figures is not None
        assert (found.figures.on, found.figures.arr) == (day, arr)
        assert found.standing.tier.key == found.figures.tier == state.tier
        assert found.standing.deadlines.grace_until == state.grace_until


def test_today_is_what_is_held_now(lived: Vendor) -> None:
    assert on(lived, lived.today).state == TierState.of(lived.partner())


def test_before_the_first_figures_there_are_none(vendor: Vendor) -> None:
    found = on(vendor, date(2025, 1, 1))

    assert (found.figures, found.state) == (None, TierState("bronze", date(2025, 1, 1)))
    assert found.standing.figures.arr == 0


def test_until_when_the_newest_customers_counted_is_told_as_of_that_day(vendor: Vendor) -> None:
    vendor.sell(30_000)
    vendor.evaluate_daily(START + timedelta(days=20))
    later = {"id": "sub-2", "customer_id": "cus-2", "customer_name": "Bolt"}
    vendor.sell(1_000, started_on=vendor.today, **later)
    vendor.evaluate_daily(START + timedelta(days=30))

    ends = [on(vendor, START + timedelta(days=days)).standing.deadlines.customers_lost_on for days in (0, 19, 20, 30)]
    assert ends == [date(2027, 11, 2), date(2027, 11, 2), date(2027, 11, 22), date(2027, 11, 22)]


@pytest.mark.parametrize("day", [date(2024, 12, 31), START + timedelta(days=1)])
def test_days_before_the_history_and_after_today_are_refused(vendor: Vendor, day: date) -> None:
    with pytest.raises(DomainError) as refused:
        on(vendor, day)
    assert (refused.value.code, refused.value.params) == (
        Code.DATE_OUT_OF_RANGE,
        {"earliest": date(2025, 1, 1), "latest": START},
    )


def test_an_unknown_partner_is_refused(vendor: Vendor) -> None:
    with pytest.raises(DomainError) as refused:
        vendor.look(lambda uow: replay(uow, vendor.program, "nobody", START, today=START))
    assert refused.value.code is Code.PARTNER_UNKNOWN
