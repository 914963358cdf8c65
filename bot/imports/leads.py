"""leads.csv: leads of many partners, each checked as the form checks it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cached_property

from domain.partners import TierChange
from domain.people import SYSTEM, Actor
from domain.ports import UnitOfWork
from domain.program import Program
from domain.usecases.enrol import Change
from domain.usecases.import_leads import MOST_ROWS, put_row
from domain.usecases.known_partner import known_partner
from handlers.context import House
from handlers.sheets.leads import LeadSheet, Repeated
from handlers.sheets.problems import Problem, nearest, quoted
from handlers.sheets.table import Row

PARTNER = "partner"


class LeadFile:
    """The leads come from the program itself: it is nobody's of the partners who runs an import."""

    def __init__(self, uow: UnitOfWork, program: Program, *, now: datetime) -> None:
        self._uow, self._program, self._now = uow, program, now
        self._sheet = LeadSheet(House(program), program.calendar.local_day(now))
        self._repeated = Repeated()
        self._rows = 0
        self.columns = (PARTNER, *self._sheet.columns)
        self.optional = self._sheet.optional

    def put(self, rows: Sequence[Row]) -> Iterator[Change | Problem]:
        """Puts leads one by one; those of a row that says the same as one of an earlier import are there already."""
        if not self._rows:
            self._uow.lead_conflicts.hold_all()
        for row in rows:
            self._rows += 1
            if self._rows > MOST_ROWS:
                yield Problem(row.line, None, f"is beyond {MOST_ROWS} leads, the most in one file; split it")
                return
            yield from self._put(row)

    def finish(self) -> list[TierChange]:
        """Leads move no tier."""
        return []

    def _put(self, row: Row) -> Iterator[Change | Problem]:
        partner_id, answers = row.cells[PARTNER], self._sheet.answers(row.cells)
        wrong = [*self._unknown(row.line, partner_id), *self._sheet.problems(row.line, answers)]
        if not wrong and (repeated := self._repeated.problem(row.line, partner_id, answers)) is not None:
            wrong = [repeated]
        if wrong:
            yield from wrong
            return
        partner = known_partner(self._uow, partner_id)
        yield put_row(self._uow, self._program, Actor(SYSTEM, partner), answers, now=self._now)[0]

    def _unknown(self, line: int, partner_id: str) -> Iterator[Problem]:
        if partner_id not in self._known:
            hint = nearest(partner_id, self._known) or "; import the partners first"
            yield Problem(line, PARTNER, f"there is no partner {quoted(partner_id)}{hint}")

    @cached_property
    def _known(self) -> dict[str, None]:
        return dict.fromkeys(self._uow.partners.ids())
