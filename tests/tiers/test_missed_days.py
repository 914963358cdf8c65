"""The daily evaluation of tiers: each day once, missed ones made up as of their own day."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from bot.jobs import JobError
from domain.subscriptions import SubscriptionStatus
from domain.usecases.enrol import PartnerData, put_partner
from storage.unit_of_work import UnitOfWork
from tests.tiers.vendor import AMY, PAT, Vendor

START = date(2026, 11, 2)


def in_grace(vendor: Vendor) -> date:
    """Northwind misses Silver from today on; the day on which it is lost."""
    vendor.sell(6_000)
    vendor.evaluate()
    vendor.sell(4_000)
    until = vendor.partner().grace_until
    assert until == START + timedelta(days=30)
    return until


def test_a_grace_that_ended_while_the_bot_was_down_ended_on_its_day(vendor: Vendor) -> None:
    until = in_grace(vendor)
    vendor.day(until + timedelta(days=3))

    assert vendor.evaluate() == "1 partner evaluated, 2 changed, 30 missed days made up"
    assert vendor.events()[-1] == (until, "demoted", "bronze")
    assert vendor.partner().tier_since == until
    assert vendor.heard()[-2:] == ["tier_at_risk", "tier_lost"]


def test_a_warning_that_is_no_longer_true_is_on_record_but_not_told(vendor: Vendor) -> None:
    until = in_grace(vendor)
    vendor.evaluate_daily(START + timedelta(days=10))
    vendor.day(until + timedelta(days=2))
    vendor.evaluate()

    assert [event for _, event, _ in vendor.events()[1:]] == ["grace_started", "grace_warned", "demoted"]
    assert vendor.events()[-2][0] == until - timedelta(days=7)
    for person in (PAT, AMY.person):
        assert [kind for kind in vendor.heard(person) if kind != "tier_promoted"] == ["tier_at_risk", "tier_lost"]


def test_a_warning_that_still_is_true_is_told_late(vendor: Vendor) -> None:
    until = in_grace(vendor)
    vendor.evaluate_daily(START + timedelta(days=10))
    vendor.day(until - timedelta(days=2))
    vendor.evaluate()

    assert vendor.events()[-1] == (until - timedelta(days=7), "grace_warned", "silver")
    assert vendor.heard() == ["tier_at_risk", "tier_at_risk"]


def test_at_most_a_month_is_made_up(vendor: Vendor) -> None:
    vendor.evaluate()
    vendor.day(START + timedelta(days=100))

    assert vendor.evaluate() == "1 partner evaluated, 0 changed, 30 missed days made up"
    days = vendor.look(lambda uow: [row.on for row in uow.history.series("northwind", START, vendor.today)])
    assert days == [START, *(START + timedelta(days=70 + back) for back in range(31))]


def test_days_before_a_partner_joined_are_not_made_up_for_it(vendor: Vendor) -> None:
    vendor.evaluate()
    vendor.day(START + timedelta(days=5))
    data = PartnerData("southridge", "Southridge", None, ())
    vendor.act(lambda uow: put_partner(uow, vendor.program, data, now=vendor.clock.now()))

    assert vendor.evaluate() == "2 partners evaluated, 0 changed, 4 missed days made up"
    rows = vendor.look(lambda uow: uow.history.series("southridge", START, vendor.today))
    assert [row.on for row in rows] == [vendor.today]


def test_a_day_that_was_evaluated_is_not_made_up_and_another_run_changes_nothing(vendor: Vendor) -> None:
    in_grace(vendor)
    vendor.evaluate_daily(START + timedelta(days=1))
    before = (vendor.changes(), vendor.told())

    assert vendor.evaluate() is None
    assert vendor.jobs().run_now("tiers", vendor.clock.now()) == "1 partner evaluated, 0 changed"
    assert len(vendor.changes()) == len(before[0])
    assert vendor.told() == before[1]


def test_before_the_hour_the_day_before_is_due_as_of_that_day(vendor: Vendor) -> None:
    until = in_grace(vendor)
    vendor.evaluate_daily(until - timedelta(days=1))
    vendor.day(until, at=time(4, 59))  # 05:59 in Warsaw
    assert vendor.evaluate() is None
    vendor.day(until + timedelta(days=1), at=time(4, 59))
    vendor.evaluate()

    assert vendor.events()[-1] == (until, "demoted", "bronze")


def test_whoever_was_evaluated_later_already_has_nothing_to_make_up(vendor: Vendor) -> None:
    until = in_grace(vendor)
    vendor.day(until + timedelta(days=2))
    vendor.sell(4_100)  # before the missed days are made up
    assert vendor.events()[-1] == (vendor.today, "demoted", "bronze")
    vendor.evaluate()

    assert vendor.events()[-1] == (vendor.today, "demoted", "bronze")
    kept = vendor.look(lambda uow: uow.history.figures_on("northwind", vendor.today - timedelta(days=1)))
    assert kept is not None
    assert kept.on == START


def test_what_is_past_due_too_long_stops_counting_on_its_day(vendor: Vendor) -> None:
    vendor.sell(6_000)
    vendor.evaluate()
    vendor.sell(6_000, status=SubscriptionStatus.PAST_DUE)
    over = START + timedelta(days=vendor.program.arr.past_due_days)
    vendor.day(over + timedelta(days=2))
    vendor.evaluate()

    assert vendor.events()[-1] == (over, "grace_started", "silver")
    series = vendor.look(lambda uow: uow.history.series("northwind", over - timedelta(days=1), vendor.today))
    assert [row.arr for row in series] == [600_000, 0, 0, 0]
    assert vendor.heard() == ["tier_at_risk"]


def test_what_stopped_counting_meanwhile_is_not_forgotten_for_one_evaluated_since(vendor: Vendor) -> None:
    vendor.sell(6_000)
    vendor.evaluate()
    vendor.sell(6_000, status=SubscriptionStatus.PAST_DUE)
    over = START + timedelta(days=vendor.program.arr.past_due_days)
    vendor.day(over + timedelta(days=2))
    vendor.sell(10, id="sub-other", customer_id="cus-other")
    vendor.evaluate()

    assert vendor.events()[-1] == (vendor.today, "grace_started", "silver")
    kept = vendor.look(lambda uow: uow.history.figures_on("northwind", vendor.today))
    assert kept is not None
    assert (kept.on, kept.arr) == (vendor.today, 1_000)


def test_one_partners_failure_stops_no_other(vendor: Vendor) -> None:
    vendor.enrol("southridge")
    until = in_grace(vendor)

    def lose_the_tier(uow: UnitOfWork) -> None:
        partner = uow.partners.get("southridge", for_update=True)
        assert partner is not None
        partner.tier = "platinum"

    vendor.act(lose_the_tier)
    vendor.day(until)
    with pytest.raises(JobError, match="1 of 2 partners not evaluated: southridge"):
        vendor.jobs().run_now("tiers", vendor.clock.now())
    assert vendor.events()[-1] == (until, "demoted", "bronze")


def test_a_run_that_failed_is_made_up_the_next_day(vendor: Vendor) -> None:
    vendor.evaluate()
    vendor.day(START + timedelta(days=1))
    vendor.act(lambda uow: uow.job_runs.claim("tiers", "2026-11-03", vendor.clock.now()))
    vendor.act(lambda uow: uow.job_runs.finish("tiers", "2026-11-03", vendor.clock.now(), "no database"))
    vendor.day(START + timedelta(days=2))

    assert vendor.evaluate() == "1 partner evaluated, 0 changed, 1 missed day made up"


def test_what_was_told_since_is_not_taken_back_by_a_missed_day(vendor: Vendor) -> None:
    """On the missed days the subscription still counted; the event of today says that it no longer does."""
    vendor.sell(6_000)
    vendor.evaluate()
    vendor.sell(6_000, status=SubscriptionStatus.PAST_DUE)
    vendor.day(START + timedelta(days=vendor.program.arr.past_due_days))
    vendor.sell(6_000, status=SubscriptionStatus.PAST_DUE)
    assert vendor.events()[-1] == (vendor.today, "grace_started", "silver")
    vendor.evaluate()

    assert [event for _, event, _ in vendor.events()] == ["promoted", "grace_started"]
