"""What a subscription pays and whether it counts, in words and formulas. All views of subscriptions share them."""

from __future__ import annotations

from datetime import date, timedelta

from domain.arr import ArrLine, Aside
from domain.money import BasisPoints, Cents
from domain.subscriptions import BillingCycle, Kind, Subscription, SubscriptionStatus
from handlers.texts.format import Format

STATUS: dict[SubscriptionStatus, str] = {
    SubscriptionStatus.TRIALING: "in trial",
    SubscriptionStatus.ACTIVE: "active",
    SubscriptionStatus.PAST_DUE: "past due",
    SubscriptionStatus.PAUSED: "paused",
    SubscriptionStatus.CANCELLED: "cancelled",
    SubscriptionStatus.EXPIRED: "expired",
}

A_CYCLE: dict[BillingCycle, str] = {BillingCycle.MONTHLY: "a month", BillingCycle.ANNUAL: "a year"}


def formula(line: ArrLine, fmt: Format) -> str:
    """`15 referrals × ($250.00 − 20%) × 12 = $36,000.00`; a yearly price counts once."""
    price = yearly(line.kind, line.cycle, line.amount, line.rate, fmt)
    return f"{fmt.count(line.count, line.kind.value)} × {price} = *{fmt.money(line.total)}*"


def formula_of_one(of: Subscription, fmt: Format) -> str:
    """`($250.00 − 20%) × 12 = $2,400.00`."""
    return f"{yearly(of.kind, of.billing_cycle, of.amount, of.rate, fmt)} = *{fmt.money(of.contribution)}*"


def yearly(kind: Kind, cycle: BillingCycle, amount: Cents, rate: BasisPoints, fmt: Format) -> str:
    """What one subscription adds to the ARR, as it is worked out."""
    price = fmt.money(amount)
    if kind is Kind.REFERRAL:
        price = f"({price} − {fmt.rate(rate)})"
    return f"{price} × 12" if cycle is BillingCycle.MONTHLY else f"{price} a year"


def aside(of: Aside, past_due_days: int, fmt: Format) -> str:
    """`1 past due since Nov 3, 2026: no longer counts until it is paid`."""
    number, name = fmt.number(of.count), STATUS[of.status]
    one = of.count == 1
    match of.status:
        case SubscriptionStatus.TRIALING:
            return f"{number} {name}: {'counts' if one else 'count'} from the first payment"
        case SubscriptionStatus.PAUSED:
            return f"{number} {name}: {'counts' if one else 'count'} again once resumed"
        case SubscriptionStatus.PAST_DUE if of.since is not None:
            since = f"{number} {name} since {fmt.day(of.since)}"
            until = of.counts_until(past_due_days)
            if until is None:
                return f"{since}: {'counts' if one else 'count'} again once paid"
            worth = f"{'counts' if one else 'count'} with {fmt.money(of.contribution)}"
            return f"{since}: {worth} until {fmt.day(until)}"
        case _:
            return f"{number} {name}"


def standing(of: Subscription, past_due_days: int, fmt: Format) -> str:
    """Where one subscription stands: `active since Jan 15, 2026`, and where it does not count, until when or why."""
    name = STATUS[of.status]
    match of.status:
        case SubscriptionStatus.ACTIVE:
            return f"{name} since {fmt.day(of.started_on)}"
        case SubscriptionStatus.PAST_DUE if of.past_due_since is not None:
            until = of.past_due_since + timedelta(days=past_due_days)
            then = f"counts until {fmt.day(until)}" if of.counts else "doesn't count until it is paid"
            return f"{name} since {fmt.day(of.past_due_since)}, {then}"
        case _:
            return f"{name}{_ended(of.ended_on, fmt)}, doesn't count"


def _ended(on: date | None, fmt: Format) -> str:
    return f", ended {fmt.day(on)}" if on else ""
