"""A file into the database: checked and put row by row, in one transaction that the caller commits or leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Protocol

from pydantic import ValidationError

from bot.imports.problems import Problem, Problems, quoted
from bot.imports.rows import PARTNER_COLUMNS, SUBSCRIPTION_COLUMNS, PartnerRow, SubscriptionRow
from bot.imports.table import Row, Table, TableError
from domain.errors import Code, DomainError
from domain.partners import TierChange
from domain.ports import UnitOfWork
from domain.program import Program
from domain.usecases.enrol import Change, evaluate_partners, put_partner, put_subscription
from handlers.context import House
from handlers.texts.errors import text_of

ROWS_A_FLUSH = 1000
"""So many rows are held in memory before they are sent to the database."""

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

    def put(self, cells: Mapping[str, str]) -> Change:
        """Puts one row. Raises ValidationError, DomainError."""
        ...

    def finish(self) -> list[TierChange]:
        """After the last row: what follows from all of them."""
        ...


class PartnerFile:
    """partners.csv. `vendor_team` is the workspace of the account managers and of members without one of their own."""

    columns = PARTNER_COLUMNS

    def __init__(self, uow: UnitOfWork, program: Program, *, vendor_team: str, now: datetime) -> None:
        self._uow, self._program, self._vendor_team, self._now = uow, program, vendor_team, now

    def put(self, cells: Mapping[str, str]) -> Change:
        """Puts one partner with its members."""
        data = PartnerRow.model_validate(cells).data(self._vendor_team)
        return put_partner(self._uow, self._program, data, now=self._now)

    def finish(self) -> list[TierChange]:
        """Partners alone move no tier."""
        return []


class SubscriptionFile:
    """subscriptions.csv. Tiers are evaluated once, when all rows are in."""

    columns = SUBSCRIPTION_COLUMNS

    def __init__(self, uow: UnitOfWork, program: Program, *, now: datetime) -> None:
        self._uow, self._program, self._now = uow, program, now
        self._partners: set[str] = set()

    def put(self, cells: Mapping[str, str]) -> Change:
        """Puts one subscription with its customer."""
        data = SubscriptionRow.model_validate(cells).data()
        self._partners.add(data.partner_id)
        try:
            return put_subscription(self._uow, self._program, data)
        except DomainError as error:
            if error.code is Code.PARTNER_UNKNOWN:
                raise UnknownPartnerError(data.partner_id, self._known) from None
            raise

    def finish(self) -> list[TierChange]:
        """Each partner's tier, once."""
        return evaluate_partners(self._uow, self._program, self._partners, now=self._now)

    @cached_property
    def _known(self) -> list[str]:
        return list(self._uow.partners.ids())


class UnknownPartnerError(Exception):
    """A subscription of a partner that is not there; the text says which one may be meant."""

    def __init__(self, partner_id: str, known: list[str]) -> None:
        near = get_close_matches(partner_id, known, n=1)
        hint = f'; did you mean "{near[0]}"?' if near else "; import the partners first"
        super().__init__(f"there is no partner {quoted(partner_id)}{hint}")


def load(
    path: Path, kind: Kind, uow: UnitOfWork, program: Program, *, progress: Progress = lambda _read, _size: None
) -> Report:
    """Puts every row of the file. Where the report has problems, the caller must not commit.

    Raises OSError where the file can't be read.
    """
    report, house = Report(), House(program)
    seen: dict[str, int] = {}
    with path.open("rb") as file:
        table = Table(file, path.stat().st_size, kind.columns)
        try:
            for number, row in enumerate(table.rows(), start=1):
                _put(row, kind, report, seen, house)
                if number % ROWS_A_FLUSH == 0:
                    uow.flush()
                    progress(table.bytes_read, table.size)
        except TableError as error:
            for problem in error.problems:
                report.problems.add(problem)
        progress(table.size, table.size)
    if not report.problems.count:
        report.tiers = kind.finish()
    return report


def _put(row: Row | Problem, kind: Kind, report: Report, seen: dict[str, int], house: House) -> None:
    if isinstance(row, Problem):
        report.problems.add(row)
        return
    identity = row.cells["id"]
    if identity in seen:
        report.problems.add(Problem(row.line, "id", f"{quoted(identity)} stands in line {seen[identity]} already"))
        return
    if identity:
        seen[identity] = row.line
    try:
        report.effects[kind.put(row.cells)] += 1
    except ValidationError as error:
        for each in error.errors(include_url=False):
            why = str(each.get("ctx", {}).get("error") or each["msg"])
            report.problems.add(Problem(row.line, str(each["loc"][0]), why))
    except DomainError as error:
        report.problems.add(Problem(row.line, error.field, text_of(error, house)))
    except UnknownPartnerError as error:
        report.problems.add(Problem(row.line, "partner", str(error)))
