"""What a subscription pays and whether it counts, in words and formulas. All views of subscriptions share them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from domain.arr import ArrLine, Aside
from domain.money import BasisPoints, Cents
from domain.subscriptions import BillingCycle, Kind, Subscription, SubscriptionStatus
from handlers.texts.catalogue import Spoken, mark, say, say_many
from handlers.texts.format import Format

STATUS: Mapping[SubscriptionStatus, str] = Spoken(
    {
        SubscriptionStatus.TRIALING: mark("in trial"),
        SubscriptionStatus.ACTIVE: mark("active"),
        SubscriptionStatus.PAST_DUE: mark("past due"),
        SubscriptionStatus.PAUSED: mark("paused"),
        SubscriptionStatus.CANCELLED: mark("cancelled"),
        SubscriptionStatus.EXPIRED: mark("expired"),
    }
)

KIND: Mapping[Kind, str] = Spoken({Kind.REFERRAL: mark("referral"), Kind.RESELLER: mark("reseller")})


def a_cycle(cycle: BillingCycle, amount: Cents, fmt: Format) -> str:
    """`$250.00 a month`, `$2,400.00 a year`."""
    price = fmt.money(amount)
    return say("{price} a month", price=price) if cycle is BillingCycle.MONTHLY else say("{price} a year", price=price)


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
    return f"{price} × 12" if cycle is BillingCycle.MONTHLY else say("{price} a year", price=price)


def aside(of: Aside, past_due_days: int, fmt: Format) -> str:
    """`1 past due since Nov 3, 2026: no longer counts until it is paid`."""
    number = fmt.number(of.count)
    match of.status:
        case SubscriptionStatus.TRIALING:
            return say_many(
                "{number} in trial: counts from the first payment",
                "{number} in trial: count from the first payment",
                of.count,
                number=number,
            )
        case SubscriptionStatus.PAUSED:
            return say_many(
                "{number} paused: counts again once resumed",
                "{number} paused: count again once resumed",
                of.count,
                number=number,
            )
        case SubscriptionStatus.PAST_DUE if of.since is not None:
            return _past_due(of, fmt.day(of.since), of.counts_until(past_due_days), fmt)
        case _:
            return f"{number} {STATUS[of.status]}"


def _past_due(of: Aside, since: str, until: date | None, fmt: Format) -> str:
    number = fmt.number(of.count)
    if until is None:
        return say_many(
            "{number} past due since {day}: counts again once paid",
            "{number} past due since {day}: count again once paid",
            of.count,
            number=number,
            day=since,
        )
    return say_many(
        "{number} past due since {day}: counts with {arr} until {until}",
        "{number} past due since {day}: count with {arr} until {until}",
        of.count,
        number=number,
        day=since,
        arr=fmt.money(of.contribution),
        until=fmt.day(until),
    )


def standing(of: Subscription, past_due_days: int, fmt: Format) -> str:
    """Where one subscription stands: `active since Jan 15, 2026`, and where it does not count, until when or why."""
    status = STATUS[of.status]
    match of.status:
        case SubscriptionStatus.ACTIVE:
            return say("active since {day}", day=fmt.day(of.started_on))
        case SubscriptionStatus.PAST_DUE if of.past_due_since is not None:
            since = fmt.day(of.past_due_since)
            if not of.counts:
                return say("past due since {day}, doesn't count until it is paid", day=since)
            until = fmt.day(of.past_due_since + timedelta(days=past_due_days))
            return say("past due since {day}, counts until {until}", day=since, until=until)
        case _ if of.ended_on:
            return say("{status}, ended {day}, doesn't count", status=status, day=fmt.day(of.ended_on))
        case _:
            return say("{status}, doesn't count", status=status)
