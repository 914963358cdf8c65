"""What a partner's ARR is made of. Only the partner's own subscriptions are ever seen, wherever a customer went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from domain.arr import ArrLines, Aside, BigCustomer, CustomerRow, Exported
from domain.earnings import PaidAlike
from domain.subscriptions import Subscription


class Arr(Protocol):
    def lines(self, partner_id: str, *, offset: int, limit: int) -> ArrLines:
        """Counting subscriptions grouped by what they pay."""
        ...

    def asides(self, partner_id: str) -> Sequence[Aside]:
        """What does not count, by status, and what is past due, by the day it became so."""
        ...

    def paid_alike(self, partner_id: str) -> Sequence[PaidAlike]:
        """What is active and paid, grouped by what is paid."""
        ...

    def biggest(self, partner_id: str, *, limit: int) -> Sequence[BigCustomer]:
        """The customers that bring most of the ARR."""
        ...

    def customers(self, partner_id: str, words: str, *, offset: int, limit: int) -> tuple[Sequence[CustomerRow], int]:
        """Customers by falling contribution, and how many there are: those with the words in their name or domain."""
        ...

    def customer(self, partner_id: str, customer_id: str) -> CustomerRow | None: ...
    def subscriptions(
        self, partner_id: str, customer_id: str, *, offset: int, limit: int
    ) -> tuple[Sequence[Subscription], int]:
        """A customer's subscriptions, those that count first, and how many there are."""
        ...

    def export(self, partner_id: str) -> Iterator[Exported]:
        """All subscriptions, by customer; read from the database bit by bit."""
        ...
