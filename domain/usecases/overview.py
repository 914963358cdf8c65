"""What a partner sees of itself: its standing, its ARR taken apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.errors import Code, DomainError
from domain.money import Cents
from domain.paging import page_at
from domain.partners import Partner
from domain.people import PersonKey
from domain.ports import UnitOfWork
from domain.program import Program
from domain.rewards import LedgerEntry
from domain.subscriptions import ArrLine
from domain.tiers import Standing, customer_window, standing

ARR_LINES_A_PAGE = 15


@dataclass(frozen=True)
class Overview:
    """The overview of one partner."""

    partner: Partner
    standing: Standing
    open_leads: int
    latest_entry: LedgerEntry | None


@dataclass(frozen=True)
class ArrExplained:
    """A page of the lines that make up a partner's ARR. The sum of all lines of all pages is `total`."""

    partner: Partner
    total: Cents
    lines: Sequence[ArrLine]
    offset: int
    line_count: int
    not_counting: Mapping[str, int]


def overview(uow: UnitOfWork, program: Program, person: PersonKey, today: date) -> Overview:
    """The overview of a member's partner on a day of the vendor's calendar. One query, who it is included.

    Raises DomainError(NOT_A_MEMBER) for anybody else.
    """
    found = uow.partners.of_member(person, new_since=customer_window(program, today))
    if found is None:
        raise DomainError(Code.NOT_A_MEMBER)
    partner, figures = found
    return Overview(
        partner=partner,
        standing=standing(program, partner.tier, figures.tiers),
        open_leads=figures.open_leads,
        latest_entry=figures.latest_entry,
    )


def explain_arr(uow: UnitOfWork, program: Program, partner: Partner, today: date, *, offset: int) -> ArrExplained:
    """One page of the lines of a partner's ARR. An offset past the end shows the last page."""
    figures = uow.partners.tier_figures(partner.id, new_since=customer_window(program, today))
    lines, offset, count = page_at(
        lambda start: uow.subscriptions.arr_lines(partner.id, offset=start, limit=ARR_LINES_A_PAGE),
        offset,
        ARR_LINES_A_PAGE,
    )
    not_counting = uow.subscriptions.not_counting(partner.id)
    return ArrExplained(partner, figures.arr, lines, offset, count, not_counting)
