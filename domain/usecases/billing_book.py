"""The customers and subscriptions that are told of: as they are stored, as they become, and both written in few steps.

The book of one list: `open` reads what the list speaks of and locks it, `take` and `put` fold the list into it one by
one, `close` writes what became of it. Nothing in between asks the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from domain.billing import BillingEvent, PastEvent, SubscriptionData, Taken, fixing_event, past_due_from
from domain.errors import Code, DomainError
from domain.money import BasisPoints, Cents
from domain.ports import UnitOfWork
from domain.program import Program
from domain.subscriptions import NAMED_BY_IMPORT, NOTHING, Customer, Subscription, SubscriptionStatus
from domain.usecases.enrol import Change
from domain.usecases.held_tiers import HeldTiers

E = TypeVar("E", Customer, Subscription)

UNFIXED = BasisPoints(0)

MOST_CUSTOMERS = 100_000
"""So many customers are remembered from list to list."""


class Book:
    """What a list is folded into.

    `partners` are those whose figures may have changed by it, and `moved` by how much their ARR has when it is closed.
    """

    def __init__(self, uow: UnitOfWork, program: Program, *, now: datetime) -> None:
        self._uow, self._program, self._now = uow, program, now
        self._held = HeldTiers(uow, program)
        self._today = self._day(now)
        self.partners: set[str] = set()
        self.moved: dict[str, Cents] = {}
        self._customers: dict[str, Customer] = {}

    def open(self, told: Sequence[SubscriptionData]) -> None:
        """Reads and locks what a list speaks of, customers before subscriptions and each in the order of their ids.

        Customers of the lists before, which are locked until the transaction ends, are not read again.
        """
        if len(self._customers) > MOST_CUSTOMERS:
            self._customers.clear()
        port, unread = self._uow.subscriptions, {each.customer_id for each in told} - self._customers.keys()
        self._customers.update(port.customers_by_id(unread, for_update=True))
        self._customers_before: dict[str, Customer | None] = {}
        self._stored = port.by_id({each.id for each in told}, for_update=True)
        self._subscriptions = dict(self._stored)
        self._unfixed: dict[str, tuple[str, date, datetime]] = {}
        self._late: set[str] = set()

    def _change(self, known: Customer | None, new: Customer) -> None:
        self._customers_before.setdefault(new.id, known)
        self._customers[new.id] = new

    def refusals(self, told: Sequence[SubscriptionData]) -> list[tuple[int, DomainError]]:
        """What does not fit the program, each with its place in the list."""
        known = {each.partner_id for each in self._stored.values()}
        known |= self._held.known({each.partner_id for each in told} - known)
        expected = self._program.vendor.currency
        found: list[tuple[int, DomainError]] = []
        for index, each in enumerate(told):
            if each.partner_id not in known:
                found.append((index, DomainError(Code.PARTNER_UNKNOWN, field="partner", partner=each.partner_id)))
            if each.currency != expected:
                wrong = DomainError(Code.CURRENCY_UNKNOWN, field="currency", currency=each.currency, expected=expected)
                found.append((index, wrong))
        return found

    def take(self, event: BillingEvent) -> Taken:
        """Folds an event in: the newest says what is, an older one completes what holds in any order."""
        told, key = event.subscription, event.key
        self._take_customer(told, key, event.occurred_at)
        self.partners.add(told.partner_id)
        known = self._subscriptions.get(told.id)
        if known is None or known.newest_event is None or key > known.newest_event:
            self._subscriptions[told.id] = self._after(known, event, key)
            return Taken.APPLIED
        self._late.add(told.id)
        self.partners.add(known.partner_id)
        if told.rate is not None and (known.rate_event is None or key > known.rate_event):
            self._unfixed.pop(told.id, None)
            self._subscriptions[told.id] = replace(known, rate=told.rate, rate_event=key)
        return Taken.STALE

    def _take_customer(self, told: SubscriptionData, key: str, at: datetime) -> None:
        """The customer is as its own newest event says, and pays since the earliest paid day that any event names."""
        known = self._customers.get(told.customer_id)
        paying_since = _earlier(known.paying_since if known else None, told.paid_by(self._day(at)))
        if known is None or known.newest_event is None or key > known.newest_event:
            if known is not None:
                self.partners.add(known.partner_id)
            new = Customer(
                told.customer_id, told.partner_id, told.customer_name, told.customer_domain, paying_since, key
            )
            self._change(known, new)
        elif paying_since != known.paying_since:
            self.partners.add(known.partner_id)
            self._change(known, replace(known, paying_since=paying_since))

    def _after(self, known: Subscription | None, event: BillingEvent, key: str) -> Subscription:
        told = event.subscription
        if known is not None:
            self.partners.add(known.partner_id)
        past_due_since = None
        if told.status is SubscriptionStatus.PAST_DUE:
            past_due_since = known.past_due_since if known else None
            past_due_since = past_due_since or self._day(event.occurred_at)
        rate, rate_event = self._rate(known, told, key, event.occurred_at)
        return _subscription(told, rate, rate_event, past_due_since, newest_event=key)

    def put(self, told: SubscriptionData) -> Change | DomainError:
        """Folds a row of an import in: what it says is so as of now, and older than any event to come."""
        customer = self._customers.get(told.customer_id)
        if customer is not None and customer.partner_id != told.partner_id:
            return DomainError(Code.CUSTOMER_ELSEWHERE, field="customer_id", customer=told.customer_id)
        known = self._subscriptions.get(told.id)
        if known is not None and known.partner_id != told.partner_id:
            return DomainError(Code.SUBSCRIPTION_ELSEWHERE, field="id", subscription=told.id)
        self.partners.add(told.partner_id)
        new_customer = _customer_of_row(customer, told, self._today)
        if new_customer is not customer:
            self._change(customer, new_customer)
        past_due_since = None
        if told.status is SubscriptionStatus.PAST_DUE:
            past_due_since = (known.past_due_since if known else None) or self._today
        named = (known.rate_event if known else None) or NAMED_BY_IMPORT
        rate, rate_event = self._rate(known, told, named, self._now)
        new = _subscription(told, rate, rate_event, past_due_since, newest_event=known.newest_event if known else None)
        if known is None:
            self._subscriptions[told.id] = new
            return Change.ADDED
        if told.id not in self._unfixed:
            self._settle(new)
        if new != known:
            self._subscriptions[told.id] = new
        return Change.UNCHANGED if new == known and new_customer is customer else Change.CHANGED

    def _rate(
        self, known: Subscription | None, told: SubscriptionData, key: str, as_of: datetime
    ) -> tuple[BasisPoints, str | None]:
        """The rate with the key of what named it; the partner's tier fixes one that nobody has named."""
        if told.rate is not None:
            self._unfixed.pop(told.id, None)
            return told.rate, key
        if known is not None:
            is_the_same = known.partner_id == told.partner_id and known.started_on == told.started_on
            if known.rate_event is not None or is_the_same:
                return known.rate, known.rate_event
        self._unfixed[told.id] = (told.partner_id, told.started_on, as_of)
        return UNFIXED, None

    def complete(self, keys: Iterable[str]) -> None:
        """Brings what late events have changed in line with the record, which these keys' events are in already."""
        if not self._late:
            return
        new = set(keys)
        for subscription_id, history in self._uow.billing.events_of(self._late).items():
            known = self._subscriptions[subscription_id]
            newest = history[-1]
            if known.status is SubscriptionStatus.PAST_DUE is newest.status:
                began, is_all = past_due_from(history)
                since = self._day(began)
                earliest = _earlier(known.past_due_since, since) if is_all else since
                self._subscriptions[subscription_id] = replace(known, past_due_since=earliest)
            if known.rate_event is None and newest.started_on == known.started_on:
                self._fix_anew(subscription_id, history, new)

    def _fix_anew(self, subscription_id: str, history: Sequence[PastEvent], new: set[str]) -> None:
        """Where late events change which event fixes the rate."""
        fixing = fixing_event(history)
        before = [event for event in history if event.key not in new]
        if not before or fixing_event(before) != fixing:
            self._unfixed[subscription_id] = (fixing.partner_id, fixing.started_on, fixing.occurred_at)

    def close(self) -> None:
        """Fixes what rates are to be fixed, computes contributions, and writes all that has changed."""
        self._held.prepare(self._unfixed.values())
        for subscription_id, fixed in self._unfixed.items():
            known = self._subscriptions[subscription_id]
            self._subscriptions[subscription_id] = replace(known, rate=self._held.rate(*fixed))
        stored = self._stored
        new = [each for key, each in self._subscriptions.items() if each is not stored.get(key)]
        for each in new:
            self._settle(each)
        self._sum_up(new)
        self._write_customers()
        port = self._uow.subscriptions
        port.add(*_sorted(each for each in new if each.id not in stored))
        port.change(*_sorted(each for each in new if each.id in stored and each != stored[each.id]), before=stored)

    def _sum_up(self, changed: Iterable[Subscription]) -> None:
        self.moved.update((each, NOTHING) for each in self.partners - self.moved.keys())
        for now in changed:
            self.moved[now.partner_id] = Cents(self.moved[now.partner_id] + now.counted)
            before = self._stored.get(now.id)
            if before is not None:
                self.moved[before.partner_id] = Cents(self.moved[before.partner_id] - before.counted)

    def _write_customers(self) -> None:
        before = {key: each for key, each in self._customers_before.items() if each is not None}
        now = [self._customers[key] for key in sorted(self._customers_before)]
        self._uow.subscriptions.add_customers(*(each for each in now if each.id not in before))
        changed = [each for each in now if each.id in before and each != before[each.id]]
        self._uow.subscriptions.change_customers(*changed, before=before)

    def _settle(self, subscription: Subscription) -> None:
        subscription.settle(self._today, past_due_days=self._program.arr.past_due_days)

    def _day(self, instant: datetime) -> date:
        return self._program.calendar.local_day(instant)


def _earlier(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return one or other
    return min(one, other)


def _customer_of_row(known: Customer | None, told: SubscriptionData, today: date) -> Customer:
    """The known one itself where the row says nothing new. An import that names no domain leaves the known one."""
    if known is None:
        return Customer(
            told.customer_id, told.partner_id, told.customer_name, told.customer_domain, told.paid_by(today)
        )
    domain, paying_since = told.customer_domain or known.domain, _earlier(known.paying_since, told.paid_by(today))
    if (known.name, known.domain, known.paying_since) == (told.customer_name, domain, paying_since):
        return known
    return replace(known, name=told.customer_name, domain=domain, paying_since=paying_since)


def _subscription(
    told: SubscriptionData,
    rate: BasisPoints,
    rate_event: str | None,
    past_due_since: date | None,
    *,
    newest_event: str | None,
) -> Subscription:
    return Subscription(
        told.id,
        told.partner_id,
        told.customer_id,
        told.kind,
        told.product,
        told.plan,
        told.seats,
        told.billing_cycle,
        told.amount,
        told.currency,
        told.status,
        rate,
        told.started_on,
        told.ended_on,
        NOTHING,
        False,
        past_due_since,
        newest_event,
        rate_event,
    )


def _sorted(entities: Iterable[E]) -> list[E]:
    return sorted(entities, key=lambda each: each.id)
