"""Whose company it is: people hear of a lead's protection before it ends, and files nobody confirmed are forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.jobs.job import Job
from bot.jobs.schedules import Daily
from domain.program import Program
from domain.usecases.protection import remind_of_protection
from storage.database import Database

UPLOADS_KEPT = timedelta(days=30)
"""How long a dropped file waits to be confirmed, and is remembered after that."""


class FairnessJobs:
    """The jobs; `wake` is called where messages were put into the outbox."""

    def __init__(self, database: Database, program: Program, wake: Callable[[], None]) -> None:
        self._database = database
        self._program = program
        self._wake = wake

    def all(self) -> list[Job]:
        """The jobs as they are registered."""
        at = Daily(self._program.jobs.lead_reminders_at, self._program.vendor.zone)
        days = self._program.leads.protection.remind_days_before
        return [
            Job(
                "lead-protection",
                f"Brings up protections of leads {days} days before they end; forgets files of leads after "
                f"{UPLOADS_KEPT.days} days",
                at,
                self._run,
            )
        ]

    def _run(self, now: datetime) -> str:
        with self._database.write() as uow:
            ending = remind_of_protection(uow, self._program, now=now)
            forgotten = uow.lead_uploads.forget_before(now - UPLOADS_KEPT)
            uow.commit()
            if uow.told:
                self._wake()
        protections = "protection ends" if ending == 1 else "protections end"
        return f"{ending} {protections} soon, {forgotten} {'file' if forgotten == 1 else 'files'} forgotten"
