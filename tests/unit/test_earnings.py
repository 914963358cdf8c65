"""What customers bring a partner in a month and a year: commission on referrals, savings on resellers."""

from __future__ import annotations

import pytest

from domain.earnings import PaidAlike, commission, savings
from domain.money import BasisPoints, Cents
from domain.subscriptions import BillingCycle, Kind

MONTHLY, ANNUAL = BillingCycle.MONTHLY, BillingCycle.ANNUAL


def paid(kind: Kind, cents: int, rate: int = 2_000, cycle: BillingCycle = MONTHLY, count: int = 1) -> PaidAlike:
    return PaidAlike(kind, cycle, Cents(cents), BasisPoints(rate), count)


@pytest.mark.parametrize(
    ("cents", "rate", "cycle", "count", "monthly", "yearly"),
    [
        (250_00, 2_000, MONTHLY, 15, 750_00, 9_000_00),
        (250_00, 2_200, ANNUAL, 1, 4_58, 55_00),
        (2, 2_500, MONTHLY, 3, 3, 36),
        (1, 2_500, MONTHLY, 3, 0, 0),
        (250_00, 0, MONTHLY, 1, 0, 0),
    ],
)
def test_a_referral_earns_its_rate_of_each_payment(
    cents: int, rate: int, cycle: BillingCycle, count: int, monthly: int, yearly: int
) -> None:
    earned = commission([paid(Kind.REFERRAL, cents, rate, cycle, count)])
    assert (earned.monthly, earned.yearly) == (monthly, yearly)


def test_a_reseller_saves_what_its_price_is_below_the_list() -> None:
    saved = savings([paid(Kind.RESELLER, 236_00), paid(Kind.RESELLER, 800_00, cycle=ANNUAL)])
    assert saved.yearly == 12 * 59_00 + 200_00


def test_neither_counts_for_the_other() -> None:
    both = [paid(Kind.RESELLER, 100_00), paid(Kind.REFERRAL, 100_00)]
    assert (commission(both).yearly, savings(both).yearly) == (240_00, 300_00)
    assert commission(both[:1]).yearly == savings(both[1:]).yearly == 0
