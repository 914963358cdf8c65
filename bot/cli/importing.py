"""`import partners|subscriptions|leads FILE.csv`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bot.cli import surroundings
from bot.cli.errors import CommandError, complain
from bot.cli.show import progress, say
from bot.counting import counted
from bot.imports.leads import LeadFile
from bot.imports.load import Kind, PartnerFile, Report, SubscriptionFile, load
from bot.memory import calm_while
from domain.ports import UnitOfWork
from domain.program import Program
from domain.usecases.enrol import Change
from storage.busy import is_busy, passes
from storage.clock import SystemClock
from storage.database import Database

MOST_TRIES = 3
BUSY = "the database is busy: nothing was imported; run it again in a while"

Open = Callable[[UnitOfWork, Program], Kind]


def import_partners(file: Path, *, dry_run: bool) -> None:
    """Adds partners with their members, or brings them up to date."""
    team = surroundings.vendor_team(surroundings.settings())
    now = SystemClock().now()
    _import(file, "partner", lambda uow, program: PartnerFile(uow, program, vendor_team=team, now=now), dry_run=dry_run)


def import_subscriptions(file: Path, *, dry_run: bool) -> None:
    """Adds customers' subscriptions, or brings them up to date, and evaluates the tiers."""
    now = SystemClock().now()
    _import(file, "subscription", lambda uow, program: SubscriptionFile(uow, program, now=now), dry_run=dry_run)


def import_leads(file: Path, *, dry_run: bool) -> None:
    """Hands leads over for their partners; those of an earlier file are left as they are."""
    now = SystemClock().now()
    _import(file, "lead", lambda uow, program: LeadFile(uow, program, now=now), dry_run=dry_run)


def _import(file: Path, noun: str, open_kind: Open, *, dry_run: bool) -> None:
    settings = surroundings.settings()
    program = surroundings.program(settings)
    with surroundings.database(settings) as database:
        surroundings.require_tiers(settings, program, database)
        report = _whole(file, lambda uow: open_kind(uow, program), database.patient(), dry_run=dry_run)
    say(("dry run, nothing was stored: " if dry_run else "") + _summary(report, noun))


def _whole(file: Path, open_kind: Callable[[UnitOfWork], Kind], database: Database, *, dry_run: bool) -> Report:
    """The whole file in one transaction; one that loses against billing events on the same customers begins again."""
    for tried in range(1, MOST_TRIES + 1):
        try:
            with database.write() as uow:
                report = _load(file, open_kind(uow), uow)
                if not dry_run:
                    uow.commit()
                return report
        except DBAPIError as error:
            if not passes(error):
                raise
            if tried < MOST_TRIES:
                complain(f"others are changing the same just now; beginning again ({tried + 1} of {MOST_TRIES})")
            elif is_busy(error):
                raise CommandError(f"{file}: {BUSY}") from None
            else:
                raise
    raise AssertionError("the last try returns or raises")


def _load(file: Path, kind: Kind, uow: UnitOfWork) -> Report:
    """Puts all rows of the file, or tells every problem and fails."""
    try:
        with calm_while(), progress(file.name) as bar:
            report = load(file, kind, uow, progress=bar)
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror or error}; check the path") from None
    if report.problems.count:
        for line in report.problems.lines():
            complain(line)
        found = counted(report.problems.count, "problem")
        raise CommandError(f"{file}: {found}, nothing was imported; mend the lines above and run it again")
    return report


def _summary(report: Report, noun: str) -> str:
    effects = [f"{report.effects[change]:,} {change}" for change in Change if report.effects[change]]
    line = counted(report.rows, noun) + (f": {', '.join(effects)}" if effects else "")
    return f"{line}; {counted(len(report.tiers), 'tier change')}" if report.tiers else line
