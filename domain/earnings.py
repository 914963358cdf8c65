"""What a partner's customers bring it beside rewards: commission on referrals, and a reseller's discount."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.forecast import Recurring
from domain.money import WHOLE, BasisPoints, Cents, half_up, share
from domain.subscriptions import MONTHS, BillingCycle, Kind


@dataclass(frozen=True)
class PaidAlike:
    """`count` subscriptions that are active and paid, with the same price, paid by the same side in the same cycle."""

    kind: Kind
    cycle: BillingCycle
    amount: Cents
    rate: BasisPoints
    count: int


def commission(paid: Iterable[PaidAlike]) -> Recurring:
    """What referrals earn: each its rate of what its client pays, half up to the cent at every payment."""
    return _sum((each, share(each.amount, each.rate)) for each in paid if each.kind is Kind.REFERRAL)


def savings(paid: Iterable[PaidAlike]) -> Recurring:
    """What resellers save: the list price less what the partner pays, which has the discount in it already."""
    return _sum(
        (each, half_up(each.amount * each.rate, WHOLE - each.rate)) for each in paid if each.kind is Kind.RESELLER
    )


def _sum(per_cycle: Iterable[tuple[PaidAlike, int]]) -> Recurring:
    yearly = sum(each.count * amount * _cycles(each.cycle) for each, amount in per_cycle)
    return Recurring(Cents(half_up(yearly, MONTHS)), Cents(yearly))


def _cycles(cycle: BillingCycle) -> int:
    return MONTHS if cycle is BillingCycle.MONTHLY else 1
