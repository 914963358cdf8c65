"""What a subscription stands for, computed anew from its own fields and held against what is stored."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from domain.money import Cents
from domain.subscriptions import Subscription, contribution, counts_on


@dataclass(frozen=True)
class Difference:
    """One value that is not as it should be; `subject` says of what, such as `subscription sub_01`."""

    subject: str
    what: str
    stored: str
    computed: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.what} is stored as {self.stored}, computed {self.computed}"


def differences_of(
    subscription: Subscription, customers_partner: str, *, days: Collection[date], past_due_days: int
) -> Iterator[Difference]:
    """What is wrong with a subscription. Whether it counts may be as of any of the days."""
    subject = f"subscription {subscription.id}"
    arr = contribution(subscription.kind, subscription.billing_cycle, subscription.amount, subscription.rate)
    if arr != subscription.contribution:
        yield Difference(subject, "ARR", amount(subscription.contribution), amount(arr))
    status, since = subscription.status, subscription.past_due_since
    counts = {counts_on(day, status, since, past_due_days=past_due_days) for day in days}
    if subscription.counts not in counts:
        yield Difference(subject, "counts", _yes(subscription.counts), _yes(not subscription.counts))
    if customers_partner != subscription.partner_id:
        yield Difference(subject, "partner", subscription.partner_id, f"{customers_partner}, its customer's")


def amount(cents: Cents) -> str:
    """`1234.50`: an amount for people who look at a database."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"


def _yes(value: bool) -> str:  # noqa: FBT001 - the value is what is written
    return "yes" if value else "no"
