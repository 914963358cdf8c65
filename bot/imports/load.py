"""A file into the database: checked and put row by row, in one transaction that the caller commits or leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Protocol

from pydantic import ValidationError

from bot.imports.cells import is_identifier
from bot.imports.rows import PARTNER_COLUMNS, SUBSCRIPTION_COLUMNS, PartnerRow, QuickRows, SubscriptionRow
from domain.billing import SubscriptionData
from domain.errors import Code, DomainError
from domain.partners import TierChange
from domain.ports import UnitOfWork
from domain.program import Program
from domain.usecases.billing_book import Book
from domain.usecases.enrol import Change, put_partner
from domain.usecases.evaluate_tiers import evaluate_partners
from domain.usecases.record_billing import put_rows
from handlers.context import House
from handlers.sheets.problems import Problem, Problems, nearest, quoted
from handlers.sheets.table import Row, Table, TableError
from handlers.texts.errors import text_of

ROWS_AT_ONCE = 5000
"""So many rows are in memory at a time."""

Progress = Callable[[int, int], None]
"""Told how many bytes of how many have been read."""


@dataclass
class Report:
    """What a file did or would do: rows by their effect, tiers that moved, and what is wrong."""

    effects: Counter[Change] = field(default_factory=Counter)
    tiers: list[TierChange] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)

    @property
    def rows(self) -> int:
        """How many rows were put."""
        return self.effects.total()


class Kind(Protocol):
    """One kind of file."""

    @property
    def columns(self) -> tuple[str, ...]: ...

    @property
    def optional(self) -> Collection[str]:
        """The columns that may be left out."""
        ...

    def put(self, rows: Sequence[Row]) -> Iterator[Change | Problem]:
        """Puts some rows; for each, in order, what it did, or everything that is wrong with it."""
        ...

    def finish(self) -> list[TierChange]:
        """After the last row: what follows from all of them."""
        ...


class PartnerFile:
    """partners.csv. `vendor_team` is the workspace of the account managers and of members without one of their own."""

    columns, optional = PARTNER_COLUMNS, frozenset[str]()

    def __init__(self, uow: UnitOfWork, program: Program, *, vendor_team: str, now: datetime) -> None:
        self._uow, self._program, self._vendor_team, self._now = uow, program, vendor_team, now

    def put(self, rows: Sequence[Row]) -> Iterator[Change | Problem]:
        """Puts partners with their members, one by one; before, those that are known are locked in their order."""
        self._uow.partners.locked(row.id for row in rows if is_identifier(row.id))
        for row in rows:
            try:
                data = PartnerRow.model_validate(row.cells).data(self._vendor_team)
                yield put_partner(self._uow, self._program, data, now=self._now)
            except ValidationError as error:
                yield from _wrong_cells(row, error)
            except DomainError as error:
                yield Problem(row.line, error.field, text_of(error, House(self._program)))

    def finish(self) -> list[TierChange]:
        """Partners alone move no tier."""
        return []


class SubscriptionFile:
    """subscriptions.csv. Tiers are evaluated once, when all rows are in."""

    columns, optional = SUBSCRIPTION_COLUMNS, frozenset[str]()

    def __init__(self, uow: UnitOfWork, program: Program, *, now: datetime) -> None:
        self._uow, self._program, self._now = uow, program, now
        self._currency = program.vendor.currency
        self._quick = QuickRows()
        self._book = Book(uow, program, now=now)

    def put(self, rows: Sequence[Row]) -> Iterator[Change | Problem]:
        """Puts subscriptions with their customers, in a few queries together."""
        lines: list[int] = []
        data: list[SubscriptionData] = []
        for row in rows:
            quick = self._quick.read(row.in_order)
            if quick is not None and quick.currency == self._currency and quick.partner_id in self._known:
                data.append(quick)
                lines.append(row.line)
                continue
            try:
                read, wrong = SubscriptionRow.model_validate(row.cells).data(), []
            except ValidationError as error:
                read, wrong = None, list(_wrong_cells(row, error))
            wrong += self._unfit_cells(row, {problem.column for problem in wrong})
            yield from sorted(wrong, key=lambda problem: self.columns.index(problem.column or ""))
            if read is not None and not wrong:
                data.append(read)
                lines.append(row.line)
        for line, outcome in zip(lines, put_rows(self._book, data), strict=True):
            yield Problem(line, outcome.field, self._text(outcome)) if isinstance(outcome, DomainError) else outcome

    def finish(self) -> list[TierChange]:
        """Each partner's tier, once."""
        return evaluate_partners(self._uow, self._program, self._book.partners, now=self._now)

    def _unfit_cells(self, row: Row, unread: set[str | None]) -> Iterator[Problem]:
        """Cells that can be read and don't fit the program, so that a line's problems are told at once."""
        partner, currency, expected = row.cells["partner"], row.cells["currency"], self._program.vendor.currency
        if "partner" not in unread and partner not in self._known:
            unknown = DomainError(Code.PARTNER_UNKNOWN, partner=partner)
            yield Problem(row.line, "partner", self._text(unknown))
        if "currency" not in unread and currency != expected:
            other = DomainError(Code.CURRENCY_UNKNOWN, currency=currency, expected=expected)
            yield Problem(row.line, "currency", self._text(other))

    def _text(self, error: DomainError) -> str:
        if error.code is not Code.PARTNER_UNKNOWN:
            return text_of(error, House(self._program))
        wanted = str(error.params["partner"])
        return f"there is no partner {quoted(wanted)}" + (nearest(wanted, self._known) or "; import the partners first")

    @cached_property
    def _known(self) -> dict[str, None]:
        return dict.fromkeys(self._uow.partners.ids())


def _wrong_cells(row: Row, error: ValidationError) -> Iterator[Problem]:
    for each in error.errors(include_url=False):
        yield Problem(row.line, str(each["loc"][0]), str(each.get("ctx", {}).get("error") or each["msg"]))


def load(path: Path, kind: Kind, uow: UnitOfWork, *, progress: Progress = lambda _read, _size: None) -> Report:
    """Puts every row of the file. Where the report has problems, the caller must not commit.

    Raises OSError where the file can't be read.
    """
    report = Report()
    with path.open("rb") as file:
        table = Table(file, path.stat().st_size, kind.columns, kind.optional)
        try:
            rows = _once_each(table.rows(), report.problems)
            while chunk := list(islice(rows, ROWS_AT_ONCE)):
                _count(kind.put(chunk), report)
                uow.flush()
                progress(table.bytes_read, table.size)
        except TableError as error:
            report.problems.add(*error.problems)
    if not report.problems.count:
        report.tiers = kind.finish()
    return report


def _once_each(rows: Iterator[Row | Problem], problems: Problems) -> Iterator[Row]:
    """The rows that can be read, each id once; the others are problems."""
    # by their hashes of 64 bits, with which a million ids take half the memory; two ids in a million million share one
    seen: dict[int, int] = {}
    for row in rows:
        if isinstance(row, Problem):
            problems.add(row)
        elif (first := seen.setdefault(hash(row.id), row.line)) == row.line or not row.id:
            yield row
        else:
            problems.add(Problem(row.line, "id", f"{quoted(row.id)} stands in line {first} already"))


def _count(outcomes: Iterator[Change | Problem], report: Report) -> None:
    done: list[Change] = []
    for outcome in outcomes:
        if isinstance(outcome, Problem):
            report.problems.add(outcome)
        else:
            done.append(outcome)
    report.effects.update(done)
