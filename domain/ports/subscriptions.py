"""Customers and what they pay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from domain.subscriptions import ArrLine, Customer, Subscription


class Subscriptions(Protocol):
    def get(self, subscription_id: str, *, for_update: bool = False) -> Subscription | None: ...
    def by_id(self, subscription_ids: Iterable[str], *, for_update: bool = False) -> Mapping[str, Subscription]: ...
    def add(self, subscription: Subscription) -> None: ...
    def customer(self, customer_id: str) -> Customer | None: ...
    def customers_by_id(self, customer_ids: Iterable[str]) -> Mapping[str, Customer]:
        """Those that there are. Their rows are locked, for they may change with their subscriptions."""
        ...

    def add_customer(self, customer: Customer) -> None: ...
    def add_customers(self, customers: Iterable[Customer]) -> None:
        """Stores many new customers in one go."""
        ...

    def arr_lines(self, partner_id: str, *, offset: int, limit: int) -> tuple[Sequence[ArrLine], int]:
        """Counting subscriptions grouped by what they pay, largest total first, and how many groups there are."""
        ...

    def not_counting(self, partner_id: str) -> Mapping[str, int]:
        """How many subscriptions do not count, by status."""
        ...
