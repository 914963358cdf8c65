"""The scheduled jobs: what there is, when each is due, and what it does. Each slot of a job is run once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta

import structlog

from bot.counting import counted
from bot.home_pace import DAYS_PACE as PACE_OF_HOMES
from bot.home_pace import KEPT_FOR as KEPT_FOR_HOMES
from bot.jobs.audit import ArrCheck
from bot.jobs.desk import DeskJobs
from bot.jobs.job import Job, JobError
from bot.jobs.leads import LeadJobs
from bot.jobs.schedules import Daily, Every, OnRequest, Weekly
from bot.jobs.tiers import NAME as TIERS
from bot.jobs.tiers import TierEvaluation
from bot.jobs.tokens import token_jobs
from bot.oauth.renewing import Renewing
from bot.oauth.workspaces import Workspaces
from bot.telemetry import Metrics
from domain.drafts import KEPT_FOR
from domain.ports import Clock
from domain.program import Program
from domain.usecases.claim_benefit import forget_drafts
from domain.usecases.close_to_promotion import tell_of_close_partners
from domain.usecases.digests import due_digests, send_digest
from domain.usecases.pin_messages import pin_messages
from storage.database import Database
from storage.job_runs import slot_by_hand

KEEP_DELIVERIES = timedelta(days=7)
"""Longer than Slack or a billing system repeats a delivery."""

DIGESTS_EVERY = 300
"""Seconds: a digest goes out so much after its hour at most."""

FETCH_FILES_EVERY = 600
"""Seconds after which what could not be fetched is tried again."""

KEEP_SENT = timedelta(days=90)
"""How long the outbox remembers what was sent."""

logger = structlog.stdlib.get_logger(__name__)


class Jobs:
    """The registry. `wake` is called where messages are in the outbox, `fetch_files` where files may be missing."""

    def __init__(
        self,
        *,
        database: Database,
        program: Program,
        clock: Clock,
        metrics: Metrics,
        wake: Callable[[], None],
        fetch_files: Callable[[], None] = lambda: None,
        renewing: Renewing | None = None,
        workspaces: Workspaces | None = None,
    ) -> None:
        self._database = database
        self._program = program
        self._clock = clock
        self._metrics = metrics
        self._wake = wake
        self._fetch_files = fetch_files
        self._renewing, self._workspaces = renewing, workspaces
        self.all: Mapping[str, Job] = {job.name: job for job in self._jobs()}

    def _jobs(self) -> list[Job]:
        zone = self._program.vendor.zone
        return [
            *self._tier_jobs(),
            *DeskJobs(self._database, self._program, self._wake).all(),
            *LeadJobs(self._database, self._program, self._wake).all(),
            *token_jobs(self._renewing, self._workspaces, zone),
            Job(
                "digests",
                "Sends everybody's held notices as one message, at the person's own hour",
                Every(DIGESTS_EVERY),
                self._send_digests,
            ),
            Job(
                "claim-files",
                "Fetches the files of claims that Slack has not handed out yet",
                Every(FETCH_FILES_EVERY),
                self._fetch_claim_files,
            ),
            Job(
                "resend-dead-letters",
                "Puts messages that were given up back into the outbox, to be sent once more",
                OnRequest(),
                self._resend_dead_letters,
            ),
            Job("outbox", "Sends what is due and counts what waits", Every(60), self._sweep_outbox),
            Job(
                "pinned-messages",
                "Sees that every partner's channel has the pinned message in its newest edition",
                Daily(time(5, 0), zone),
                self._pin_messages,
            ),
            Job(
                "homes-of-the-day",
                "Has every Home that was opened lately made anew, because a new day has begun",
                Daily(time(0, 0), zone),
                self._show_homes,
            ),
            Job(
                "housekeeping",
                f"Forgets deliveries after {KEEP_DELIVERIES.days} days, sent messages after {KEEP_SENT.days}, "
                f"and claims that nobody has finished after {KEPT_FOR.days}",
                Daily(time(3, 30), zone),
                self._clean_up,
            ),
        ]

    def _tier_jobs(self) -> list[Job]:
        zone, times = self._program.vendor.zone, self._program.jobs
        evaluation = Daily(times.tier_evaluation_at, zone)
        return [
            Job(
                TIERS,
                "Keeps every partner's figures of the day and brings its tier in line with them",
                evaluation,
                TierEvaluation(self._database, self._program, evaluation, self._wake).run,
            ),
            Job(
                "close-to-promotion",
                "Tells account managers which of their partners are close to the next tier",
                Weekly(times.close_to_promotion_on, times.close_to_promotion_at, zone),
                self._tell_of_close_partners,
            ),
            Job(
                "audit-arr",
                "Computes every subscription's ARR anew and compares it with what is stored",
                OnRequest(),
                ArrCheck(self._database, self._program, evaluation).run,
            ),
        ]

    def run(self, name: str, now: datetime) -> str | None:
        """Runs a job's slot that is due, unless it was run; what it did, or None. KeyError for an unknown name.

        Raises nothing for the job's own failure, which is kept with the run; the slot is due again after a pause then.
        """
        job = self.all[name]
        if isinstance(job.schedule, OnRequest):
            return None
        if isinstance(job.schedule, Every):
            return self._run(job, now)[0]
        with self._database.write() as uow:
            slot = uow.job_runs.claim_due(job.name, job.schedule.slot(now), now)
            uow.commit()
        return None if slot is None else self._run_claimed(job, slot, now)[0]

    def run_now(self, name: str, now: datetime) -> str:
        """Runs a job whatever its schedule, for an operator; its scheduled runs stay as they are due.

        Raises KeyError, or JobError with what went wrong.
        """
        job, slot = self.all[name], slot_by_hand(now)
        with self._database.write() as uow:
            if not uow.job_runs.claim(job.name, slot, now):
                raise JobError("somebody else is running it at this very moment")
            uow.commit()
        done, failure = self._run_claimed(job, slot, now)
        if isinstance(failure, JobError):
            raise failure
        if failure is not None:
            raise JobError(_said(failure)) from failure
        return done

    def _run_claimed(self, job: Job, slot: str, now: datetime) -> tuple[str, Exception | None]:
        """What the run did and its failure, kept with the slot."""
        done, failure = self._run(job, now)
        with self._database.write() as uow:
            uow.job_runs.finish(job.name, slot, self._clock.now(), None if failure is None else _said(failure))
            uow.commit()
        return done, failure

    def _run(self, job: Job, now: datetime) -> tuple[str, Exception | None]:
        done = ""
        failure: Exception | None = None
        try:
            done = job.run(now)
        except JobError as error:
            logger.error("job_failed", job=job.name, error=str(error))
            failure = error
        except Exception as error:  # a job may raise anything: it is kept with its run and stops no other
            logger.exception("job_failed", job=job.name)
            failure = error
        self._metrics.jobs.labels(job.name, "failed" if failure else "done").inc()
        if done:
            logger.info("job_done", job=job.name, result=done)
        return done, failure

    def _tell_of_close_partners(self, now: datetime) -> str:
        with self._database.write() as uow:
            close = tell_of_close_partners(uow, self._program, now=now)
            uow.commit()
            if uow.told:
                self._wake()
        return f"{counted(close, 'partner')} close to the next tier"

    def _pin_messages(self, now: datetime) -> str:  # noqa: ARG002 - every job is given the time
        with self._database.write() as uow:
            channels = pin_messages(uow)
            uow.commit()
            if uow.told:
                self._wake()
        return f"{counted(channels, 'channel')} seen to"

    def _show_homes(self, now: datetime) -> str:
        with self._database.write() as uow:
            homes = uow.homes.show_all(opened_since=now - KEPT_FOR_HOMES, now=now, pace=PACE_OF_HOMES)
            uow.commit()
        if homes:
            self._wake()
        return f"{counted(homes, 'Home')} to be made anew"

    def _send_digests(self, now: datetime) -> str:
        with self._database.read() as uow:
            due = due_digests(uow, self._program, now=now)
        sent = 0
        for person, before in due:
            with self._database.write() as uow:
                sent += send_digest(uow, person, before=before)
                uow.commit()
            if uow.told:
                self._wake()
        return f"{counted(sent, 'digest')} sent" if sent else ""

    def _fetch_claim_files(self, now: datetime) -> str:  # noqa: ARG002 - every job is given the time
        self._fetch_files()
        return ""

    def _sweep_outbox(self, now: datetime) -> str:  # noqa: ARG002 - every job is given the time
        self._wake()
        with self._database.read() as uow:
            self._metrics.pending.set(uow.outbox.pending_count())
            self._metrics.dead.set(uow.outbox.dead_count())
        return ""

    def _resend_dead_letters(self, now: datetime) -> str:
        with self._database.write() as uow:
            revived = uow.outbox.revive(now)
            uow.commit()
        if revived:
            self._wake()
        return f"{counted(revived, 'message')} put back to be sent"

    def _clean_up(self, now: datetime) -> str:
        with self._database.write() as uow:
            deliveries = uow.deliveries.forget_before(now - KEEP_DELIVERIES)
            sent = uow.outbox.forget_sent_before(now - KEEP_SENT)
            uow.staff.forget_told_before(now - KEEP_SENT)
            uow.homes.forget_before(now - KEPT_FOR_HOMES)
            drafts = forget_drafts(uow, now=now)
            uow.commit()
        messages = counted(sent, "sent message")
        unfinished = counted(drafts, "unfinished claim")
        return f"{counted(deliveries, 'delivery', 'deliveries')}, {messages} and {unfinished} forgotten"


def _said(failure: Exception) -> str:
    return f"{type(failure).__name__}: {failure}"
