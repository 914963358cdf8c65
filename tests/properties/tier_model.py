"""What the rules make of subscriptions that were told of, reckoned apart from the program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction

from domain.billing import SubscriptionData
from domain.money import Cents
from domain.partners import Partner, TierChange, TierEvent
from domain.program import Program
from domain.subscriptions import BillingCycle, Kind, SubscriptionStatus
from domain.tiers import Figures, customer_window, earned_tier
from tests.properties.worlds import WARSAW

PAID = {SubscriptionStatus.ACTIVE, SubscriptionStatus.PAST_DUE}


@dataclass
class Sold:
    """A subscription as last told, at the rate that was fixed when it was first told."""

    data: SubscriptionData
    rate: int
    past_due_since: date | None
    counts: bool

    @property
    def arr(self) -> int:
        """What it adds to the ARR, in cents, by the formula of the rules."""
        if not self.counts:
            return 0
        yearly = self.data.amount * (12 if self.data.billing_cycle is BillingCycle.MONTHLY else 1)
        exact = Fraction(yearly * (10_000 - self.rate if self.data.kind is Kind.REFERRAL else 10_000), 10_000)
        return int(exact + Fraction(1, 2))


class Book:
    """All that was sold by one partner."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.sold: dict[str, Sold] = {}
        self.paying_since: dict[str, date] = {}

    def tell(self, data: SubscriptionData, history: list[TierChange], now: datetime) -> None:
        """A subscription is told of."""
        known, today = self.sold.get(data.id), now.astimezone(WARSAW).date()
        rate = known.rate if known and data.rate is None else data.rate
        since = None
        if data.status is SubscriptionStatus.PAST_DUE:
            since = (known.past_due_since if known else None) or today
        fixed = self._rate(data.started_on, history, now) if rate is None else rate
        self.sold[data.id] = Sold(data, fixed, since, self._counts(data.status, since, today))
        if data.status in PAID:
            paying = self.paying_since.get(data.customer_id, data.started_on)
            self.paying_since[data.customer_id] = min(paying, data.started_on)

    def end_of_past_due(self, day: date, *, again: bool) -> None:
        """The daily evaluation of a day ends what has been past due for too long."""
        for each in self.sold.values():
            if each.past_due_since and (again or each.counts):
                each.counts = self._counts(each.data.status, each.past_due_since, day)

    def figures(self, today: date) -> Figures:
        """What tiers are decided on."""
        since = customer_window(self.program, today)
        new = sum(day >= since for day in self.paying_since.values())
        return Figures(Cents(sum(each.arr for each in self.sold.values())), new)

    def _counts(self, status: SubscriptionStatus, since: date | None, day: date) -> bool:
        if since is None:
            return status is SubscriptionStatus.ACTIVE
        return (day - since).days < self.program.arr.past_due_days

    def _rate(self, started_on: date, history: list[TierChange], now: datetime) -> int:
        """The rate of the tier held when it was told, at the end of its first day at the latest."""
        ended = datetime.combine(started_on + timedelta(days=1), time(), WARSAW)
        until_then = [change.to_tier for change in history if change.at <= now and change.at < ended]
        return self.program.tier(until_then[-1] if until_then else history[0].to_tier).rate


def hold_to_rules(
    program: Program, before: Partner, after: Partner, steps: list[TierEvent], figures: Figures, today: date
) -> None:
    """What an evaluation did, held against the rules in their own words."""
    rank, earned = program.rank, earned_tier(program, figures).key
    missed = rank(earned) < rank(before.tier)
    over = before.grace_until is not None and today >= before.grace_until
    if rank(earned) > rank(before.tier):
        assert (steps, after.tier, after.override_until) == ([TierEvent.PROMOTED], earned, None)
    elif before.override_until is not None:
        is_over = today > before.override_until
        assert steps == ([TierEvent.OVERRIDE_ENDED] if is_over else [])
        assert after.tier == (earned if is_over else before.tier)
        assert after.grace_since is None
    elif missed and (over or not program.grace.days):
        assert (steps, after.tier) == ([TierEvent.DEMOTED], earned)
    elif missed and before.grace_since is None:
        assert (steps, after.tier) == ([TierEvent.GRACE_STARTED], before.tier)
        assert after.grace_until == today + timedelta(days=program.grace.days)
    elif missed:
        assert steps in ([], [TierEvent.GRACE_WARNED])
        assert (after.tier, after.grace_until) == (before.tier, before.grace_until)
        assert after.grace_warned is _must_be_warned(program, after, today)
    else:
        assert steps == ([TierEvent.RECOVERED] if before.grace_since else [])
        assert (after.tier, after.grace_since) == (before.tier, None)
    assert after.override_until is not None or rank(after.tier) >= rank(earned)


def _must_be_warned(program: Program, partner: Partner, today: date) -> bool:
    """Whether the warning must have come: its day is past the grace's first and not in the future."""
    assert partner.grace_since is not None
    assert partner.grace_until is not None
    day = partner.grace_until - timedelta(days=program.grace.warn_days_before)
    return partner.grace_since < day <= today
