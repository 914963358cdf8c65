"""A standing in words, for every view that shows one."""

from __future__ import annotations

from domain.program import NewCustomers, Program
from domain.tiers import Gap, Standing
from handlers.texts.catalogue import say, say_many
from handlers.texts.format import Format, bar, listed


def progress(standing: Standing, fmt: Format) -> str:
    """How far the next tier is, with a bar."""
    if standing.next is None or standing.to_next is None:
        return say("{bar} You hold the highest tier. :tada:", bar=bar(1))
    percent = int(standing.progress * 100)
    ahead = standing.next
    togo = say("{missing} to go", missing=missing(standing.to_next, fmt))
    if standing.to_next.closed:
        togo = say("You have met its requirements; it is yours from the next evaluation.")
    return say(
        "*Next: {emoji} {tier}*\n{bar} {percent}%\n{togo}",
        emoji=ahead.emoji,
        tier=ahead.name,
        bar=bar(standing.progress),
        percent=percent,
        togo=togo,
    )


def missing(gap: Gap, fmt: Format) -> str:
    """`$320.00 of ARR and 1 new customer`: what lacks to a tier; at least one of the two."""
    parts = []
    if gap.arr:
        parts.append(say("*{arr}* of ARR", arr=fmt.money(gap.arr)))
    if gap.customers:
        parts.append(f"*{fmt.count(gap.customers, 'new customer')}*")
    return listed(parts)


def within(rule: NewCustomers) -> str:
    """`in the last 12 months`: where new customers are counted."""
    if rule.window != "rolling":
        return say("this year")
    return say_many("in the last month", "in the last {months} months", rule.months, months=rule.months)


def counted(customers: int, program: Program, fmt: Format) -> str:
    """`4 in the last 12 months`; a program that asks for none in any tier has no such time."""
    rule = next((tier.new_customers for tier in program.tiers if tier.new_customers), None)
    return f"{fmt.number(customers)} {within(rule)}" if rule else fmt.number(customers)


def at_risk(standing: Standing, fmt: Format, until: str) -> str:
    """What a partner in its grace period needs, and until when it keeps its tier."""
    if standing.to_keep.closed:
        return say(":white_check_mark: You meet the requirement of {tier} again.", tier=standing.tier.name)
    lacking = missing(standing.to_keep, fmt)
    return say(
        ":warning: You keep {tier} until *{until}*. To stay beyond, you need {lacking}.",
        tier=standing.tier.name,
        until=until,
        lacking=lacking,
    )


def coming_up(standing: Standing, fmt: Format) -> list[str]:
    """What comes up for the held tier: the end of its grace, of its newest customers, of what an admin has set."""
    tier, days = standing.tier, standing.deadlines
    lines = []
    if days.grace_until:
        lines.append(at_risk(standing, fmt, fmt.day(days.grace_until)))
    if days.override_until:
        lines.append(_set(standing, fmt.day(days.override_until)))
    if days.customers_lost_on:
        lost = fmt.day(days.customers_lost_on)
        lines.append(say(":calendar: To keep {tier}, bring a new customer before *{day}*.", tier=tier.name, day=lost))
    return lines


def _set(standing: Standing, until: str) -> str:
    tier, earned = standing.tier, standing.earned
    if earned.key == tier.key:
        return say(
            ":pushpin: Our team has set {tier} through *{until}*. Then you get what you earn.",
            tier=tier.name,
            until=until,
        )
    return say(
        ":pushpin: Our team has set {tier} through *{until}*. Then you get what you earn; "
        "by today's figures that is {earned}.",
        tier=tier.name,
        until=until,
        earned=earned.name,
    )
