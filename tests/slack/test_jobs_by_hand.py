"""A job that an operator runs: it is on record, and takes no scheduled run's place."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.jobs import JobError
from domain.program import Program
from storage.database import Database
from storage.job_runs import JobRun
from tests.databases import FrozenClock
from tests.slack.test_jobs import jobs_on


def latest(database: Database, name: str) -> JobRun:
    with database.read() as uow:
        run = uow.job_runs.all_latest().get(name)
    assert run is not None
    return run


def test_a_run_by_hand_is_on_record_and_leaves_the_slot_that_is_due(
    database: Database, program: Program, clock: FrozenClock
) -> None:
    jobs = jobs_on(database, program, clock)
    assert jobs.run_now("tiers", clock.now()) == "0 partners evaluated, 0 changed"
    by_hand = latest(database, "tiers")
    assert (by_hand.by_hand, by_hand.claimed_at, by_hand.finished_at) == (True, clock.now(), clock.now())
    assert jobs.run("tiers", clock.advance(timedelta(seconds=1))) == "0 partners evaluated, 0 changed"
    assert not latest(database, "tiers").by_hand
    jobs.run_now("tiers", clock.advance(timedelta(seconds=1)))
    assert latest(database, "tiers").by_hand


def test_a_run_by_hand_that_fails_is_on_record_with_its_error(
    database: Database, program: Program, clock: FrozenClock
) -> None:
    jobs = jobs_on(database, program, clock)
    jobs.all = {"outbox": replace(jobs.all["outbox"], run=lambda _: str(1 // 0))}
    with pytest.raises(JobError, match="ZeroDivisionError"):
        jobs.run_now("outbox", clock.now())
    run = latest(database, "outbox")
    assert (run.by_hand, run.error) == (True, "ZeroDivisionError: integer division or modulo by zero")


def test_two_runs_by_hand_at_one_instant_are_one(database: Database, program: Program, clock: FrozenClock) -> None:
    jobs = jobs_on(database, program, clock)
    jobs.run_now("tiers", clock.now())
    with pytest.raises(JobError, match="somebody else is running it at this very moment"):
        jobs.run_now("tiers", clock.now())
