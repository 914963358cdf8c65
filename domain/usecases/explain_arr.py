"""A partner's ARR taken apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.arr import ArrLine, ArrLines, Aside, BigCustomer
from domain.money import Cents
from domain.paging import page_at
from domain.partners import Partner
from domain.ports import UnitOfWork

LINES_A_PAGE = 15
BIGGEST = 5


@dataclass(frozen=True)
class ArrExplained:
    """A page of the lines that make up a partner's ARR. The sum of all lines of all pages is `total`.

    `biggest` are the customers that bring most of it, and `asides` the subscriptions that need a word; both are there
    on the first page only.
    """

    partner: Partner
    total: Cents
    lines: Sequence[ArrLine]
    offset: int
    line_count: int
    biggest: Sequence[BigCustomer] = ()
    asides: Sequence[Aside] = ()


def explain_arr(uow: UnitOfWork, partner: Partner, *, offset: int) -> ArrExplained:
    """One page of the lines of a partner's ARR. An offset past the end shows the last page."""
    found = ArrLines((), 0, Cents(0))

    def fetch(start: int) -> tuple[Sequence[ArrLine], int]:
        nonlocal found
        found = uow.arr.lines(partner.id, offset=start, limit=LINES_A_PAGE)
        return found.lines, found.count

    lines, offset, count = page_at(fetch, offset, LINES_A_PAGE)
    if offset > 0:
        return ArrExplained(partner, found.total, lines, offset, count)
    return ArrExplained(
        partner,
        found.total,
        lines,
        offset,
        count,
        biggest=uow.arr.biggest(partner.id, limit=BIGGEST),
        asides=uow.arr.asides(partner.id),
    )
