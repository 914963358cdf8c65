"""Customers, their subscriptions, and what each subscription adds to its partner's ARR."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
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


NAMED_BY_IMPORT = "0/import"
"""The key of a rate that an import named: older than any event's."""


@dataclass(slots=True)
class Customer:
    """A company that uses the products. `paying_since` is the first day of its first paid subscription.

    `newest_event` is the key of the newest billing event that told of it; None where only imports have.
    """

    id: str
    partner_id: str
    name: str
    domain: str | None = None
    paying_since: date | None = None
    newest_event: str | None = None


@dataclass(slots=True)
class Subscription:
    """What one customer pays for one product.

    `amount` is paid per billing cycle: by the partner for a reseller, by the client for a referral. `rate` is fixed
    when the subscription starts. `contribution` is the ARR it stands for (computed here, once) and `counts` says
    whether it is part of its partner's ARR now. `past_due_since` is set while it is past due. `newest_event` and
    `rate_event` are the keys of the newest billing event, and of the newest that named a rate.
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
    past_due_since: date | None = None
    newest_event: str | None = None
    rate_event: str | None = None

    @property
    def counted(self) -> Cents:
        """What it adds to its partner's ARR now."""
        return self.contribution if self.counts else NOTHING

    def settle(self, today: date, *, past_due_days: int) -> None:
        """Recomputes `contribution` and `counts` as of a day; to be called after every change of the subscription."""
        self.contribution = contribution(self.kind, self.billing_cycle, self.amount, self.rate)
        self.counts = counts_on(today, self.status, self.past_due_since, past_due_days=past_due_days)


def counts_on(today: date, status: SubscriptionStatus, past_due_since: date | None, *, past_due_days: int) -> bool:
    """Whether a subscription is part of the ARR on a day: active, or past due for fewer than `past_due_days` days."""
    if status is SubscriptionStatus.PAST_DUE:
        return past_due_since is not None and today < past_due_since + timedelta(days=past_due_days)
    return status is SubscriptionStatus.ACTIVE


def event_key(occurred_at: datetime, event_id: str) -> str:
    """The place of a billing event in time: keys sort by the instant in UTC, then by the id."""
    return f"{occurred_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}/{event_id}"


def contribution(kind: Kind, cycle: BillingCycle, amount: Cents, rate: BasisPoints) -> Cents:
    """The ARR of a subscription that pays `amount` per cycle.

    A reseller's price has the discount in it already and counts whole; a referral counts without the commission.
    A monthly amount counts 12 times, a yearly one once. Rounded half up, once.
    """
    yearly = amount * MONTHS if cycle is BillingCycle.MONTHLY else amount
    if kind is Kind.RESELLER:
        return Cents(yearly)
    return Cents(half_up(yearly * (WHOLE - rate), WHOLE))
