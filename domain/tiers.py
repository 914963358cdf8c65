"""Which tier a partner's figures earn, what is missing to the next one and to keep this one, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from domain.money import WHOLE, Cents
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
class Deadlines:
    """The days that come up for a held tier, where they do.

    On `grace_until` a tier that is missed goes. On `customers_lost_on` the newest customers that it needs are too old.
    Through `override_until` a tier that an admin has set is kept.
    """

    grace_until: date | None = None
    customers_lost_on: date | None = None
    override_until: date | None = None


NO_DEADLINES = Deadlines()


@dataclass(frozen=True)
class Standing:
    """A partner's place today: the tier it holds, the one its figures earn, the gap to the next, and what comes up."""

    tier: Tier
    earned: Tier
    figures: Figures
    next: Tier | None
    to_next: Gap | None
    to_keep: Gap
    deadlines: Deadlines = NO_DEADLINES

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


def standing(program: Program, held: str, figures: Figures, *, deadlines: Deadlines = NO_DEADLINES) -> Standing:
    """Where a partner that holds a tier stands with these figures."""
    tier, following = program.tier(held), program.next_tier(held)
    return Standing(
        tier=tier,
        earned=earned_tier(program, figures),
        figures=figures,
        next=following,
        to_next=gap(following, figures) if following else None,
        to_keep=gap(tier, figures),
        deadlines=deadlines,
    )
