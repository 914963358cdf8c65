"""What a subscription pays and whether it counts, in words and formulas. All views of subscriptions share them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from domain.arr import ArrLine, Aside
from domain.money import BasisPoints, Cents
from domain.subscriptions import BillingCycle, Kind, Subscription, SubscriptionStatus
from handlers.texts.catalogue import Spoken, mark, say
from handlers.texts.format import Format

STATUS: dict[SubscriptionStatus, str] = {
    SubscriptionStatus.TRIALING: "in trial",
    SubscriptionStatus.ACTIVE: "active",
    SubscriptionStatus.PAST_DUE: "past due",
    SubscriptionStatus.PAUSED: "paused",
    SubscriptionStatus.CANCELLED: "cancelled",
    SubscriptionStatus.EXPIRED: "expired",
}

A_CYCLE: Mapping[BillingCycle, str] = Spoken(
    {BillingCycle.MONTHLY: mark("a month"), BillingCycle.ANNUAL: mark("a year")}
)


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
    number, name = fmt.number(of.count), STATUS[of.status]
    one = of.count == 1
    match of.status:
        case SubscriptionStatus.TRIALING:
            return say(
                "{number} {name}: {one} from the first payment",
                number=number,
                name=name,
                one="counts" if one else "count",
            )
        case SubscriptionStatus.PAUSED:
            return say(
                "{number} {name}: {one} again once resumed", number=number, name=name, one="counts" if one else "count"
            )
        case SubscriptionStatus.PAST_DUE if of.since is not None:
            since = say("{number} {name} since {since}", number=number, name=name, since=fmt.day(of.since))
            until = of.counts_until(past_due_days)
            if until is None:
                return say("{since}: {one} again once paid", since=since, one="counts" if one else "count")
            worth = say(
                "{one} with {contribution}", one="counts" if one else "count", contribution=fmt.money(of.contribution)
            )
            return say("{since}: {worth} until {until}", since=since, worth=worth, until=fmt.day(until))
        case _:
            return f"{number} {name}"


def standing(of: Subscription, past_due_days: int, fmt: Format) -> str:
    """Where one subscription stands: `active since Jan 15, 2026`, and where it does not count, until when or why."""
    name = STATUS[of.status]
    match of.status:
        case SubscriptionStatus.ACTIVE:
            return say("{name} since {started_on}", name=name, started_on=fmt.day(of.started_on))
        case SubscriptionStatus.PAST_DUE if of.past_due_since is not None:
            until = of.past_due_since + timedelta(days=past_due_days)
            then = (
                say("counts until {until}", until=fmt.day(until))
                if of.counts
                else say("doesn't count until it is paid")
            )
            return say(
                "{name} since {past_due_since}, {then}", name=name, past_due_since=fmt.day(of.past_due_since), then=then
            )
        case _:
            return say("{name}{ended}, doesn't count", name=name, ended=_ended(of.ended_on, fmt))


def _ended(on: date | None, fmt: Format) -> str:
    return say(", ended {on}", on=fmt.day(on)) if on else ""
