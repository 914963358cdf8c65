"""Partners, their members and customers' subscriptions, as other systems and staff tell us."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from domain.calendar import WorkCalendar
from domain.errors import Code, DomainError
from domain.money import BasisPoints, Cents
from domain.notices import ChannelReady
from domain.partners import Partner, TierChange, TierEvent
from domain.people import Member, PersonKey
from domain.ports import UnitOfWork
from domain.program import Program
from domain.subscriptions import BillingCycle, Customer, Kind, Subscription, SubscriptionStatus
from domain.usecases.evaluate_tiers import evaluate_partner
from domain.usecases.telling import tell

PAID = frozenset({SubscriptionStatus.ACTIVE, SubscriptionStatus.PAST_DUE})
"""The statuses in which a customer is paying."""

LONGEST_TIER_HISTORY = 1000


class Change(StrEnum):
    """What putting a row did."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class PartnerData:
    """A partner as told from outside. `members` are all its people: others are taken off.

    Without `joined_on`, a new partner joins today and a known one keeps its day.
    """

    id: str
    name: str
    joined_on: date | None
    members: Sequence[PersonKey]
    slack_team_id: str | None = None
    slack_channel_id: str | None = None
    account_manager: PersonKey | None = None


@dataclass(frozen=True)
class SubscriptionData:
    """A subscription as told from outside. Without a rate, the partner's tier fixes it on `started_on`."""

    id: str
    partner_id: str
    customer_id: str
    customer_name: str
    customer_domain: str | None
    kind: Kind
    product: str
    plan: str
    seats: int
    billing_cycle: BillingCycle
    amount: Cents
    currency: str
    status: SubscriptionStatus
    rate: BasisPoints | None
    started_on: date
    ended_on: date | None


def put_partner(uow: UnitOfWork, program: Program, data: PartnerData, *, now: datetime) -> Change:
    """Adds a partner or brings it up to date. A new one starts in the lowest tier.

    Raises DomainError(MEMBER_ELSEWHERE) where a person belongs to another partner.
    """
    partner = uow.partners.get(data.id, for_update=True)
    if partner is None:
        partner, before = _join(uow, program, data, now=now), None
    else:
        before = _state(partner)
    partner.name, partner.joined_on = data.name, data.joined_on or partner.joined_on
    partner.slack_team_id, partner.account_manager = data.slack_team_id, data.account_manager
    partner.slack_channel_id = data.slack_channel_id
    members_changed = _set_members(uow, partner, data.members, now=now)
    if partner.slack_channel_id:
        tell(uow, ChannelReady(partner.id, partner.slack_channel_id), partner)
    if before is None:
        return Change.ADDED
    return Change.CHANGED if members_changed or before != _state(partner) else Change.UNCHANGED


def _join(uow: UnitOfWork, program: Program, data: PartnerData, *, now: datetime) -> Partner:
    joined_on = data.joined_on or WorkCalendar(program.vendor).local_day(now)
    lowest = program.tiers[0].key
    partner = Partner(data.id, data.name, joined_on, tier=lowest, tier_since=joined_on)
    uow.partners.add(partner)
    uow.flush()
    uow.partners.record(TierChange(partner.id, TierEvent.JOINED, joined_on, now, None, lowest, Cents(0), 0))
    return partner


def _set_members(uow: UnitOfWork, partner: Partner, members: Sequence[PersonKey], *, now: datetime) -> bool:
    known = set(uow.people.members(partner.id))
    new, gone = [person for person in members if person not in known], known - set(members)
    for person in new:
        membership = uow.people.membership(person)
        if membership is not None and membership.partner_id != partner.id:
            raise DomainError(Code.MEMBER_ELSEWHERE, field="members", person=person, partner=membership.partner_id)
        uow.people.add_member(Member(person, partner.id, now))
    for person in gone:
        uow.people.remove_member(person)
    return bool(new or gone)


def put_subscription(uow: UnitOfWork, program: Program, data: SubscriptionData, *, now: datetime) -> Change:
    """Adds a subscription or brings it up to date, with its customer. The tier is evaluated apart.

    Raises DomainError: PARTNER_UNKNOWN, CURRENCY_UNKNOWN, CUSTOMER_ELSEWHERE, SUBSCRIPTION_ELSEWHERE.
    """
    [outcome] = put_rows(uow, program, [data], now=now)
    if isinstance(outcome, DomainError):
        raise outcome
    return outcome


def put_subscriptions(
    uow: UnitOfWork, program: Program, rows: Sequence[SubscriptionData], *, now: datetime
) -> list[TierChange]:
    """Many subscriptions at once, then each partner's tier once. Raises as `put_subscription`."""
    for outcome in put_rows(uow, program, rows, now=now):
        if isinstance(outcome, DomainError):
            raise outcome
    return evaluate_partners(uow, program, {data.partner_id for data in rows}, now=now)


def put_rows(
    uow: UnitOfWork, program: Program, rows: Sequence[SubscriptionData], *, now: datetime
) -> list[Change | DomainError]:
    """What putting each row did, or why it was refused, in their order.

    All rows take a few queries together. Where one was refused the caller leaves the whole unit of work uncommitted.
    """
    partners = {key: uow.partners.get(key) for key in sorted({data.partner_id for data in rows})}
    customers = dict(uow.subscriptions.customers_by_id({data.customer_id for data in rows}))
    known = set(customers)
    effects = [_refusal(program, partners, customers, data) or _put_customer(customers, data) for data in rows]
    uow.subscriptions.add_customers(each for key, each in customers.items() if key not in known)
    stored = dict(uow.subscriptions.by_id({data.id for data in rows}, for_update=True))
    outcomes: list[Change | DomainError] = []
    today = WorkCalendar(program.vendor).local_day(now)
    for data, effect in zip(rows, effects, strict=True):
        partner = partners[data.partner_id]
        if isinstance(effect, DomainError) or partner is None:
            outcomes.append(effect)
        else:
            outcomes.append(_put_row(uow, program, partner, stored, data, effect, today))
    return outcomes


def _refusal(
    program: Program,
    partners: Mapping[str, Partner | None],
    customers: Mapping[str, Customer],
    data: SubscriptionData,
) -> DomainError | None:
    if partners[data.partner_id] is None:
        return DomainError(Code.PARTNER_UNKNOWN, field="partner", partner=data.partner_id)
    expected = program.vendor.currency
    if data.currency != expected:
        return DomainError(Code.CURRENCY_UNKNOWN, field="currency", currency=data.currency, expected=expected)
    customer = customers.get(data.customer_id)
    if customer is not None and customer.partner_id != data.partner_id:
        return DomainError(Code.CUSTOMER_ELSEWHERE, field="customer_id", customer=data.customer_id)
    return None


def _put_row(
    uow: UnitOfWork,
    program: Program,
    partner: Partner,
    stored: dict[str, Subscription],
    data: SubscriptionData,
    customer: Change,
    today: date,
) -> Change | DomainError:
    subscription = stored.get(data.id)
    if subscription is None:
        rate = _rate_on(uow, program, partner, data.started_on) if data.rate is None else data.rate
        subscription = stored[data.id] = _new_subscription(data, rate)
        _settle(subscription, program, today)
        uow.subscriptions.add(subscription)
        return Change.ADDED
    if subscription.partner_id != data.partner_id:
        return DomainError(Code.SUBSCRIPTION_ELSEWHERE, field="id", subscription=data.id)
    before = _state(subscription)
    _bring_up_to_date(subscription, data)
    _settle(subscription, program, today)
    changed = customer is not Change.UNCHANGED or before != _state(subscription)
    return Change.CHANGED if changed else Change.UNCHANGED


def _settle(subscription: Subscription, program: Program, today: date) -> None:
    is_past_due = subscription.status is SubscriptionStatus.PAST_DUE
    subscription.past_due_since = (subscription.past_due_since or today) if is_past_due else None
    subscription.settle(today, past_due_days=program.arr.past_due_days)


def evaluate_partners(
    uow: UnitOfWork, program: Program, partner_ids: Iterable[str], *, now: datetime
) -> list[TierChange]:
    """Each partner's tier once, in the order of their ids so that two writers never wait for each other."""
    changes: list[TierChange] = []
    for partner_id in sorted(partner_ids):
        partner = uow.partners.get(partner_id, for_update=True)
        if partner is not None:
            changes += evaluate_partner(uow, program, partner, now=now)
    return changes


def _rate_on(uow: UnitOfWork, program: Program, partner: Partner, day: date) -> BasisPoints:
    """The rate of the tier that the partner held on a day; before it joined, that of its first tier."""
    if day >= partner.tier_since:
        return program.tier(partner.tier).rate
    history = uow.partners.history(partner.id, limit=LONGEST_TIER_HISTORY)
    until_then = [change.to_tier for change in history if change.on <= day]
    return program.tier(until_then[0] if until_then else history[-1].to_tier).rate


def _state(entity: Any) -> tuple[object, ...]:
    return tuple(getattr(entity, each.name) for each in fields(entity))


def _put_customer(customers: dict[str, Customer], data: SubscriptionData) -> Change:
    """Adds the row's customer to those at hand, or brings it up to date."""
    customer = customers.get(data.customer_id)
    before = None if customer is None else _state(customer)
    if customer is None:
        customer = Customer(data.customer_id, data.partner_id, data.customer_name, data.customer_domain)
        customers[customer.id] = customer
    customer.name, customer.domain = data.customer_name, data.customer_domain or customer.domain
    if data.status in PAID and (customer.paying_since is None or data.started_on < customer.paying_since):
        customer.paying_since = data.started_on
    if before is None:
        return Change.ADDED
    return Change.CHANGED if before != _state(customer) else Change.UNCHANGED


def _new_subscription(data: SubscriptionData, rate: BasisPoints) -> Subscription:
    return Subscription(
        id=data.id,
        partner_id=data.partner_id,
        customer_id=data.customer_id,
        kind=data.kind,
        product=data.product,
        plan=data.plan,
        seats=data.seats,
        billing_cycle=data.billing_cycle,
        amount=data.amount,
        currency=data.currency,
        status=data.status,
        rate=rate,
        started_on=data.started_on,
        ended_on=data.ended_on,
    )


def _bring_up_to_date(subscription: Subscription, data: SubscriptionData) -> None:
    """The rate stays as it was fixed, unless the other system names one."""
    subscription.customer_id = data.customer_id
    subscription.kind, subscription.product, subscription.plan = data.kind, data.product, data.plan
    subscription.seats, subscription.billing_cycle = data.seats, data.billing_cycle
    subscription.amount, subscription.status = data.amount, data.status
    subscription.started_on, subscription.ended_on = data.started_on, data.ended_on
    subscription.rate = subscription.rate if data.rate is None else data.rate
