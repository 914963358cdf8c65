"""Which tier a partner holds, what is missing to the next one, and what an evaluation changes.

Pure functions of (program, standing of today). A promotion is immediate. A missed requirement starts a grace period;
the demotion comes on the day it ends, to the best tier whose requirement is met.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from domain.money import WHOLE, Cents
from domain.partners import Partner, TierEvent
from domain.program import NewCustomers, Program, Tier


@dataclass(frozen=True)
class Figures:
    """What tiers are decided on: ARR in cents, and new paying customers within the program's window."""

    arr: Cents
    new_customers: int


@dataclass(frozen=True)
class Gap:
    """What is missing to a tier. Nothing is missing where both are 0."""

    arr: Cents
    customers: int

    @property
    def closed(self) -> bool:
        """Whether the tier's requirement is met."""
        return self.arr == 0 and self.customers == 0


@dataclass(frozen=True)
class Standing:
    """A partner's place today: the tier it holds, the one its figures earn, and the gap to the next."""

    tier: Tier
    earned: Tier
    figures: Figures
    next: Tier | None
    to_next: Gap | None
    to_keep: Gap

    @property
    def progress(self) -> float:
        """How far ARR has come from this tier's bound to the next one's, from 0 to 1; for bars only."""
        if self.next is None:
            return 1.0
        span = self.next.required_arr - self.tier.required_arr
        return min(1.0, max(0.0, (self.figures.arr - self.tier.required_arr) / span))

    def is_close(self, program: Program) -> bool:
        """Whether the next tier's ARR is within the program's share of closeness."""
        if self.next is None or self.to_next is None:
            return False
        return self.to_next.arr * WHOLE <= self.next.required_arr * program.close_to_promotion


@dataclass(frozen=True)
class Step:
    """One thing an evaluation does to a partner's tier."""

    event: TierEvent
    from_tier: str
    to_tier: str
    grace_until: date | None = None


def window_start(rule: NewCustomers, today: date) -> date:
    """The first day of a requirement's window: a customer that began to pay on it or later is new.

    Rolling: the same day `months` months ago is outside, the day after it inside. Calendar: since 1 January.
    """
    if rule.window == "calendar":
        return date(today.year, 1, 1)
    months = today.year * 12 + today.month - 1 - rule.months
    year, month = divmod(months, 12)
    return _clamped(year, month + 1, today.day) + timedelta(days=1)


def _clamped(year: int, month: int, day: int) -> date:
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(day, (first_of_next - timedelta(days=1)).day))


def customer_window(program: Program, today: date) -> date:
    """The first day from which a customer is new; all tiers that ask for new customers have the same window."""
    starts = [window_start(tier.new_customers, today) for tier in program.tiers if tier.new_customers]
    return max(starts, default=today)


def gap(tier: Tier, figures: Figures) -> Gap:
    """What the figures lack for a tier."""
    customers = tier.new_customers.at_least - figures.new_customers if tier.new_customers else 0
    return Gap(arr=Cents(max(0, tier.required_arr - figures.arr)), customers=max(0, customers))


def earned_tier(program: Program, figures: Figures) -> Tier:
    """The highest tier whose requirements are all met. The first tier requires nothing."""
    return next(tier for tier in reversed(program.tiers) if gap(tier, figures).closed)


def standing(program: Program, held: str, figures: Figures) -> Standing:
    """Where a partner that holds a tier stands with these figures."""
    tier, following = program.tier(held), program.next_tier(held)
    return Standing(
        tier=tier,
        earned=earned_tier(program, figures),
        figures=figures,
        next=following,
        to_next=gap(following, figures) if following else None,
        to_keep=gap(tier, figures),
    )


def evaluate(program: Program, partner: Partner, figures: Figures, today: date) -> list[Step]:
    """What must happen to the partner's tier today, in order. Empty when all is as it should be.

    Evaluating again after the steps were applied gives nothing, whatever the day's figures.
    """
    held, earned = program.tier(partner.tier), earned_tier(program, figures)
    if program.rank(earned.key) > program.rank(held.key):
        return [Step(TierEvent.PROMOTED, held.key, earned.key)]
    if gap(held, figures).closed:
        return [Step(TierEvent.RECOVERED, held.key, held.key)] if partner.grace_since else []
    return _missed(program, partner, held, earned, today)


def _missed(program: Program, partner: Partner, held: Tier, earned: Tier, today: date) -> list[Step]:
    """The steps for a partner whose tier's requirement is not met."""
    demotion = [Step(TierEvent.DEMOTED, held.key, earned.key)]
    since, until = partner.grace_since, partner.grace_until
    if since is None or until is None:
        end = today + timedelta(days=program.grace.days)
        return [Step(TierEvent.GRACE_STARTED, held.key, held.key, end)] if program.grace.days else demotion
    if today >= until:
        return demotion
    warn_from = until - timedelta(days=program.grace.warn_days_before)
    if since < warn_from <= today and not partner.grace_warned:
        return [Step(TierEvent.GRACE_WARNED, held.key, held.key, until)]
    return []


def apply(partner: Partner, step: Step, today: date) -> None:
    """Carries a step out on the partner."""
    match step.event:
        case TierEvent.GRACE_STARTED:
            partner.grace_since, partner.grace_until, partner.grace_warned = today, step.grace_until, False
        case TierEvent.GRACE_WARNED:
            partner.grace_warned = True
        case TierEvent.RECOVERED:
            partner.grace_since = partner.grace_until = None
            partner.grace_warned = False
        case TierEvent.PROMOTED | TierEvent.DEMOTED:
            partner.tier, partner.tier_since = step.to_tier, today
            partner.grace_since = partner.grace_until = None
            partner.grace_warned = False
        case TierEvent.JOINED:
            pass
