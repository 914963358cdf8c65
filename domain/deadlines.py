"""The days that come up for a partner's tier, and the warnings before its newest customers are too old."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from domain.program import NewCustomers, Program
from domain.tier_steps import HoldsTier
from domain.tiers import Deadlines, Figures, Standing, standing, window_start

STILL_NEWS = timedelta(days=60)
"""A warning that is later than this is left out. Told ones are remembered for longer, so none is told twice."""


def lost_on(rule: NewCustomers, paying_since: date) -> date:
    """The first day on which a customer that began to pay on a day is no longer new."""
    if rule.window == "calendar":
        return date(paying_since.year + 1, 1, 1)
    months = paying_since.year * 12 + paying_since.month - 1 + rule.months
    day = date(months // 12, months % 12 + 1, min(paying_since.day, 28))
    while window_start(rule, day) <= paying_since:
        day += timedelta(days=1)
    return day


def deadlines(program: Program, state: HoldsTier, *, counted_since: date | None, today: date) -> Deadlines:
    """What comes up for a held tier.

    `counted_since` is the day since which the newest customers pay that the tier asks for, if there are as many.
    """
    rule, end = program.tier(state.tier).new_customers, None
    if rule is not None and counted_since is not None:
        lost = lost_on(rule, counted_since)
        end = lost if lost > today else None
    return Deadlines(grace_until=state.grace_until, customers_lost_on=end, override_until=state.override_until)


def standing_on(
    program: Program, state: HoldsTier, figures: Figures, today: date, *, counted_since: date | None
) -> Standing:
    """Where a partner stands on a day with these figures, with all that comes up."""
    coming = deadlines(program, state, counted_since=counted_since, today=today)
    return standing(program, state.tier, figures, deadlines=coming)


def customers_asked(program: Program) -> Mapping[str, int]:
    """How many new customers each tier that asks for any asks for, by the keys that it has and had."""
    return {
        key: tier.new_customers.at_least
        for tier in program.tiers
        if tier.new_customers
        for key in (tier.key, *tier.formerly)
    }


def due_warning(program: Program, state: HoldsTier, coming: Deadlines, today: date) -> int | None:
    """The tightest of the program's warnings that applies today, in days before the customers are too old.

    None where nothing comes up, where the tier is in its grace already, or where an admin has set it for longer.
    """
    rule, end = program.tier(state.tier).new_customers, coming.customers_lost_on
    if rule is None or end is None or state.grace_until is not None:
        return None
    if state.override_until is not None and state.override_until >= end:
        return None
    left = end - today
    applies = [days for days in rule.warn_days_before if left <= timedelta(days=days)]
    if not applies or timedelta(days=min(applies)) - left > STILL_NEWS:
        return None
    return min(applies)
