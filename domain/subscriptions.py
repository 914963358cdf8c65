"""Customers, their subscriptions, and what each subscription adds to its partner's ARR."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.money import WHOLE, BasisPoints, Cents, half_up

MONTHS = 12
NOTHING = Cents(0)


class Kind(StrEnum):
    """Who pays: the partner (reseller, with a discount) or its client (referral, with a commission)."""

    RESELLER = "reseller"
    REFERRAL = "referral"


class BillingCycle(StrEnum):
    MONTHLY = "monthly"
    ANNUAL = "annual"


class SubscriptionStatus(StrEnum):
    TRIALING = "trialing"
    ACTIVE = "active"
    PAST_DUE = "past_due"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(eq=False)
class Customer:
    """A company that uses the products. `paying_since` is the first day of its first paid subscription."""

    id: str
    partner_id: str
    name: str
    domain: str | None = None
    paying_since: date | None = None


@dataclass(eq=False)
class Subscription:
    """What one customer pays for one product.

    `amount` is paid per billing cycle: by the partner for a reseller, by the client for a referral. `rate` is fixed
    when the subscription starts. `contribution` is the ARR it stands for (computed here, once) and `counts` says
    whether it is part of its partner's ARR now.
    """

    id: str
    partner_id: str
    customer_id: str
    kind: Kind
    product: str
    plan: str
    seats: int
    billing_cycle: BillingCycle
    amount: Cents
    currency: str
    status: SubscriptionStatus
    rate: BasisPoints
    started_on: date
    ended_on: date | None = None
    contribution: Cents = NOTHING
    counts: bool = False

    def settle(self) -> None:
        """Recomputes `contribution` and `counts`; to be called after every change of the subscription."""
        self.contribution = contribution(self.kind, self.billing_cycle, self.amount, self.rate)
        self.counts = self.status is SubscriptionStatus.ACTIVE


def contribution(kind: Kind, cycle: BillingCycle, amount: Cents, rate: BasisPoints) -> Cents:
    """The ARR of a subscription that pays `amount` per cycle.

    A reseller's price has the discount in it already and counts whole; a referral counts without the commission.
    A monthly amount counts 12 times, a yearly one once. Rounded half up, once.
    """
    yearly = amount * MONTHS if cycle is BillingCycle.MONTHLY else amount
    if kind is Kind.RESELLER:
        return Cents(yearly)
    return Cents(half_up(yearly * (WHOLE - rate), WHOLE))


@dataclass(frozen=True)
class ArrLine:
    """Subscriptions that count and pay alike: `count` of them make `total`."""

    kind: Kind
    product: str
    plan: str
    cycle: BillingCycle
    amount: Cents
    rate: BasisPoints
    count: int
    total: Cents
