"""Partners, their members and customers' subscriptions, as other systems and staff tell us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

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


@dataclass(frozen=True)
class PartnerData:
    """A partner as told from outside. `members` are all its people: others are taken off."""

    id: str
    name: str
    joined_on: date
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


def put_partner(uow: UnitOfWork, program: Program, data: PartnerData, *, now: datetime) -> Partner:
    """Adds a partner or brings it up to date. A new one starts in the lowest tier.

    Raises DomainError(MEMBER_ELSEWHERE) where a person belongs to another partner.
    """
    partner = uow.partners.get(data.id, for_update=True)
    if partner is None:
        lowest = program.tiers[0].key
        partner = Partner(data.id, data.name, data.joined_on, tier=lowest, tier_since=data.joined_on)
        uow.partners.add(partner)
        uow.flush()
        joined = TierChange(partner.id, TierEvent.JOINED, data.joined_on, now, None, lowest, Cents(0), 0)
        uow.partners.record(joined)
    partner.name, partner.joined_on = data.name, data.joined_on
    partner.slack_team_id, partner.account_manager = data.slack_team_id, data.account_manager
    partner.slack_channel_id = data.slack_channel_id
    _set_members(uow, partner, data.members, now=now)
    if partner.slack_channel_id:
        tell(uow, ChannelReady(partner.id, partner.slack_channel_id), partner)
    return partner


def _set_members(uow: UnitOfWork, partner: Partner, members: Sequence[PersonKey], *, now: datetime) -> None:
    for person in members:
        membership = uow.people.membership(person)
        if membership is None:
            uow.people.add_member(Member(person, partner.id, now))
        elif membership.partner_id != partner.id:
            raise DomainError(Code.MEMBER_ELSEWHERE, field="members", person=person)
    for person in set(uow.people.members(partner.id)) - set(members):
        uow.people.remove_member(person)


def put_subscription(uow: UnitOfWork, program: Program, data: SubscriptionData) -> Subscription:
    """Adds a subscription or brings it up to date, with its customer. The tier is evaluated apart.

    Raises DomainError: PARTNER_UNKNOWN, CURRENCY_UNKNOWN, CUSTOMER_ELSEWHERE (field names as in the data).
    """
    partner = uow.partners.get(data.partner_id)
    if partner is None:
        raise DomainError(Code.PARTNER_UNKNOWN, field="partner", partner=data.partner_id)
    if data.currency != program.vendor.currency:
        raise DomainError(
            Code.CURRENCY_UNKNOWN, field="currency", currency=data.currency, expected=program.vendor.currency
        )
    _put_customer(uow, data)
    subscription = uow.subscriptions.get(data.id, for_update=True)
    if subscription is None:
        rate = program.tier(partner.tier).rate if data.rate is None else data.rate
        subscription = _new_subscription(data, rate)
        subscription.settle()
        uow.subscriptions.add(subscription)
    else:
        _bring_up_to_date(subscription, data)
        subscription.settle()
    return subscription


def put_subscriptions(
    uow: UnitOfWork, program: Program, rows: Sequence[SubscriptionData], *, now: datetime
) -> list[TierChange]:
    """Many subscriptions at once, then each partner's tier once."""
    for data in rows:
        put_subscription(uow, program, data)
    changes: list[TierChange] = []
    for partner_id in sorted({data.partner_id for data in rows}):
        partner = uow.partners.get(partner_id, for_update=True)
        if partner is not None:
            changes += evaluate_partner(uow, program, partner, now=now)
    return changes


def _put_customer(uow: UnitOfWork, data: SubscriptionData) -> None:
    customer = uow.subscriptions.customer(data.customer_id)
    if customer is None:
        customer = Customer(data.customer_id, data.partner_id, data.customer_name, data.customer_domain)
        uow.subscriptions.add_customer(customer)
    elif customer.partner_id != data.partner_id:
        raise DomainError(Code.CUSTOMER_ELSEWHERE, field="customer_id", customer=data.customer_id)
    customer.name, customer.domain = data.customer_name, data.customer_domain or customer.domain
    if data.status in PAID and (customer.paying_since is None or data.started_on < customer.paying_since):
        customer.paying_since = data.started_on


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
    subscription.kind, subscription.product, subscription.plan = data.kind, data.product, data.plan
    subscription.seats, subscription.billing_cycle = data.seats, data.billing_cycle
    subscription.amount, subscription.status = data.amount, data.status
    subscription.started_on, subscription.ended_on = data.started_on, data.ended_on
    subscription.rate = subscription.rate if data.rate is None else data.rate
