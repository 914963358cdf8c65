"""ARR taken apart: the lines it is the sum of, who brings it, and what is left out of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.money import WHOLE, BasisPoints, Cents, half_up
from domain.subscriptions import BillingCycle, Kind, Subscription, SubscriptionStatus


@dataclass(frozen=True)
class ArrLine:
    """Subscriptions that count and pay alike: `count` of them make `total`.

    `of_plan` is the sum of all lines of the same product and plan, and `lines_of_plan` their number.
    """

    kind: Kind
    product: str
    plan: str
    cycle: BillingCycle
    amount: Cents
    rate: BasisPoints
    count: int
    total: Cents
    of_plan: Cents
    lines_of_plan: int


@dataclass(frozen=True)
class ArrLines:
    """Some of a partner's lines in their order; `count` is the number of all, `total` their sum: the partner's ARR.

    The lines of a plan follow one another, the plan that brings most first, and so do its lines.
    """

    lines: Sequence[ArrLine]
    count: int
    total: Cents


@dataclass(frozen=True)
class Aside:
    """Subscriptions in a status that needs a word: they do not count, or are past due and count for some days yet.

    `since` is the first day past due; None for the other statuses.
    """

    status: SubscriptionStatus
    counts: bool
    since: date | None
    count: int
    contribution: Cents

    def counts_until(self, past_due_days: int) -> date | None:
        """The first day on which these no longer count; None where they do not count, or are not past due."""
        return self.since + timedelta(days=past_due_days) if self.counts and self.since else None


@dataclass(frozen=True)
class BigCustomer:
    """A customer that brings much of a partner's ARR: `contribution` of it."""

    id: str
    name: str
    contribution: Cents

    def share_of(self, arr: Cents) -> BasisPoints:
        """The part of an ARR that the customer brings."""
        return BasisPoints(half_up(self.contribution * WHOLE, arr) if arr else 0)


@dataclass(frozen=True)
class CustomerRow:
    """A customer as one partner has it: its subscriptions of that partner, and what they add to its ARR.

    `since` is the day on which the first of them started.
    """

    id: str
    name: str
    domain: str | None
    subscriptions: int
    contribution: Cents
    since: date


@dataclass(frozen=True)
class Exported:
    """One subscription with its customer, as it is exported."""

    subscription: Subscription
    customer_name: str
    customer_domain: str | None

    @property
    def contribution(self) -> Cents:
        """What it adds to the ARR now."""
        return self.subscription.contribution if self.subscription.counts else Cents(0)
