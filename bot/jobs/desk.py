"""The desk's daily work: late claims are brought up, and benefits that have run for a year come up for review."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.counting import counted
from bot.jobs.job import Job
from bot.jobs.schedules import Daily
from domain.program import Program
from domain.usecases.claim_tasks import open_reviews
from domain.usecases.late_claims import bring_up_late_claims
from storage.database import Database


class DeskJobs:
    """The jobs; `wake` is called where messages were put into the outbox."""

    def __init__(self, database: Database, program: Program, wake: Callable[[], None]) -> None:
        self._database = database
        self._program = program
        self._wake = wake

    def all(self) -> list[Job]:
        """The jobs as they are registered."""
        at = Daily(self._program.jobs.claim_reminders_at, self._program.vendor.zone)
        return [
            Job("claim-reminders", "Reminds whoever is late with a claim, then tells the admins", at, self._remind),
            Job("benefit-reviews", "Brings up benefits that have run for a year: keep or end", at, self._review),
        ]

    def _remind(self, now: datetime) -> str:
        with self._database.write() as uow:
            late = bring_up_late_claims(uow, self._program, now=now)
            uow.commit()
            if uow.told:
                self._wake()
        return f"{counted(late.reminded, 'late claim')} brought up, {late.escalated} with the admins"

    def _review(self, now: datetime) -> str:
        with self._database.write() as uow:
            opened = open_reviews(uow, self._program, now=now)
            uow.commit()
            if uow.told:
                self._wake()
        return f"{counted(len(opened), 'benefit')} up for review"
