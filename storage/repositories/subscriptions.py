"""Customers and what they pay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import BigInteger, Integer, String, bindparam, cast, func, not_, select

from domain.subscriptions import ArrLine, Customer, Subscription
from storage.tables import customers, subscriptions
from storage.transaction import Transaction

_ID = bindparam("partner_id", type_=String)
_KIND_OF_PAYMENT = (
    subscriptions.c.kind,
    subscriptions.c.product,
    subscriptions.c.plan,
    subscriptions.c.billing_cycle,
    subscriptions.c.amount,
    subscriptions.c.rate,
)
_TOTAL = cast(func.sum(subscriptions.c.contribution), BigInteger).label("total")
_GROUPS = (
    select(*_KIND_OF_PAYMENT, func.count().label("count"), _TOTAL)
    .where(subscriptions.c.partner_id == _ID, subscriptions.c.counts)
    .group_by(*_KIND_OF_PAYMENT)
)

ARR_LINES = (
    _GROUPS.order_by(_TOTAL.desc(), *_KIND_OF_PAYMENT)
    .offset(bindparam("offset", type_=Integer))
    .limit(bindparam("limit", type_=Integer))
)
ARR_LINE_COUNT = select(func.count()).select_from(_GROUPS.subquery("lines"))
NOT_COUNTING = (
    select(subscriptions.c.status, func.count())
    .where(subscriptions.c.partner_id == _ID, not_(subscriptions.c.counts))
    .group_by(subscriptions.c.status)
    .order_by(subscriptions.c.status)
)


class SubscriptionRepository:
    """Subscriptions and the customers that hold them."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def get(self, subscription_id: str, *, for_update: bool = False) -> Subscription | None:
        """A subscription that may be changed."""
        return self._transaction.load(Subscription, subscription_id, for_update=for_update)

    def by_id(self, subscription_ids: Iterable[str], *, for_update: bool = False) -> Mapping[str, Subscription]:
        """Many subscriptions that may be changed, by their ids; locked in the order of these where asked for."""
        found = self._transaction.load_all(Subscription, subscriptions.c.id, subscription_ids, for_update=for_update)
        return {each.id: each for each in found}

    def add(self, subscription: Subscription) -> None:
        """Stores a new subscription."""
        self._transaction.session.add(subscription)

    def customer(self, customer_id: str) -> Customer | None:
        """A customer that may be changed."""
        return self._transaction.load(Customer, customer_id)

    def customers_by_id(self, customer_ids: Iterable[str]) -> Mapping[str, Customer]:
        """Many customers that may be changed, by their ids, locked in the order of these."""
        found = self._transaction.load_all(Customer, customers.c.id, customer_ids, for_update=True)
        return {each.id: each for each in found}

    def add_customer(self, customer: Customer) -> None:
        """Stores a new customer at once, so that subscriptions can refer to it."""
        self._transaction.session.add(customer)
        self._transaction.flush()

    def add_customers(self, new: Iterable[Customer]) -> None:
        """Stores new customers at once, so that subscriptions can refer to them."""
        self._transaction.session.add_all(new)
        self._transaction.flush()

    def arr_lines(self, partner_id: str, *, offset: int, limit: int) -> tuple[Sequence[ArrLine], int]:
        """Counting subscriptions grouped by what they pay, largest total first, and how many groups there are."""
        asked = {"partner_id": partner_id, "offset": offset, "limit": limit}
        lines = [ArrLine(*row) for row in self._transaction.execute(ARR_LINES, asked)]
        if lines and len(lines) < limit:
            return lines, offset + len(lines)
        return lines, self._transaction.execute(ARR_LINE_COUNT, {"partner_id": partner_id}).scalar_one()

    def not_counting(self, partner_id: str) -> Mapping[str, int]:
        """How many subscriptions do not count, by status."""
        rows = self._transaction.execute(NOT_COUNTING, {"partner_id": partner_id})
        return {row.status.value: row[1] for row in rows}
