"""The scheduled jobs: what there is, when each is due, and what it does. Each slot of a job is run once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.telemetry import Metrics
from domain.ports import Clock
from domain.program import Program
from domain.usecases.evaluate_tiers import evaluate_partner
from domain.usecases.pin_messages import pin_messages
from domain.usecases.work_leads import remind_of_waiting
from storage.database import Database
from storage.job_runs import slot_by_hand

KEEP_DELIVERIES = timedelta(days=7)
"""Longer than Slack or a billing system repeats a delivery."""

KEEP_SENT = timedelta(days=90)
"""How long the outbox remembers what was sent."""

logger = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True)
class Daily:
    """Once a day at a time of the vendor's clock, also where that clock is put forward over it."""

    at: time
    zone: ZoneInfo

    def slot(self, now: datetime) -> str:
        """The day whose run is due at an instant: today's from its time on, before that yesterday's."""
        local = now.astimezone(self.zone)
        day = local.date() if local.time() >= self.at else local.date() - timedelta(days=1)
        return day.isoformat()

    def __str__(self) -> str:
        return f"daily at {self.at:%H:%M} ({self.zone.key})"


@dataclass(frozen=True)
class Every:
    """Again and again, in every process: such a run is not claimed."""

    seconds: int

    def __str__(self) -> str:
        return f"every {self.seconds} seconds"


@dataclass(frozen=True)
class Job:
    """One job. `run` does its work at an instant and says what it did."""

    name: str
    description: str
    schedule: Daily | Every
    run: Callable[[datetime], str]


class JobError(Exception):
    """A job that could not do all its work; what it did is done."""


class Jobs:
    """The registry. `wake` is called where messages were put into the outbox."""

    def __init__(
        self, *, database: Database, program: Program, clock: Clock, metrics: Metrics, wake: Callable[[], None]
    ) -> None:
        self._database = database
        self._program = program
        self._clock = clock
        self._metrics = metrics
        self._wake = wake
        self.all: Mapping[str, Job] = {job.name: job for job in self._jobs()}

    def _jobs(self) -> list[Job]:
        zone, times = self._program.vendor.zone, self._program.jobs
        return [
            Job(
                "tiers",
                "Brings every partner's tier in line with its figures",
                Daily(times.tier_evaluation_at, zone),
                self._evaluate_tiers,
            ),
            Job(
                "lead-reminders",
                "Reminds the leads channel of leads that nobody has reviewed in time",
                Daily(times.lead_reminders_at, zone),
                self._remind_of_leads,
            ),
            Job("outbox", "Sends what is due and counts what waits", Every(60), self._sweep_outbox),
            Job(
                "pinned-messages",
                "Sees that every partner's channel has the pinned message in its newest edition",
                Daily(time(5, 0), zone),
                self._pin_messages,
            ),
            Job(
                "housekeeping",
                f"Forgets deliveries after {KEEP_DELIVERIES.days} days and sent messages after {KEEP_SENT.days}",
                Daily(time(3, 30), zone),
                self._clean_up,
            ),
        ]

    def run(self, name: str, now: datetime) -> str | None:
        """Runs a job's slot that is due, unless it was run; what it did, or None. KeyError for an unknown name.

        Raises nothing for the job's own failure, which is kept with the run.
        """
        job = self.all[name]
        if isinstance(job.schedule, Every):
            return self._run(job, now)[0]
        outcome = self._run_slot(job, job.schedule.slot(now), now)
        return outcome[0] if outcome else None

    def run_now(self, name: str, now: datetime) -> str:
        """Runs a job whatever its schedule, for an operator; its scheduled runs stay as they are due.

        Raises KeyError, or JobError with what went wrong.
        """
        outcome = self._run_slot(self.all[name], slot_by_hand(now), now)
        if outcome is None:
            raise JobError("somebody else is running it at this very moment")
        done, error = outcome
        if error is not None:
            raise JobError(error)
        return done

    def _run_slot(self, job: Job, slot: str, now: datetime) -> tuple[str, str | None] | None:
        """What the run did and its error, kept with the slot; None where somebody has the slot already."""
        with self._database.write() as uow:
            if not uow.job_runs.claim(job.name, slot, now):
                return None
            uow.commit()
        done, error = self._run(job, now)
        with self._database.write() as uow:
            uow.job_runs.finish(job.name, slot, self._clock.now(), error)
            uow.commit()
        return done, error

    def _run(self, job: Job, now: datetime) -> tuple[str, str | None]:
        try:
            done, error = job.run(now), None
        except Exception as failure:
            logger.exception("job_failed", job=job.name)
            done, error = "", f"{type(failure).__name__}: {failure}"
        self._metrics.jobs.labels(job.name, "failed" if error else "done").inc()
        if done:
            logger.info("job_done", job=job.name, result=done)
        return done, error

    def _evaluate_tiers(self, now: datetime) -> str:
        """One transaction a partner, so that nobody waits for all of them and one failure stops no other."""
        with self._database.read() as uow:
            ids = uow.partners.ids()
        changed, failed = 0, []
        for partner_id in ids:
            try:
                changed += self._evaluate(partner_id, now)
            except Exception:
                logger.exception("tier_not_evaluated", partner=partner_id)
                failed.append(partner_id)
        if failed:
            raise JobError(f"{len(failed)} of {len(ids)} partners not evaluated: {', '.join(failed[:10])}")
        return f"{len(ids)} {'partner' if len(ids) == 1 else 'partners'} evaluated, {changed} changed"

    def _evaluate(self, partner_id: str, now: datetime) -> bool:
        with self._database.write() as uow:
            partner = uow.partners.get(partner_id, for_update=True)
            if partner is None:
                return False
            changes = evaluate_partner(uow, self._program, partner, now=now)
            uow.commit()
            if uow.told:
                self._wake()
            return bool(changes)

    def _remind_of_leads(self, now: datetime) -> str:
        with self._database.write() as uow:
            late = remind_of_waiting(uow, self._program, now=now)
            uow.commit()
            if uow.told:
                self._wake()
        return f"{len(late)} leads waiting too long"

    def _pin_messages(self, now: datetime) -> str:  # noqa: ARG002 - every job is given the time
        with self._database.write() as uow:
            channels = pin_messages(uow)
            uow.commit()
            if uow.told:
                self._wake()
        return f"{channels} channels seen to"

    def _sweep_outbox(self, now: datetime) -> str:  # noqa: ARG002 - every job is given the time
        self._wake()
        with self._database.read() as uow:
            self._metrics.pending.set(uow.outbox.pending_count())
            self._metrics.dead.set(uow.outbox.dead_count())
        return ""

    def _clean_up(self, now: datetime) -> str:
        with self._database.write() as uow:
            deliveries = uow.deliveries.forget_before(now - KEEP_DELIVERIES)
            sent = uow.outbox.forget_sent_before(now - KEEP_SENT)
            uow.commit()
        return f"{deliveries} deliveries and {sent} sent messages forgotten"
