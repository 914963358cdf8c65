"""What comes up about leads by the day and by the week."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from bot.jobs.job import Job
from bot.jobs.schedules import Daily, Weekly
from domain.program import Program
from domain.usecases.late_leads import bring_up_late_leads
from domain.usecases.telling import tell
from domain.usecases.weekly_digests import weekly_digests
from storage.database import Database

PEOPLE_AT_ONCE = 100


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
            Job(
                "weekly-digests",
                "Tells partners' people and the staff what the week has brought in leads, and what to do first",
                self._weekly,
                self._tell_of_the_week,
            ),
        ]

    @property
    def _weekly(self) -> Weekly:
        times = self._program.jobs
        return Weekly(times.weekly_digest_on, times.weekly_digest_at, self._program.vendor.zone)

    def _tell_of_the_week(self, now: datetime) -> str:
        """All is read at once; then a few people's digests at a time are told, so that nobody waits for all of them."""
        with self._database.read() as uow:
            ends = date.fromisoformat(self._weekly.slot(now))
            digests = weekly_digests(uow, self._program, ends, now=now)
        for start in range(0, len(digests), PEOPLE_AT_ONCE):
            with self._database.write() as uow:
                for digest in digests[start : start + PEOPLE_AT_ONCE]:
                    tell(uow, digest, None)
                uow.commit()
            if uow.told:
                self._wake()
        return f"{len(digests):,} weekly {'digest' if len(digests) == 1 else 'digests'}"

    def _remind(self, now: datetime) -> str:
        with self._database.write() as uow:
            late = bring_up_late_leads(uow, self._program, now=now)
            uow.commit()
            if uow.told:
                self._wake()
        deadlines = "deadline" if late.reminded == 1 else "deadlines"
        return f"{late.reminded:,} missed {deadlines} of leads brought up, {late.escalated:,} told further up"
