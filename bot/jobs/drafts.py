"""The end of what was begun: people are told of their drafts of leads, and what nobody goes on with is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.jobs.job import Job
from bot.jobs.schedules import Daily
from domain.program import Program
from domain.usecases.lead_drafts import end_drafts
from storage.database import Database


class DraftJobs:
    """The jobs; `wake` is called where messages were put into the outbox."""

    def __init__(self, database: Database, program: Program, wake: Callable[[], None]) -> None:
        self._database = database
        self._program = program
        self._wake = wake

    def all(self) -> list[Job]:
        """The jobs as they are registered."""
        at = Daily(self._program.jobs.lead_reminders_at, self._program.vendor.zone)
        days = self._program.leads.drafts.kept_days
        return [
            Job(
                "lead-drafts",
                f"Tells people of drafts of leads that end soon, and forgets those left alone for {days} days",
                at,
                self._end,
            )
        ]

    def _end(self, now: datetime) -> str:
        with self._database.write() as uow:
            ended = end_drafts(uow, self._program, now=now)
            uow.commit()
            if uow.told:
                self._wake()
        return f"{ended.told} {'person' if ended.told == 1 else 'people'} told of a draft, {ended.gone} gone"
