"""The month's report as CSV: one row a partner."""

from __future__ import annotations

from collections.abc import Iterator

from domain.program import Program
from domain.usecases.program_report import Report
from handlers.texts.spreadsheet import amount, as_csv, defused

COLUMNS = (
    "id",
    "name",
    "tier",
    "arr_at_start",
    "arr_at_end",
    "movement",
    "new_customers",
    "leads",
    "leads_won",
    "rewards",
)


def report_csv(report: Report, program: Program) -> bytes:
    """The rows by falling ARR, without a total: the sums of the columns are those on screen."""
    return as_csv(_rows(report, program))


def _rows(report: Report, program: Program) -> Iterator[list[str | int]]:
    yield list(COLUMNS)
    names = {tier.key: tier.name for tier in program.tiers}
    for row in report.rows:
        yield [
            defused(row.partner_id),
            defused(row.name),
            names.get(row.tier, row.tier),
            amount(row.arr_before),
            amount(row.arr),
            amount(row.movement),
            row.new_customers,
            row.leads,
            row.won,
            amount(row.rewards),
        ]
