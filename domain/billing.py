"""What a billing system tells: events about subscriptions, in whatever order and however often they arrive.

Each event has a place in time, its key. What a subscription is like is what its newest event says. Some facts hold in
whatever order they are told, so an event that arrives late completes them too: a rate that an event names, the first
day on which a customer paid, and since when a subscription has been past due.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.money import BasisPoints, Cents
from domain.subscriptions import BillingCycle, Kind, SubscriptionStatus, event_key

PAID = frozenset({SubscriptionStatus.ACTIVE, SubscriptionStatus.PAST_DUE})
"""The statuses in which a customer is paying."""

OVER = frozenset({SubscriptionStatus.CANCELLED, SubscriptionStatus.EXPIRED})
"""The statuses of a subscription that has ended."""


class EventType(StrEnum):
    CREATED = "subscription.created"
    UPDATED = "subscription.updated"
    ENDED = "subscription.ended"


class Taken(StrEnum):
    """What became of an event: it was applied, it was known already, or a newer one had been applied before it."""

    APPLIED = "applied"
    DUPLICATE = "duplicate"
    STALE = "stale"


@dataclass(slots=True)
class SubscriptionData:
    """A subscription as told from outside. Without a rate, it is fixed from the tier held on `started_on`."""

    id: str
    partner_id: str
    customer_id: str
    customer_name: str
    customer_domain: str | None
    kind: Kind
    product: str
    plan: str
    seats: int
    billing_cycle: BillingCycle
    amount: Cents
    currency: str
    status: SubscriptionStatus
    rate: BasisPoints | None
    started_on: date
    ended_on: date | None

    def paid_by(self, told_on: date) -> date | None:
        """The first day paid for, where anything is: a free month makes no paying customer.

        What is paid for already and begins later counts from when that was told, lest its customer be new for years.
        Whoever tells it may live where it is tomorrow already.
        """
        return min(self.started_on, told_on + timedelta(days=1)) if self.status in PAID and self.amount > 0 else None


def ends_in_time(started_on: date, ended_on: date | None) -> bool:
    """Whether a subscription ends on the day it starts or later, if at all."""
    return ended_on is None or ended_on >= started_on


@dataclass(slots=True)
class BillingEvent:
    """One event. `payload` is the event as it was told, as JSON."""

    id: str
    type: EventType
    occurred_at: datetime
    subscription: SubscriptionData
    payload: str

    @property
    def key(self) -> str:
        """Its place in time."""
        return event_key(self.occurred_at, self.id)


@dataclass(slots=True)
class EventRecord:
    """An event as it is kept."""

    id: str
    subscription_id: str
    partner_id: str
    occurred_at: datetime
    received_at: datetime
    type: EventType
    status: SubscriptionStatus
    is_stale: bool
    payload: str


@dataclass(frozen=True, slots=True, order=True)
class PastEvent:
    """What a recorded event said, as far as later ones depend on it. They sort by their key."""

    key: str
    occurred_at: datetime
    status: SubscriptionStatus
    partner_id: str
    started_on: date


def past_due_from(history: Sequence[PastEvent]) -> tuple[datetime, bool]:
    """When the newest events' unbroken run of past due ones began, and whether nothing else came before it.

    The history is in order, and its newest event says past due.
    """
    first = len(history) - 1
    while first > 0 and history[first - 1].status is SubscriptionStatus.PAST_DUE:
        first -= 1
    return history[first].occurred_at, first == 0


def fixing_event(history: Sequence[PastEvent]) -> PastEvent:
    """The event that fixes the rate where none names one.

    It is the first of the newest ones that speak of the same partner and the same first day. The history is in order.
    """
    newest = fixing = history[-1]
    for event in reversed(history):
        if (event.partner_id, event.started_on) != (newest.partner_id, newest.started_on):
            break
        fixing = event
    return fixing
