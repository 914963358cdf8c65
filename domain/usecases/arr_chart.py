"""A partner's ARR over the last twelve months."""

from __future__ import annotations

from datetime import date

from domain.arr_history import ArrHistory, a_year_before, arr_history
from domain.partners import Partner
from domain.ports import UnitOfWork
from domain.program import Program
from domain.tiers import customer_window


def arr_of_a_year(uow: UnitOfWork, program: Program, partner: Partner, today: date) -> ArrHistory:
    """The record of the last twelve months; today's point is the ARR of this moment."""
    since = a_year_before(today)
    before = uow.history.figures_on(partner.id, since)
    rows = uow.history.series(partner.id, since, today)
    live = uow.partners.tier_figures(partner.id, new_since=customer_window(program, today))
    return arr_history(before, rows, live.arr, today)
