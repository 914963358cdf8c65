"""What is done about leads by day and by week: some are brought up, and what nobody goes on with is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TypeVar

from bot.counting import counted
from bot.jobs.job import Job
from bot.jobs.schedules import Daily, Weekly
from domain.program import Program
from domain.usecases.late_leads import bring_up_late_leads
from domain.usecases.lead_drafts import end_drafts
from domain.usecases.protection import remind_of_protection
from domain.usecases.telling import tell
from domain.usecases.weekly_digests import weekly_digests
from storage.database import Database
from storage.unit_of_work import UnitOfWork

PEOPLE_AT_ONCE = 100

UPLOADS_KEPT = timedelta(days=30)
"""How long a dropped file waits to be confirmed, and is remembered after that."""

T = TypeVar("T")


class LeadJobs:
    """The jobs; `wake` is called where messages were put into the outbox."""

    def __init__(self, database: Database, program: Program, wake: Callable[[], None]) -> None:
        self._database = database
        self._program = program
        self._wake = wake

    def all(self) -> list[Job]:
        """The jobs as they are registered."""
        daily = Daily(self._program.jobs.lead_reminders_at, self._program.vendor.zone)
        rules = self._program.leads
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
            Job(
                "lead-drafts",
                f"Tells people of drafts of leads that end soon, and forgets those left alone for "
                f"{rules.drafts.kept_days} days",
                daily,
                self._end_drafts,
            ),
            Job(
                "lead-protection",
                f"Brings up protections of leads {rules.protection.remind_days_before} days before they end; forgets "
                f"files of leads after {UPLOADS_KEPT.days} days",
                daily,
                self._bring_up_protections,
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
        return counted(len(digests), "weekly digest")

    def _remind(self, now: datetime) -> str:
        late = self._done(lambda uow: bring_up_late_leads(uow, self._program, now=now))
        missed = counted(late.reminded, "missed deadline")
        return f"{missed} of leads brought up, {late.escalated:,} told further up"

    def _end_drafts(self, now: datetime) -> str:
        ended = self._done(lambda uow: end_drafts(uow, self._program, now=now))
        return f"{counted(ended.told, 'person', 'people')} told of a draft, {ended.gone} gone"

    def _bring_up_protections(self, now: datetime) -> str:
        ending, forgotten = self._done(
            lambda uow: (
                remind_of_protection(uow, self._program, now=now),
                uow.lead_uploads.forget_before(now - UPLOADS_KEPT),
            )
        )
        ends = counted(ending, "protection ends", "protections end")
        return f"{ends} soon, {counted(forgotten, 'file')} forgotten"

    def _done(self, act: Callable[[UnitOfWork], T]) -> T:
        """In one transaction; what it told is sent at once."""
        with self._database.write() as uow:
            did = act(uow)
            uow.commit()
        if uow.told:
            self._wake()
        return did
