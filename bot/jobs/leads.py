"""What comes up about leads by the day and by the week."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.jobs.job import Job
from bot.jobs.schedules import Daily
from domain.program import Program
from domain.usecases.late_leads import bring_up_late_leads
from storage.database import Database


class LeadJobs:
    """The jobs; `wake` is called where messages were put into the outbox."""

    def __init__(self, database: Database, program: Program, wake: Callable[[], None]) -> None:
        self._database = database
        self._program = program
        self._wake = wake

    def all(self) -> list[Job]:
        """The jobs as they are registered."""
        daily = Daily(self._program.jobs.lead_reminders_at, self._program.vendor.zone)
        return [
            Job(
                "lead-reminders",
                "Reminds whoever has a late lead, then tells the account manager and the admins",
                daily,
                self._remind,
            ),
        ]

    def _remind(self, now: datetime) -> str:
        with self._database.write() as uow:
            late = bring_up_late_leads(uow, self._program, now=now)
            uow.commit()
            if uow.told:
                self._wake()
        deadlines = "deadline" if late.reminded == 1 else "deadlines"
        return f"{late.reminded:,} missed {deadlines} of leads brought up, {late.escalated:,} told further up"
