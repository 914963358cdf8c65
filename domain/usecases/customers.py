"""A partner's customers, and what each of them pays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.arr import CustomerRow
from domain.errors import Code, DomainError
from domain.paging import page_at
from domain.partners import Partner
from domain.ports import UnitOfWork
from domain.subscriptions import Subscription

CUSTOMERS_A_PAGE = 10
SUBSCRIPTIONS_A_PAGE = 10
LONGEST_SEARCH = 100
"""Characters of a search that are looked for; the rest could only be a slip of the hand."""


@dataclass(frozen=True)
class CustomerPage:
    """A page of customers, by falling contribution, with `words` in their name or domain; all without any."""

    words: str
    rows: Sequence[CustomerRow]
    offset: int
    total: int


@dataclass(frozen=True)
class CustomerFile:
    """A customer with a page of its subscriptions, those that count first."""

    customer: CustomerRow
    subscriptions: Sequence[Subscription]
    offset: int


def partner_customers(
    uow: UnitOfWork, partner: Partner, words: str, *, offset: int, limit: int = CUSTOMERS_A_PAGE
) -> CustomerPage:
    """A page of the partner's customers. An offset past the end shows the last page."""
    words = " ".join(words.split())[:LONGEST_SEARCH].strip()
    rows, offset, total = page_at(
        lambda start: uow.arr.customers(partner.id, words, offset=start, limit=limit), offset, limit
    )
    return CustomerPage(words, rows, offset, total)


def partner_customer(uow: UnitOfWork, partner: Partner, customer_id: str, *, offset: int) -> CustomerFile:
    """One customer. Raises DomainError(CUSTOMER_UNKNOWN) where the partner has no subscription of it."""
    customer = uow.arr.customer(partner.id, customer_id)
    if customer is None:
        raise DomainError(Code.CUSTOMER_UNKNOWN)
    subscriptions, offset, _ = page_at(
        lambda start: uow.arr.subscriptions(partner.id, customer_id, offset=start, limit=SUBSCRIPTIONS_A_PAGE),
        offset,
        SUBSCRIPTIONS_A_PAGE,
    )
    return CustomerFile(customer, subscriptions, offset)
