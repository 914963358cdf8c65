"""What comes up is told in time: the yearly customer that a tier needs, and promotions that are close."""

from __future__ import annotations

from datetime import date, timedelta

from domain.money import Cents
from domain.notices import CloseToPromotion, CustomersAgeing, Near
from domain.usecases.set_tier import set_tier
from tests.tiers.vendor import ADA, AMY, PAT, Vendor

START = date(2026, 11, 2)
LOST = date(2027, 11, 2)


def warned(vendor: Vendor) -> list[tuple[str, date, int]]:
    found = [(place, notice) for place, notice in vendor.told() if isinstance(notice, CustomersAgeing)]
    return [(place.removeprefix("person:"), notice.lost_on, notice.days_before) for place, notice in found]


def test_gold_is_warned_twice_before_its_newest_customer_is_too_old(vendor: Vendor) -> None:
    vendor.sell(25_000)
    vendor.day(LOST - timedelta(days=62))
    vendor.evaluate_daily(LOST - timedelta(days=61))
    assert warned(vendor) == []
    vendor.evaluate_daily(LOST - timedelta(days=60))
    assert warned(vendor) == [(PAT, LOST, 60), (AMY.person, LOST, 60)]
    vendor.evaluate_daily(LOST - timedelta(days=1))
    assert warned(vendor)[2:] == [(PAT, LOST, 14), (AMY.person, LOST, 14)]
    assert vendor.events() == [(START, "promoted", "gold")]
    vendor.evaluate_daily(LOST)
    assert vendor.events()[-1] == (LOST, "grace_started", "gold")
    assert len(warned(vendor)) == 4


def test_a_new_customer_moves_the_day(vendor: Vendor) -> None:
    vendor.sell(25_000)
    vendor.day(LOST - timedelta(days=60))
    vendor.evaluate()
    vendor.sell(10, id="sub-new", customer_id="cus-new")
    vendor.evaluate_daily(LOST + timedelta(days=200))

    assert [each[1:] for each in warned(vendor) if each[0] == PAT] == [(LOST, 60)]
    moved = date(2028, 9, 3)
    vendor.evaluate_daily(moved - timedelta(days=60))
    assert [each[1:] for each in warned(vendor) if each[0] == PAT] == [(LOST, 60), (moved, 60)]


def test_after_days_without_the_bot_only_the_tightest_is_told(vendor: Vendor) -> None:
    vendor.sell(25_000)
    vendor.day(LOST - timedelta(days=70))
    vendor.evaluate()
    vendor.day(LOST - timedelta(days=9))
    vendor.evaluate()

    assert warned(vendor) == [(PAT, LOST, 14), (AMY.person, LOST, 14)]


def test_silver_is_not_warned_and_neither_is_a_tier_that_is_set_for_longer(vendor: Vendor) -> None:
    vendor.enrol("southridge")
    vendor.sell(6_000, "southridge")
    vendor.sell(25_000)
    vendor.day(LOST - timedelta(days=70))
    vendor.act(
        lambda uow: set_tier(uow, vendor.program, ADA, "northwind", "gold", LOST, "A merger", now=vendor.clock.now())
    )
    vendor.evaluate_daily(LOST)

    assert warned(vendor) == []


# close to promotion


def digests(vendor: Vendor) -> list[tuple[str, tuple[Near, ...]]]:
    return [(place, notice.partners) for place, notice in vendor.told() if isinstance(notice, CloseToPromotion)]


def test_each_account_manager_hears_weekly_which_partners_are_close(vendor: Vendor) -> None:
    for name, dollars, manager in (
        ("near", 4_900, AMY),
        ("nearer", 19_990, AMY),
        ("far", 4_499, AMY),
        ("gold", 25_000, AMY),
        ("other", 4_500, ADA),
    ):
        vendor.enrol(name, manager=manager)
        vendor.sell(dollars, name)
    vendor.evaluate()

    assert vendor.jobs().run("close-to-promotion", vendor.clock.now()) == "3 partners close to the next tier"
    assert digests(vendor) == [
        (f"person:{ADA.person}", (Near("other", "silver", Cents(500_00), 0),)),
        (
            f"person:{AMY.person}",
            (Near("nearer", "gold", Cents(10_00), 0), Near("near", "silver", Cents(100_00), 0)),
        ),
    ]
    for offset in range(1, 7):
        vendor.day(START + timedelta(days=offset))
        assert vendor.jobs().run("close-to-promotion", vendor.clock.now()) is None
    vendor.day(START + timedelta(days=7))
    assert vendor.jobs().run("close-to-promotion", vendor.clock.now()) is not None
    assert len(digests(vendor)) == 4


def test_what_is_missing_may_be_a_customer_alone(vendor: Vendor) -> None:
    vendor.sell(30_000, started_on=date(2020, 1, 1))
    vendor.evaluate()
    vendor.jobs().run("close-to-promotion", vendor.clock.now())

    assert digests(vendor) == [(f"person:{AMY.person}", (Near("northwind", "gold", Cents(0), 1),))]


def test_nobody_is_written_to_where_nobody_is_close(vendor: Vendor) -> None:
    vendor.evaluate()

    assert vendor.jobs().run("close-to-promotion", vendor.clock.now()) == "0 partners close to the next tier"
    assert digests(vendor) == []


def test_a_customer_that_pays_for_what_begins_later_is_new_from_when_that_was_told(vendor: Vendor) -> None:
    told = vendor.today
    vendor.sell(30_000, started_on=date(2150, 1, 1))
    vendor.day(told + timedelta(days=30))
    vendor.sell(30_000, started_on=date(2150, 1, 1))
    assert vendor.look(lambda uow: uow.history.counted_since("northwind", 1)) == told + timedelta(days=1)
