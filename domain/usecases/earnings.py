"""What a partner has earned with leads, and what its customers bring it now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.earnings import commission, savings
from domain.forecast import Recurring
from domain.money import Cents
from domain.paging import page_at
from domain.partners import Partner
from domain.ports import UnitOfWork
from domain.program import Program
from domain.rewards import Booking, Bookings

ENTRIES_A_PAGE = 10


@dataclass(frozen=True)
class Earnings:
    """A page of a partner's ledger with its sums, and what its active, paid subscriptions bring in a month and a year.

    `booked.since` is the sum since the first of January of `year`, of the vendor's calendar.
    """

    booked: Bookings
    offset: int
    year: int
    commission: Recurring
    saved: Recurring

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to tell of yet."""
        return not (self.booked.count or self.commission.yearly or self.saved.yearly)


def partner_earnings(uow: UnitOfWork, program: Program, partner: Partner, today: date, *, offset: int) -> Earnings:
    """The ledger's newest entries first. An offset past the end shows the last page."""
    since = program.calendar.start_of(today.replace(month=1, day=1))
    booked = Bookings((), 0, Cents(0), Cents(0))

    def fetch(start: int) -> tuple[Sequence[Booking], int]:
        nonlocal booked
        booked = uow.ledger.of_partner(partner.id, since=since, offset=start, limit=ENTRIES_A_PAGE)
        return booked.rows, booked.count

    _, offset, _ = page_at(fetch, offset, ENTRIES_A_PAGE)
    paid = uow.arr.paid_alike(partner.id)
    return Earnings(booked, offset, today.year, commission(paid), savings(paid))
