"""What a check of the ARR reads: every subscription, a part at a time, and the newest kept figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Integer, Row, String, and_, bindparam, func, select

from domain.money import Cents
from domain.subscriptions import Subscription
from storage.mapping import columns_of
from storage.repositories.history import ARR_OF_EACH, NEWEST
from storage.tables import customers, daily_figures, partners, subscriptions
from storage.transaction import Transaction

ROWS_AT_ONCE = 5_000

SUBSCRIPTIONS = (
    select(*columns_of(Subscription, subscriptions), customers.c.partner_id.label("customers_partner"))
    .join(customers, customers.c.id == subscriptions.c.customer_id)
    .where(subscriptions.c.id > bindparam("after", type_=String))
    .order_by(subscriptions.c.id)
    .limit(bindparam("limit", type_=Integer))
)
_SUM = func.coalesce(ARR_OF_EACH.c.arr, 0)
KEPT_APART = (
    select(partners.c.id, daily_figures.c.on, daily_figures.c.arr, _SUM)
    .select_from(
        partners.join(
            daily_figures, and_(daily_figures.c.partner_id == partners.c.id, daily_figures.c.on == NEWEST)
        ).outerjoin(ARR_OF_EACH, ARR_OF_EACH.c.partner_id == partners.c.id)
    )
    .where(daily_figures.c.arr != _SUM)
    .order_by(partners.c.id)
)


class ArrAudit:
    """Reads in bounded memory."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def subscriptions(self, *, at_once: int = ROWS_AT_ONCE) -> Iterator[tuple[Subscription, str]]:
        """Every subscription in the order of the ids, each with its customer's partner."""
        rows = self._after("", at_once)
        while rows:
            for *fields, customers_partner in rows:
                yield Subscription(*fields), customers_partner
            rows = self._after(rows[-1][0], at_once)

    def _after(self, after: str, at_once: int) -> Sequence[Row[*tuple[Any, ...]]]:
        return self._transaction.execute(SUBSCRIPTIONS, {"after": after, "limit": at_once}).all()

    def kept_apart(self) -> Iterator[tuple[str, date, Cents, Cents]]:
        """The partners whose newest kept ARR is not the sum of now, with its day, that ARR, and the sum."""
        for partner_id, day, kept, summed in self._transaction.execute(KEPT_APART):
            yield partner_id, day, Cents(kept), Cents(summed)
