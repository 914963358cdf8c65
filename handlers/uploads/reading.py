"""A dropped file as leads that could be handed over: its rows, and all that is wrong with them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from domain.lead_form import check_contact
from domain.ports import UnitOfWork
from domain.usecases.import_leads import CONSENT, Answers, is_lead_already, with_consent
from domain.usecases.lead_conflicts import familiar
from handlers.context import House
from handlers.sheets.leads import ERROR, LeadSheet, Repeated
from handlers.sheets.problems import Problem
from handlers.sheets.table import Row, Table, TableError
from handlers.texts.spreadsheet import as_csv, defused

MOST_HERE = 500
"""Leads of a file in messages: more take longer than a person waits. The command line takes ten times as many."""

MOST_BYTES = 2_000_000

Cells = Mapping[str, str]


@dataclass
class Dropped:
    """What was read. `known` of its rows are leads already; `unread` is why the file is no table of leads at all.

    Of the others, `own` names the companies that the partner has handed over before, `maybe_known` those of which it
    may hear that much and no more.
    """

    rows: list[tuple[int, Cells]] = field(default_factory=list)
    answers: list[Answers] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: Sequence[Problem] = ()
    known: int = 0
    own: list[str] = field(default_factory=list)
    maybe_known: list[str] = field(default_factory=list)
    too_many: bool = False

    @property
    def new(self) -> int:
        """How many leads it would make."""
        return len(self.rows) - self.known


def read(content: bytes, uow: UnitOfWork, partner_id: str, house: House, on: date) -> Dropped:
    """Reads a file that somebody of a partner dropped."""
    sheet, dropped, repeated = LeadSheet(house, on), Dropped(), Repeated()
    columns, optional = (*sheet.columns, ERROR), sheet.optional | {CONSENT}
    try:
        for row in Table(io.BytesIO(content), len(content), columns, optional).rows():
            if len(dropped.rows) == MOST_HERE:
                dropped.too_many = True
                return dropped
            _take(row, dropped, sheet, repeated, partner_id)
    except TableError as error:
        dropped.unread = error.problems
        return dropped
    if not dropped.problems:
        _look_up(dropped, uow, partner_id, house, on)
    return dropped


def errors_file(dropped: Dropped) -> bytes:
    """The rows as they were, each with what is wrong with it, to be mended and dropped again."""
    names = [name for name in (dropped.rows[0][1] if dropped.rows else {}) if name != ERROR]
    wrong: dict[int, list[str]] = {}
    for problem in dropped.problems:
        wrong.setdefault(problem.line, []).append(f"{problem.column}: {problem.why}" if problem.column else problem.why)
    rows = [
        [*(defused(cells.get(name, "")) for name in names), " ".join(wrong.get(line, []))]
        for line, cells in dropped.rows
    ]
    return as_csv([[*names, ERROR], *rows])


def _look_up(dropped: Dropped, uow: UnitOfWork, partner_id: str, house: House, on: date) -> None:
    """What there is to be said of its companies before they are handed over, as of one that is typed into the form."""
    for answers in dropped.answers:
        if is_lead_already(uow, partner_id, answers):
            dropped.known += 1
            continue
        contact = check_contact(answers, locale=house.program.vendor.locale)
        found = familiar(uow, house.program, partner_id, contact, today=on)
        dropped.own += [contact.company] if found.own else []
        dropped.maybe_known += [contact.company] if found.may_be_known else []


def _take(row: Row | Problem, dropped: Dropped, sheet: LeadSheet, repeated: Repeated, partner_id: str) -> None:
    if isinstance(row, Problem):
        dropped.rows.append((row.line, {}))
        dropped.problems.append(row)
        return
    cells = {name: cell for name, cell in row.cells.items() if name != ERROR}
    answers = sheet.answers(with_consent(cells))
    dropped.rows.append((row.line, cells))
    dropped.answers.append(answers)
    wrong = list(sheet.problems(row.line, answers))
    if not wrong and (again := repeated.problem(row.line, partner_id, answers)) is not None:
        wrong = [again]
    dropped.problems += wrong
