"""Customers and what they pay."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

from domain.subscriptions import Customer, Subscription


class Subscriptions(Protocol):
    """Both are read and written many at a time. A changed one is a new value: nothing follows what was read."""

    def get(self, subscription_id: str) -> Subscription | None: ...
    def by_id(self, subscription_ids: Collection[str], *, for_update: bool = False) -> Mapping[str, Subscription]:
        """Those that there are; locked in the order of their ids where asked for."""
        ...

    def add(self, *subscriptions: Subscription) -> None:
        """Stores new subscriptions. One that is there already makes the whole unit of work fail."""
        ...

    def change(self, *subscriptions: Subscription, before: Mapping[str, Subscription] | None = None) -> None:
        """Stores what became of subscriptions that are there, which is less work where one says what they were."""
        ...

    def customers_by_id(self, customer_ids: Collection[str], *, for_update: bool = False) -> Mapping[str, Customer]:
        """Those that there are; locked in the order of their ids where asked for."""
        ...

    def add_customers(self, *customers: Customer) -> None:
        """Stores new customers. One that is there already makes the whole unit of work fail."""
        ...

    def change_customers(self, *customers: Customer, before: Mapping[str, Customer] | None = None) -> None:
        """Stores what became of customers that are there, which is less work where one says what they were."""
        ...
