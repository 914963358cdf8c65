"""What a subscription adds to its partner's ARR."""

from __future__ import annotations

import math
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import BasisPoints, Cents
from domain.subscriptions import BillingCycle, Kind, Subscription, SubscriptionStatus, contribution

TWENTY = BasisPoints(2000)
MONTHLY, ANNUAL = BillingCycle.MONTHLY, BillingCycle.ANNUAL
TODAY = date(2026, 11, 1)


def subscription(
    kind: Kind = Kind.REFERRAL, status: SubscriptionStatus = SubscriptionStatus.ACTIVE, amount: int = 1000_00
) -> Subscription:
    return Subscription(
        id="sub_01",
        partner_id="northwind",
        customer_id="cus_01",
        kind=kind,
        product="livechat",
        plan="business",
        seats=5,
        billing_cycle=MONTHLY,
        amount=Cents(amount),
        currency="USD",
        status=status,
        rate=TWENTY,
        started_on=date(2026, 1, 15),
    )


def test_one_reseller_at_1000_makes_12000() -> None:
    assert contribution(Kind.RESELLER, MONTHLY, Cents(1000_00), TWENTY) == 12_000_00


def test_one_referral_at_1000_makes_9600() -> None:
    assert contribution(Kind.REFERRAL, MONTHLY, Cents(1000_00), TWENTY) == 9_600_00


def test_five_resellers_and_fifteen_referrals_at_250_make_51000() -> None:
    resellers = 5 * contribution(Kind.RESELLER, MONTHLY, Cents(250_00), TWENTY)
    referrals = 15 * contribution(Kind.REFERRAL, MONTHLY, Cents(250_00), TWENTY)

    assert (resellers, referrals) == (15_000_00, 36_000_00)
    assert resellers + referrals == 51_000_00


def test_the_discount_is_in_a_resellers_price_already() -> None:
    assert {contribution(Kind.RESELLER, MONTHLY, Cents(250_00), BasisPoints(rate)) for rate in (0, 2000, 2500)} == {
        3_000_00
    }


def test_an_annual_amount_counts_as_it_is() -> None:
    assert contribution(Kind.RESELLER, ANNUAL, Cents(12_345_67), TWENTY) == 12_345_67
    assert contribution(Kind.REFERRAL, ANNUAL, Cents(1200_00), TWENTY) == 960_00


@given(st.integers(0, 10**14), st.integers(0, 9999))
def test_monthly_and_annual_of_the_same_money_are_the_same_arr(amount: int, rate: int) -> None:
    for kind in Kind:
        monthly = contribution(kind, MONTHLY, Cents(amount), BasisPoints(rate))
        assert monthly == contribution(kind, ANNUAL, Cents(12 * amount), BasisPoints(rate))


@given(st.integers(0, 10**14), st.integers(0, 9999))
def test_a_referral_is_rounded_half_up_once(amount: int, rate: int) -> None:
    exact = 12 * amount * (1 - Fraction(rate, 10_000))

    assert contribution(Kind.REFERRAL, MONTHLY, Cents(amount), BasisPoints(rate)) == math.floor(exact + Fraction(1, 2))


def test_rounding_comes_after_the_twelve_months_and_not_before() -> None:
    # $3.33 less 20 % is $2.664 a month: $31.97 a year, though twelve times a rounded $2.66 is $31.92
    assert contribution(Kind.REFERRAL, MONTHLY, Cents(3_33), TWENTY) == 31_97


def test_half_a_cent_of_each_subscription_rounds_up() -> None:
    # 90 cents a year less 22.5 % of it: 69.75; and 10 cents less 25 %: 7.5 cents
    assert contribution(Kind.REFERRAL, ANNUAL, Cents(90), BasisPoints(2250)) == 70
    assert 2 * contribution(Kind.REFERRAL, ANNUAL, Cents(10), BasisPoints(2500)) == 16


@pytest.mark.parametrize("status", SubscriptionStatus)
def test_only_an_active_paid_subscription_counts(status: SubscriptionStatus) -> None:
    sold = subscription(status=status)

    sold.settle(TODAY, past_due_days=14)

    assert sold.counts is (status is SubscriptionStatus.ACTIVE)
    assert sold.contribution == 9_600_00


@pytest.mark.parametrize(("today", "counts"), [(date(2026, 11, 14), True), (date(2026, 11, 15), False)])
def test_past_due_counts_for_the_configured_days(today: date, counts: bool) -> None:
    sold = subscription(status=SubscriptionStatus.PAST_DUE)
    sold.past_due_since = TODAY

    sold.settle(today, past_due_days=14)

    assert sold.counts is counts


def test_settling_follows_every_change_but_keeps_the_rate() -> None:
    sold = subscription()
    sold.settle(TODAY, past_due_days=14)

    sold.amount, sold.billing_cycle = Cents(6000_00), ANNUAL
    sold.settle(TODAY, past_due_days=14)
    assert (sold.contribution, sold.rate) == (4_800_00, TWENTY)

    sold.kind = Kind.RESELLER
    sold.status = SubscriptionStatus.CANCELLED
    sold.settle(TODAY, past_due_days=14)
    assert (sold.contribution, sold.counts, sold.rate) == (6_000_00, False, TWENTY)
