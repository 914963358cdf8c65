"""Customers and what they pay."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select

from domain.companies import name_key
from domain.subscriptions import Customer, Subscription
from storage.mapping import columns_of
from storage.rows import ByKeys, Writing
from storage.tables import customers, subscriptions
from storage.transaction import Transaction


def _customer_row(each: Customer) -> tuple[Any, ...]:
    paying_since = each.paying_since.isoformat() if each.paying_since else None
    return each.id, each.partner_id, each.name, each.domain, paying_since, each.newest_event, name_key(each.name)


def _subscription_row(each: Subscription) -> tuple[Any, ...]:
    return (
        each.id,
        each.partner_id,
        each.customer_id,
        each.kind.value,
        each.product,
        each.plan,
        each.seats,
        each.billing_cycle.value,
        each.amount,
        each.currency,
        each.status.value,
        each.rate,
        each.started_on.isoformat(),
        each.ended_on.isoformat() if each.ended_on else None,
        each.contribution,
        each.counts,
        each.past_due_since.isoformat() if each.past_due_since else None,
        each.newest_event,
        each.rate_event,
    )


CUSTOMERS = ByKeys(select(*columns_of(Customer, customers)).order_by(customers.c.id), customers.c.id)
CUSTOMER_ROWS = Writing(customers, _customer_row)
SUBSCRIPTIONS = ByKeys(
    select(*columns_of(Subscription, subscriptions)).order_by(subscriptions.c.id), subscriptions.c.id
)
SUBSCRIPTION_ROWS = Writing(subscriptions, _subscription_row)


class SubscriptionRepository:
    """Subscriptions and the customers that hold them."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def get(self, subscription_id: str) -> Subscription | None:
        """A subscription as it is now."""
        return self.by_id([subscription_id]).get(subscription_id)

    def by_id(self, subscription_ids: Collection[str], *, for_update: bool = False) -> Mapping[str, Subscription]:
        """Those that there are; locked in the order of their ids where asked for."""
        rows = SUBSCRIPTIONS.rows(self._transaction, subscription_ids, for_update=for_update)
        return {row[0]: Subscription(*row) for row in rows}

    def add(self, *new: Subscription) -> None:
        """Stores new subscriptions."""
        SUBSCRIPTION_ROWS.insert(self._transaction, new)

    def change(self, *changed: Subscription, before: Mapping[str, Subscription] | None = None) -> None:
        """Stores what became of subscriptions that are there, which is less work where one says what they were."""
        old = [before[each.id] for each in changed] if before is not None else None
        SUBSCRIPTION_ROWS.update(self._transaction, changed, old)

    def customers_by_id(self, customer_ids: Collection[str], *, for_update: bool = False) -> Mapping[str, Customer]:
        """Those that there are; locked in the order of their ids where asked for."""
        rows = CUSTOMERS.rows(self._transaction, customer_ids, for_update=for_update)
        return {row[0]: Customer(*row) for row in rows}

    def add_customers(self, *new: Customer) -> None:
        """Stores new customers."""
        CUSTOMER_ROWS.insert(self._transaction, new)

    def change_customers(self, *changed: Customer, before: Mapping[str, Customer] | None = None) -> None:
        """Stores what became of customers that are there, which is less work where one says what they were."""
        old = [before[each.id] for each in changed] if before is not None else None
        CUSTOMER_ROWS.update(self._transaction, changed, old)
