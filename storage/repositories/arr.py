"""What a partner's ARR is made of. Every query starts from the partner, whose subscriptions its indexes find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    bindparam,
    case,
    cast,
    func,
    literal,
    not_,
    null,
    select,
    type_coerce,
    union_all,
)

from domain.arr import ArrLine, ArrLines, Aside, BigCustomer, CustomerRow, Exported
from domain.earnings import PaidAlike
from domain.money import BasisPoints, Cents
from domain.subscriptions import BillingCycle, Kind, Subscription, SubscriptionStatus
from storage.mapping import columns_of
from storage.tables import customers, subscriptions
from storage.transaction import Transaction

MOST_WORDS = 5
"""Words of a search that are looked for."""

ROWS_AT_ONCE = 1_000

_ID = bindparam("partner_id", type_=String)
_CUSTOMER = bindparam("customer_id", type_=String)
_PAGE = {"offset": bindparam("offset", type_=Integer), "limit": bindparam("limit", type_=Integer)}
_COUNTING = (subscriptions.c.partner_id == _ID) & subscriptions.c.counts
_NOT_COUNTING = (subscriptions.c.partner_id == _ID) & not_(subscriptions.c.counts)


def _sum(column: ColumnElement[Any]) -> ColumnElement[int]:
    return cast(func.coalesce(func.sum(column), 0), BigInteger)  # PostgreSQL's sum is no integer


_PLAN = (subscriptions.c.product, subscriptions.c.plan)
_PAID_ALIKE = (  # in the order of the index, which so has them grouped already
    *_PLAN,
    subscriptions.c.kind,
    subscriptions.c.billing_cycle,
    subscriptions.c.amount,
    subscriptions.c.rate,
)
_GROUPS = (
    select(*_PAID_ALIKE, func.count().label("count"), _sum(subscriptions.c.contribution).label("total"))
    .where(_COUNTING)
    .group_by(*_PAID_ALIKE)
    .subquery("paid_alike")
)
_OF_PLAN = [_GROUPS.c.product, _GROUPS.c.plan]
_LINES = select(
    _GROUPS.c.kind,
    *_OF_PLAN,
    *(_GROUPS.c[name] for name in ("billing_cycle", "amount", "rate", "count", "total")),
    cast(func.sum(_GROUPS.c.total).over(partition_by=_OF_PLAN), BigInteger).label("of_plan"),
    func.count().over(partition_by=_OF_PLAN).label("lines_of_plan"),
    func.count().over().label("line_count"),
    cast(func.sum(_GROUPS.c.total).over(), BigInteger).label("arr"),
).subquery("lines")
LINES = (
    select(*_LINES.c)
    .order_by(_LINES.c.of_plan.desc(), *(_LINES.c[each.name] for each in _PLAN), _LINES.c.total.desc())
    .order_by(*(_LINES.c[each.name] for each in _PAID_ALIKE))
    .offset(_PAGE["offset"])
    .limit(_PAGE["limit"])
)

ASIDES = union_all(
    select(
        subscriptions.c.status,
        subscriptions.c.counts,
        type_coerce(null(), Date).label("since"),
        func.count().label("count"),
        literal(0).label("contribution"),
    )
    .where(_NOT_COUNTING, subscriptions.c.status != SubscriptionStatus.PAST_DUE)
    .group_by(subscriptions.c.status, subscriptions.c.counts),
    select(
        subscriptions.c.status,
        subscriptions.c.counts,
        subscriptions.c.past_due_since,
        func.count(),
        _sum(subscriptions.c.contribution),
    )
    .where(subscriptions.c.partner_id == _ID, subscriptions.c.past_due_since.is_not(None))
    .group_by(subscriptions.c.status, subscriptions.c.counts, subscriptions.c.past_due_since),
)

_PRICED = (
    subscriptions.c.kind,
    subscriptions.c.billing_cycle,
    subscriptions.c.amount,
    subscriptions.c.rate,
)
# what is past due may count for some days, but isn't paid; taken off, for the index of what counts doesn't know it
PAID_ALIKE = union_all(
    select(*_PRICED, func.count()).where(_COUNTING).group_by(*_PRICED),
    select(*_PRICED, -func.count())
    .where(subscriptions.c.partner_id == _ID, subscriptions.c.past_due_since.is_not(None), subscriptions.c.counts)
    .group_by(*_PRICED),
)

_BY_CUSTOMER = (
    select(subscriptions.c.customer_id, _sum(subscriptions.c.contribution).label("contribution"))
    .where(_COUNTING)
    .group_by(subscriptions.c.customer_id)
    .having(func.sum(subscriptions.c.contribution) > 0)
    .order_by(func.sum(subscriptions.c.contribution).desc(), subscriptions.c.customer_id)
    .limit(_PAGE["limit"])
    .subquery("by_customer")
)
BIGGEST = (
    select(customers.c.id, customers.c.name, _BY_CUSTOMER.c.contribution)
    .select_from(_BY_CUSTOMER.join(customers, customers.c.id == _BY_CUSTOMER.c.customer_id))
    .order_by(_BY_CUSTOMER.c.contribution.desc(), _BY_CUSTOMER.c.customer_id)
)

_NEEDED = (
    subscriptions.c.customer_id,
    subscriptions.c.contribution,
    subscriptions.c.counts,
    subscriptions.c.started_on,
)
# in two halves, for each has an index of its own
_OWN = union_all(select(*_NEEDED).where(_COUNTING), select(*_NEEDED).where(_NOT_COUNTING)).subquery("own")
_ADDED = _sum(case((_OWN.c.counts, _OWN.c.contribution), else_=0))
_SUMMED = (
    select(
        _OWN.c.customer_id,
        func.count().label("count"),
        _ADDED.label("added"),
        func.min(_OWN.c.started_on).label("since"),
    )
    .group_by(_OWN.c.customer_id)
    .subquery("summed")
)
_ROW = (customers.c.id, customers.c.name, customers.c.domain, _SUMMED.c.count, _SUMMED.c.added, _SUMMED.c.since)


@cache
def customers_with(words: int) -> Select[Any]:
    """The customers that have so many words, `word_0` and so on, in their name or domain."""
    text = func.lower(customers.c.name + " " + func.coalesce(customers.c.domain, ""))
    patterns = [func.lower(bindparam(f"word_{number}", type_=String)) for number in range(words)]
    return (
        select(*_ROW, func.count().over().label("total"))
        .select_from(_SUMMED.join(customers, customers.c.id == _SUMMED.c.customer_id))
        .where(*(text.like(pattern, escape="\\") for pattern in patterns))
        .order_by(_SUMMED.c.added.desc(), customers.c.name, customers.c.id)
        .offset(_PAGE["offset"])
        .limit(_PAGE["limit"])
    )


_OF_CUSTOMER = (subscriptions.c.customer_id == _CUSTOMER) & (subscriptions.c.partner_id == _ID)
CUSTOMER = (
    select(
        customers.c.id,
        customers.c.name,
        customers.c.domain,
        func.count(),
        _sum(case((subscriptions.c.counts, subscriptions.c.contribution), else_=0)),
        func.min(subscriptions.c.started_on),
    )
    .select_from(customers.join(subscriptions, subscriptions.c.customer_id == customers.c.id))
    .where(_OF_CUSTOMER)
    .group_by(customers.c.id, customers.c.name, customers.c.domain)
)
SUBSCRIPTION = columns_of(Subscription, subscriptions)
SUBSCRIPTIONS = (
    select(*SUBSCRIPTION, func.count().over().label("total"))
    .where(_OF_CUSTOMER)
    .order_by(subscriptions.c.counts.desc(), subscriptions.c.contribution.desc(), subscriptions.c.id)
    .offset(_PAGE["offset"])
    .limit(_PAGE["limit"])
)

_HALVES = union_all(select(*SUBSCRIPTION).where(_COUNTING), select(*SUBSCRIPTION).where(_NOT_COUNTING)).subquery("all")
EXPORT = (
    select(*_HALVES.c, customers.c.name.label("customer_name"), customers.c.domain.label("customer_domain"))
    .select_from(_HALVES.join(customers, customers.c.id == _HALVES.c.customer_id))
    .order_by(customers.c.name, customers.c.id, _HALVES.c.started_on, _HALVES.c.id)
)


class ArrRepository:
    """The ARR of one partner and those who bring it."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def lines(self, partner_id: str, *, offset: int, limit: int) -> ArrLines:
        """Counting subscriptions grouped by what they pay."""
        rows = self._rows(LINES, offset, limit, partner_id=partner_id)
        if not rows:
            first = self._rows(LINES, 0, 1, partner_id=partner_id) if offset else []
            return ArrLines([], *first[0][-2:]) if first else ArrLines([], 0, Cents(0))
        return ArrLines([ArrLine(*row[:-2]) for row in rows], *rows[0][-2:])

    def asides(self, partner_id: str) -> Sequence[Aside]:
        """What does not count, by status, and what is past due, by the day it became so."""
        rows = self._transaction.execute(ASIDES, {"partner_id": partner_id})
        order = list(SubscriptionStatus)
        found = [Aside(SubscriptionStatus(row[0]), *row[1:]) for row in rows]
        return sorted(found, key=lambda each: (order.index(each.status), not each.counts, str(each.since)))

    def paid_alike(self, partner_id: str) -> Sequence[PaidAlike]:
        """What is active and paid, grouped by what is paid."""
        found: Counter[tuple[Kind, BillingCycle, Cents, BasisPoints]] = Counter()
        for kind, cycle, amount, rate, count in self._transaction.execute(PAID_ALIKE, {"partner_id": partner_id}):
            found[kind, cycle, amount, rate] += count
        return [PaidAlike(*alike, count) for alike, count in found.items() if count]

    def biggest(self, partner_id: str, *, limit: int) -> Sequence[BigCustomer]:
        """The customers that bring most of the ARR."""
        rows = self._transaction.execute(BIGGEST, {"partner_id": partner_id, "limit": limit})
        return [BigCustomer(*row) for row in rows]

    def customers(self, partner_id: str, words: str, *, offset: int, limit: int) -> tuple[Sequence[CustomerRow], int]:
        """Customers by falling contribution, and how many there are: those with the words in their name or domain."""
        patterns = {f"word_{number}": _pattern(word) for number, word in enumerate(words.split()[:MOST_WORDS])}
        rows, total = self._page(customers_with(len(patterns)), offset, limit, partner_id=partner_id, **patterns)
        return [CustomerRow(*row[:-1]) for row in rows], total

    def customer(self, partner_id: str, customer_id: str) -> CustomerRow | None:
        """A customer, where it has any subscription of the partner's."""
        asked = {"partner_id": partner_id, "customer_id": customer_id}
        row = self._transaction.execute(CUSTOMER, asked).one_or_none()
        return CustomerRow(*row) if row else None

    def subscriptions(
        self, partner_id: str, customer_id: str, *, offset: int, limit: int
    ) -> tuple[Sequence[Subscription], int]:
        """A customer's subscriptions, those that count first, and how many there are."""
        rows, total = self._page(SUBSCRIPTIONS, offset, limit, partner_id=partner_id, customer_id=customer_id)
        return [Subscription(*row[:-1]) for row in rows], total

    def export(self, partner_id: str) -> Iterator[Exported]:
        """All subscriptions, by customer; read from the database bit by bit."""
        rows = self._transaction.execute(EXPORT, {"partner_id": partner_id}).yield_per(ROWS_AT_ONCE)
        for *values, name, domain in rows:
            yield Exported(Subscription(*values), name, domain)

    def _page(self, statement: Select[Any], offset: int, limit: int, **asked: str) -> tuple[Sequence[Any], int]:
        """Rows whose last column is the number of all; past the end there is none to tell it, so the first is asked."""
        rows = self._rows(statement, offset, limit, **asked)
        told = rows or (self._rows(statement, 0, 1, **asked) if offset else [])
        return rows, told[0][-1] if told else 0

    def _rows(self, statement: Select[Any], offset: int, limit: int, **asked: str) -> Sequence[Any]:
        return self._transaction.execute(statement, {"offset": offset, "limit": limit, **asked}).all()


def _pattern(word: str) -> str:
    """A word anywhere in a text; what LIKE would take for a sign stands for itself."""
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
