"""APScheduler as the clock that calls the jobs, in the vendor's time zone. What was missed is made up."""

from __future__ import annotations

import asyncio
import contextlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.jobs import Daily, Every, Job, Jobs, OnRequest, Weekly
from domain.ports import Clock

MAKE_UP_EVERY = timedelta(minutes=5)
"""How often we look for runs that a killed process has left or that failed: each is due again after a while."""

logger = structlog.stdlib.get_logger(__name__)


class Scheduler:
    """Calls each job when it is due. Of many processes' calls for the same slot one does the work."""

    def __init__(self, jobs: Jobs, clock: Clock, *, make_up_every: timedelta = MAKE_UP_EVERY) -> None:
        self._jobs = jobs
        self._clock = clock
        self._make_up_every = make_up_every
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="jobs")
        self._clockwork: AsyncIOScheduler | None = None
        self._making_up: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Starts the clock, and runs every job whose last slot nobody has run: at once, and again and again."""
        self._clockwork = AsyncIOScheduler(timezone="UTC")
        for job in self._jobs.all.values():
            trigger = _trigger(job)
            if trigger is None:
                continue
            self._clockwork.add_job(
                self.run,
                trigger,
                args=[job.name],
                id=job.name,
                coalesce=True,
                misfire_grace_time=None,
            )
        again = IntervalTrigger(seconds=self._make_up_every.total_seconds(), timezone="UTC")
        self._clockwork.add_job(self.make_up, again, coalesce=True, misfire_grace_time=None)
        self._clockwork.start()
        self._making_up = asyncio.create_task(self.make_up())

    async def run(self, name: str) -> None:
        """Runs a job if its slot is due and not yet run. Never raises: a job that failed is due again after a pause."""
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(self._thread, self._jobs.run, name, self._clock.now())
        except Exception:  # the clock goes on, above all where the database was not there
            logger.exception("job_not_run", job=name)

    async def make_up(self) -> None:
        """Runs every daily and weekly job's latest slot, unless it was run; after a pause also what failed."""
        for job in self._jobs.all.values():
            if isinstance(job.schedule, Daily | Weekly):
                await self.run(job.name)

    async def made_up(self) -> None:
        """Returns once what was missed before the start has been made up."""
        if self._making_up is not None:
            await asyncio.shield(self._making_up)

    async def stop(self) -> None:
        """Stops the clock and waits for a job that is running."""
        if self._clockwork is not None:
            self._clockwork.shutdown(wait=False)
            self._clockwork = None
        if self._making_up is not None:
            self._making_up.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._making_up
        await asyncio.get_running_loop().run_in_executor(None, self._thread.shutdown)


def _trigger(job: Job) -> CronTrigger | IntervalTrigger | None:
    """What calls the job; None for one that nobody calls but an operator."""
    match job.schedule:
        case Daily(at=at, zone=zone):
            return CronTrigger(hour=at.hour, minute=at.minute, second=at.second, timezone=zone)
        case Weekly(on=on, at=at, zone=zone):
            return CronTrigger(day_of_week=on[:3], hour=at.hour, minute=at.minute, second=at.second, timezone=zone)
        case OnRequest():
            return None
        case Every(seconds=seconds):
            return IntervalTrigger(seconds=seconds, timezone="UTC")
