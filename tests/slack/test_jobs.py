"""The scheduled jobs: due slots, one run a slot however many processes there are, and what each does."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest

from bot.jobs import Daily, Job, JobError, Jobs, Weekly
from bot.scheduler import Scheduler
from bot.telemetry import Metrics
from domain.billing import SubscriptionData
from domain.money import BasisPoints, Cents
from domain.program import Program
from domain.subscriptions import Kind
from domain.usecases.billing_book import Book
from domain.usecases.enrol import PartnerData, put_partner
from domain.usecases.record_billing import put_rows
from storage.database import Database
from storage.job_runs import LEASE
from tests.databases import FrozenClock
from tests.unit.samples import subscription

WARSAW = ZoneInfo("Europe/Warsaw")


def jobs_on(database: Database, program: Program, clock: FrozenClock) -> Jobs:
    return Jobs(database=database, program=program, clock=clock, metrics=Metrics(), wake=lambda: None)


def run_at_once(database_url: str, program: Program, clock: FrozenClock, processes: int = 6) -> list[str]:
    """What the evaluation did in each of the processes that ran it, of all that tried to at the same moment."""
    databases = [Database(database_url, clock=clock) for _ in range(processes)]
    together = Barrier(processes)

    def run(database: Database) -> str | None:
        together.wait()
        return jobs_on(database, program, clock).run("tiers", clock.now())

    with ThreadPoolExecutor(processes) as threads:
        results = list(threads.map(run, databases))
    for database in databases:
        database.dispose()
    return [result for result in results if result is not None]


@pytest.fixture
def jobs(database: Database, program: Program, clock: FrozenClock) -> Jobs:
    """The jobs on each kind of database, as of the clock."""
    return jobs_on(database, program, clock)


def local(text: str) -> datetime:
    """A time of Warsaw's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW)


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        ("2026-11-02 05:59:59", "2026-11-01"),
        ("2026-11-02 06:00:00", "2026-11-02"),
        ("2026-11-02 23:59:59", "2026-11-02"),
        ("2026-11-03 00:00:00", "2026-11-02"),
    ],
)
def test_a_daily_job_is_due_from_its_time_of_the_vendors_clock_on(now: str, slot: str) -> None:
    assert Daily(time(6), WARSAW).slot(local(now).astimezone(UTC)) == slot


def test_a_day_has_one_slot_also_where_the_clock_is_put_forward_or_back() -> None:
    half_past_two = Daily(time(2, 30), WARSAW)
    for day in ("2026-03-29", "2026-10-25"):  # the hour from 2 to 3 is left out, and comes twice
        start = local(f"{day} 00:00:00").astimezone(UTC)
        slots = [half_past_two.slot(start + timedelta(minutes=minutes)) for minutes in range(0, 24 * 60, 10)]
        assert slots[-1] == day
        assert sorted(set(slots)) == [str(date.fromisoformat(day) - timedelta(days=1)), day]


def test_a_slot_is_run_once(jobs: Jobs, clock: FrozenClock) -> None:
    assert jobs.run("tiers", clock.now()) == "0 partners evaluated, 0 changed"
    assert jobs.run("tiers", clock.now()) is None
    assert jobs.run("tiers", clock.advance(timedelta(days=1))) is not None


def test_of_many_processes_one_runs_a_slot(database_url: str, program: Program, clock: FrozenClock) -> None:
    assert len(run_at_once(database_url, program, clock)) == 1


async def test_the_schedulers_of_two_processes_make_up_a_missed_slot_once(
    database_url: str, program: Program, clock: FrozenClock
) -> None:
    databases = [Database(database_url, clock=clock) for _ in range(2)]
    runs: list[str] = []
    schedulers = []

    def note(_: datetime) -> str:
        runs.append("run")
        return "noted"

    noted = Job("noted", "Notes its runs", Daily(time(6), WARSAW), note)
    for database in databases:
        jobs = jobs_on(database, program, clock)
        jobs.all = {**jobs.all, "noted": noted}
        schedulers.append(Scheduler(jobs, clock))
    await asyncio.gather(*(scheduler.start() for scheduler in schedulers))
    await asyncio.gather(*(scheduler.made_up() for scheduler in schedulers))
    await asyncio.gather(*(scheduler.stop() for scheduler in schedulers))
    with databases[0].read() as uow:
        latest = uow.job_runs.all_latest()
    for database in databases:
        database.dispose()
    assert len(runs) == 1
    known = jobs_on(databases[0], program, clock).all
    due = {name for name, job in known.items() if isinstance(job.schedule, Daily | Weekly)}
    assert {name: run.error for name, run in latest.items()} == dict.fromkeys({*due, "noted"})


async def test_a_slot_whose_process_was_killed_is_made_up_when_its_lease_is_over(
    jobs: Jobs, database: Database, clock: FrozenClock
) -> None:
    ran, loop = asyncio.Event(), asyncio.get_running_loop()

    def note(_: datetime) -> str:
        loop.call_soon_threadsafe(ran.set)
        return "noted"

    noted = Job("noted", "Notes its runs", Daily(time(6), WARSAW), note)
    jobs.all = {**jobs.all, "noted": noted}
    with database.write() as uow:
        assert uow.job_runs.claim("noted", "2026-11-02", clock.now())  # by a process that then was killed
        uow.commit()
    scheduler = Scheduler(jobs, clock, make_up_every=timedelta(milliseconds=100))
    await scheduler.start()
    await scheduler.made_up()
    assert not ran.is_set()
    clock.advance(LEASE)
    async with asyncio.timeout(30):
        await ran.wait()
    await scheduler.stop()
    with database.read() as uow:
        latest = uow.job_runs.all_latest().get("noted")
    assert latest is not None
    assert (latest.slot, latest.finished_at is not None) == ("2026-11-02", True)


def test_a_failure_is_kept_with_the_run_and_stops_nothing(jobs: Jobs, database: Database, clock: FrozenClock) -> None:
    def fail(_: datetime) -> str:
        raise JobError("no more coffee")

    jobs.all = {**jobs.all, "failing": Job("failing", "Fails", Daily(time(6), WARSAW), fail)}
    assert jobs.run("failing", clock.now()) == ""
    assert jobs.run("failing", clock.now()) is None
    with database.read() as uow:
        latest = uow.job_runs.all_latest().get("failing")
    assert latest is not None
    assert (latest.error, latest.finished_at is not None) == ("JobError: no more coffee", True)
    with pytest.raises(JobError, match="no more coffee"):
        jobs.run_now("failing", clock.now())


def test_a_run_that_failed_is_tried_again_after_growing_pauses_and_then_no_more(jobs: Jobs, clock: FrozenClock) -> None:
    runs: list[datetime] = []

    def fail(now: datetime) -> str:
        runs.append(now)
        raise JobError("no more coffee")

    jobs.all = {**jobs.all, "failing": Job("failing", "Fails", Daily(time(6), WARSAW), fail)}
    clock.set(local("2026-11-02 06:00:00").astimezone(UTC))
    for _ in range(23 * 12):
        jobs.run("failing", clock.now())
        clock.advance(timedelta(minutes=5))
    pauses = [(after - before) // timedelta(minutes=1) for before, after in pairwise(runs)]
    assert pauses == [10, 20, 40, 80, 160]
    jobs.run("failing", clock.advance(timedelta(days=1)))
    assert len(runs) == 7, "the next day's slot is run as ever"


def test_a_failed_evaluation_that_succeeds_later_makes_nothing_up(
    jobs: Jobs, database: Database, clock: FrozenClock
) -> None:
    failing = [True]
    tiers = jobs.all["tiers"]

    def run(now: datetime) -> str:
        if failing:
            raise JobError("the database was busy")
        return tiers.run(now)

    jobs.all = {**jobs.all, "tiers": replace(tiers, run=run)}
    assert jobs.run("tiers", clock.now()) == ""
    failing.clear()
    assert jobs.run("tiers", clock.advance(timedelta(minutes=5))) is None
    assert jobs.run("tiers", clock.advance(timedelta(minutes=5))) == "0 partners evaluated, 0 changed"
    assert jobs.run("tiers", clock.advance(timedelta(hours=5))) is None
    with database.read() as uow:
        assert uow.job_runs.latest_done("tiers", before="2026-11-03") == "2026-11-02"
    assert jobs.run("tiers", clock.advance(timedelta(days=1))) == "0 partners evaluated, 0 changed"


def test_of_many_processes_one_tries_again(
    database: Database, database_url: str, program: Program, clock: FrozenClock
) -> None:
    with database.write() as uow:
        uow.job_runs.claim("tiers", "2026-11-02", clock.now())
        uow.job_runs.finish("tiers", "2026-11-02", clock.now(), "no more coffee")
        uow.commit()
    clock.advance(timedelta(minutes=10))
    assert len(run_at_once(database_url, program, clock)) == 1


def test_an_unknown_job_is_a_key_error(jobs: Jobs, clock: FrozenClock) -> None:
    with pytest.raises(KeyError):
        jobs.run("coffee", clock.now())


def test_the_daily_evaluation_begins_a_grace_period(
    jobs: Jobs, database: Database, program: Program, clock: FrozenClock
) -> None:
    """Windows move on their own: nothing was changed, and yet a tier's requirement is missed one day."""
    with database.write() as uow:
        data = PartnerData("northwind", "Northwind", date(2025, 1, 1), ())
        put_partner(uow, program, data, now=clock.now())
        partner = uow.partners.get("northwind", for_update=True)
        assert partner is not None
        partner.tier = "silver"
        put_rows(Book(uow, program, now=clock.now()), [_subscription("one", 100)])
        uow.commit()
    assert jobs.run("tiers", clock.now()) == "1 partner evaluated, 1 changed"
    with database.read() as uow:
        evaluated = uow.partners.get("northwind")
    assert evaluated is not None
    assert evaluated.grace_since == date(2026, 11, 2)
    assert jobs.run("tiers", clock.advance(timedelta(days=1))) == "1 partner evaluated, 0 changed"


def test_old_deliveries_are_forgotten_and_new_ones_kept(jobs: Jobs, database: Database, clock: FrozenClock) -> None:
    with database.write() as uow:
        uow.deliveries.first("old", clock.now() - timedelta(days=8))
        uow.deliveries.first("new", clock.now() - timedelta(days=6))
        uow.commit()
    assert str(jobs.run("housekeeping", clock.now())).startswith("1 delivery, ")
    with database.write() as uow:
        assert uow.deliveries.first("old", clock.now())
        assert not uow.deliveries.first("new", clock.now())


def _subscription(name: str, dollars: int) -> SubscriptionData:
    return subscription(
        id=name,
        customer_id=f"customer-{name}",
        kind=Kind.RESELLER,
        amount=Cents(dollars * 100),
        rate=BasisPoints(2000),
    )
