"""Runs of scheduled jobs: each slot of a job is run once, by whichever process claims it first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from sqlalchemy import String, bindparam, func, not_, or_, select, update

from storage.tables import job_runs
from storage.transaction import Transaction
from storage.types import UtcDateTime

LEASE = timedelta(minutes=15)
"""How long a run may take before another process may take it over."""

FIRST_PAUSE = timedelta(minutes=10)
"""After which a run that failed is tried again; each further pause is twice as long."""

MOST_RETRIES = 5
"""How often a failed run is tried again before the job waits for its next slot: for a bit more than five hours."""

_BY_HAND = "by hand "
_AGAIN = " again "


def slot_by_hand(now: datetime) -> str:
    """The slot of a run by an operator: its instant, which no schedule ever names."""
    return f"{_BY_HAND}{now.isoformat(timespec='microseconds')}"


@dataclass(frozen=True)
class JobRun:
    """One run of a job. `slot` names the time it was due; a run with an error has finished too."""

    name: str
    slot: str
    claimed_at: datetime
    finished_at: datetime | None
    error: str | None

    @property
    def by_hand(self) -> bool:
        """Whether an operator ran the job, whatever its schedule."""
        return self.slot.startswith(_BY_HAND)

    @property
    def retries(self) -> int:
        """How often the slot had been tried before."""
        return int(self.slot.rpartition(_AGAIN)[2]) if _AGAIN in self.slot else 0


RUN = [job_runs.c[field.name] for field in fields(JobRun)]
_NAME = bindparam("job", type_=String)

FINISH = (
    update(job_runs)
    .where(job_runs.c.name == _NAME, job_runs.c.slot == bindparam("due", type_=String))
    .values(finished_at=bindparam("now", type_=UtcDateTime), error=bindparam("text", type_=String))
)
_SLOT = bindparam("due", type_=String)
NEWEST_OF_SLOT = (
    select(*RUN)
    .where(job_runs.c.name == _NAME, or_(job_runs.c.slot == _SLOT, job_runs.c.slot.startswith(_SLOT + _AGAIN)))
    .order_by(job_runs.c.claimed_at.desc(), job_runs.c.slot.desc())
    .limit(1)
)
LATEST_DONE = select(func.max(job_runs.c.slot)).where(
    job_runs.c.name == _NAME,
    job_runs.c.slot < bindparam("due", type_=String),
    not_(job_runs.c.slot.startswith(_BY_HAND)),
    job_runs.c.finished_at.is_not(None),
    job_runs.c.error.is_(None),
)
_NUMBERED = select(
    *RUN,
    func.row_number()
    .over(partition_by=job_runs.c.name, order_by=(job_runs.c.claimed_at.desc(), job_runs.c.slot.desc()))
    .label("number"),
).subquery("numbered")
ALL_LATEST = select(*(_NUMBERED.c[column.name] for column in RUN)).where(_NUMBERED.c.number == 1)


class JobRuns:
    """Claims of slots, and how the runs ended."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def claim(self, name: str, slot: str, now: datetime, *, lease: timedelta = LEASE) -> bool:
        """Whether the caller may run the job for this slot.

        A run that never finished can be taken over after its lease.
        """
        insert = self._transaction.insert(job_runs)
        claim = insert.on_conflict_do_update(
            index_elements=["name", "slot"],
            set_={"claimed_at": insert.excluded.claimed_at},
            where=job_runs.c.finished_at.is_(None) & (job_runs.c.claimed_at <= now - lease),
        )
        claimed = self._transaction.execute(
            claim.returning(job_runs.c.slot), {"name": name, "slot": slot, "claimed_at": now}
        )
        return claimed.one_or_none() is not None

    def claim_due(self, name: str, slot: str, now: datetime) -> str | None:
        """The run of a slot that the caller may do now; None where there is none.

        That is the slot itself, and where its run failed, another one with a name of its own after a pause: a few
        times, then the job waits for its next slot.
        """
        row = self._transaction.execute(NEWEST_OF_SLOT, {"job": name, "due": slot}).one_or_none()
        newest = JobRun(*row) if row is not None else None
        due = slot if newest is None else newest.slot
        if newest is not None and newest.finished_at is not None:
            retries, pause = newest.retries, FIRST_PAUSE * 2**newest.retries
            if newest.error is None or retries >= MOST_RETRIES or now < newest.finished_at + pause:
                return None
            due = f"{slot}{_AGAIN}{retries + 1}"
        return due if self.claim(name, due, now) else None

    def finish(self, name: str, slot: str, now: datetime, error: str | None = None) -> None:
        """Keeps that the run has ended, and with which error if any."""
        self._transaction.execute(FINISH, {"job": name, "due": slot, "now": now, "text": error})

    def latest_done(self, name: str, *, before: str) -> str | None:
        """The newest slot before another one whose scheduled run did all its work."""
        found: str | None = self._transaction.execute(LATEST_DONE, {"job": name, "due": before}).scalar_one_or_none()
        return None if found is None else found.partition(_AGAIN)[0]

    def all_latest(self) -> Mapping[str, JobRun]:
        """The newest run of every job that ever ran, by name."""
        return {row.name: JobRun(*row) for row in self._transaction.execute(ALL_LATEST)}
