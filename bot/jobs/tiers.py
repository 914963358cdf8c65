"""The daily evaluation of all partners' tiers: missed days first, each as of its own day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime

import structlog

from bot.counting import counted
from bot.jobs.job import JobError
from bot.jobs.schedules import Daily
from domain.ports import Place
from domain.program import Program
from domain.tier_steps import evaluate
from domain.usecases.daily_tiers import begin_day, days_to_evaluate, evaluate_day, warn_of_ageing
from storage.database import Database

NAME = "tiers"
MOST_NAMED = 10

logger = structlog.stdlib.get_logger(__name__)


class TierEvaluation:
    """The job. One transaction a partner, so that nobody waits for all of them and one failure stops no other."""

    def __init__(self, database: Database, program: Program, schedule: Daily, wake: Callable[[], None]) -> None:
        self._database = database
        self._program = program
        self._schedule = schedule
        self._wake = wake

    def run(self, now: datetime) -> str:
        """Evaluates through the day that is due, from the day after the last run that did all its work."""
        due = self._schedule.day(now)
        with self._database.read() as uow:
            done = uow.job_runs.latest_done(NAME, before=due.isoformat())
        days = days_to_evaluate(date.fromisoformat(done) if done else None, due)
        failed: set[str] = set()
        changed = sum(self._evaluate_all(day, now, failed) for day in days)
        if due == self._today(now):
            self._warn(due)
        with self._database.read() as uow:
            number = len(uow.partners.ids())
        if failed:
            named = ", ".join(sorted(failed)[:MOST_NAMED])
            raise JobError(f"{len(failed)} of {number} partners not evaluated: {named}")
        evaluated = f"{counted(number, 'partner')} evaluated, {changed} changed"
        missed = len(days) - 1
        return evaluated + (f", {counted(missed, 'missed day')} made up" if missed else "")

    def _today(self, now: datetime) -> date:
        return now.astimezone(self._schedule.zone).date()

    def _evaluate_all(self, day: date, now: datetime, failed: set[str]) -> int:
        """How many partners' tiers moved. Those that fail are added to `failed`."""
        at = now if day == self._today(now) else self._schedule.instant(day)
        with self._database.write() as uow:
            ahead = begin_day(uow, self._program, at=at, now=now)
            uow.commit()
        with self._database.read() as uow:
            places = uow.history.places()
        moving = self._moving((place for place in places if place.on == day), day, failed)
        return self._evaluate(moving, at, now, failed) + self._evaluate(sorted(ahead), now, now, failed)

    def _moving(self, places: Iterable[Place], day: date, failed: set[str]) -> list[str]:
        """The partners to whose tier something happens: most days these are few."""
        moving = []
        for place in places:
            with _stopping_no_other(place.partner.id, failed):
                if evaluate(self._program, place.partner, place.figures, day):
                    moving.append(place.partner.id)
        return moving

    def _evaluate(self, partner_ids: Iterable[str], at: datetime, now: datetime, failed: set[str]) -> int:
        changed = 0
        for partner_id in partner_ids:
            with _stopping_no_other(partner_id, failed):
                with self._database.write() as uow:
                    changed += bool(evaluate_day(uow, self._program, partner_id, at=at, now=now))
                    uow.commit()
                if uow.told:
                    self._wake()
        return changed

    def _warn(self, today: date) -> None:
        with self._database.write() as uow:
            warn_of_ageing(uow, self._program, today)
            uow.commit()
        if uow.told:
            self._wake()


@contextmanager
def _stopping_no_other(partner_id: str, failed: set[str]) -> Iterator[None]:
    """Whatever goes wrong with a partner adds it to those that failed."""
    try:
        yield
    except Exception:  # must not keep the others from their tiers; the run fails for it at its end, by name
        logger.exception("tier_not_evaluated", partner=partner_id)
        failed.add(partner_id)
