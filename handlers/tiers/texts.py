"""A standing in words, for every view that shows one."""

from __future__ import annotations

from domain.program import NewCustomers, Program
from domain.tiers import Gap, Standing
from handlers.texts.format import Format, bar


def progress(standing: Standing, fmt: Format) -> str:
    """How far the next tier is, with a bar."""
    if standing.next is None or standing.to_next is None:
        return f"{bar(1)} You hold the highest tier. :tada:"
    percent = int(standing.progress * 100)
    ahead = standing.next
    togo = f"{missing(standing.to_next, fmt)} to go"
    if standing.to_next.closed:
        togo = "You have met its requirements; it is yours from the next evaluation."
    return f"*Next: {ahead.emoji} {ahead.name}*\n{bar(standing.progress)} {percent}%\n{togo}"


def missing(gap: Gap, fmt: Format) -> str:
    """`$320.00 of ARR and 1 new customer`: what lacks to a tier; at least one of the two."""
    parts = []
    if gap.arr:
        parts.append(f"*{fmt.money(gap.arr)}* of ARR")
    if gap.customers:
        parts.append(f"*{fmt.count(gap.customers, 'new customer')}*")
    return " and ".join(parts)


def within(rule: NewCustomers) -> str:
    """`in the last 12 months`: where new customers are counted."""
    if rule.window != "rolling":
        return "this year"
    return "in the last month" if rule.months == 1 else f"in the last {rule.months} months"


def counted(customers: int, program: Program, fmt: Format) -> str:
    """`4 in the last 12 months`; a program that asks for none in any tier has no such time."""
    rule = next((tier.new_customers for tier in program.tiers if tier.new_customers), None)
    return f"{fmt.number(customers)} {within(rule)}" if rule else fmt.number(customers)


def at_risk(standing: Standing, fmt: Format, until: str) -> str:
    """What a partner in its grace period needs, and until when it keeps its tier."""
    if standing.to_keep.closed:
        return f":white_check_mark: You meet the requirement of {standing.tier.name} again."
    lacking = missing(standing.to_keep, fmt)
    return f":warning: You keep {standing.tier.name} until *{until}*. To stay beyond, you need {lacking}."


def coming_up(standing: Standing, fmt: Format) -> list[str]:
    """What comes up for the held tier: the end of its grace, of its newest customers, of what an admin has set."""
    tier, days = standing.tier, standing.deadlines
    lines = []
    if days.grace_until:
        lines.append(at_risk(standing, fmt, fmt.day(days.grace_until)))
    if days.override_until:
        after = "" if standing.earned.key == tier.key else f"; by today's figures that is {standing.earned.name}"
        until = fmt.day(days.override_until)
        lines.append(f":pushpin: Our team has set {tier.name} through *{until}*. Then you get what you earn{after}.")
    if days.customers_lost_on:
        lost = fmt.day(days.customers_lost_on)
        lines.append(f":calendar: To keep {tier.name}, bring a new customer before *{lost}*.")
    return lines
