"""What comes twice is worked on once: deliveries, and the slots of jobs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

from storage.database import Database
from storage.job_runs import LEASE, JobRun
from tests.storage.samples import NOW


def first(database: Database, key: str, now: datetime = NOW, *, commit: bool = True) -> bool:
    with database.write() as uow:
        is_first = uow.deliveries.first(key, now)
        if commit:
            uow.commit()
    return is_first


def newest(database: Database, subject: str, at: datetime) -> bool:
    with database.write() as uow:
        is_newest = uow.deliveries.is_newest(subject, at)
        uow.commit()
    return is_newest


def claim(database: Database, slot: str, now: datetime = NOW) -> bool:
    with database.write() as uow:
        claimed = uow.job_runs.claim("evaluate-tiers", slot, now)
        uow.commit()
    return claimed


def test_a_delivery_is_first_once(database: Database) -> None:
    assert first(database, "Ev1")
    assert not first(database, "Ev1", NOW + timedelta(minutes=5))
    assert first(database, "Ev2")


def test_a_delivery_whose_work_failed_is_first_again(database: Database) -> None:
    assert first(database, "Ev1", commit=False)
    assert first(database, "Ev1")


def test_old_deliveries_are_forgotten(database: Database) -> None:
    first(database, "old", NOW - timedelta(days=2))
    first(database, "new", NOW)
    with database.write() as uow:
        assert uow.deliveries.forget_before(NOW - timedelta(days=1)) == 1
        uow.commit()
    assert first(database, "old")
    assert not first(database, "new")


def test_what_is_older_than_the_newest_about_its_subject_is_told_apart_to_the_microsecond(database: Database) -> None:
    a_moment = timedelta(microseconds=1)
    assert newest(database, "a", NOW)
    assert not newest(database, "a", NOW - a_moment)
    assert newest(database, "b", NOW - a_moment)
    assert newest(database, "a", NOW)
    assert newest(database, "a", NOW + a_moment)
    assert not newest(database, "a", NOW)


def test_of_many_about_a_subject_at_once_the_newest_is_remembered(database: Database) -> None:
    start = Barrier(4)

    def deliver(second: int) -> bool:
        start.wait()
        return newest(database, "a", NOW + timedelta(seconds=second))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(deliver, range(4)))[-1]
    assert not newest(database, "a", NOW + timedelta(seconds=2))


def test_a_delivery_that_comes_many_times_at_once_is_first_once(database: Database) -> None:
    start = Barrier(4)

    def deliver(_: int) -> bool:
        start.wait()
        return first(database, "Ev1")

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(deliver, range(4))) == [False, False, False, True]


def test_a_slot_is_claimed_once_by_many_at_once(database: Database) -> None:
    start = Barrier(4)

    def run(_: int) -> bool:
        start.wait()
        return claim(database, "2026-11-02")

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(run, range(4))) == [False, False, False, True]
    assert claim(database, "2026-11-03")


def test_a_run_that_never_finished_is_taken_over_after_its_lease(database: Database) -> None:
    assert claim(database, "2026-11-02")
    assert not claim(database, "2026-11-02", NOW + LEASE - timedelta(seconds=1))
    assert claim(database, "2026-11-02", NOW + LEASE)
    assert not claim(database, "2026-11-02", NOW + LEASE)


def test_a_run_that_finished_is_never_taken_over(database: Database) -> None:
    claim(database, "2026-11-02")
    with database.write() as uow:
        uow.job_runs.finish("evaluate-tiers", "2026-11-02", NOW, error="no program")
        uow.commit()
    assert not claim(database, "2026-11-02", NOW + timedelta(days=9))


def test_the_newest_run_of_each_job(database: Database) -> None:
    with database.write() as uow:
        assert uow.job_runs.all_latest() == {}
        for hours, (name, slot) in enumerate([("evaluate-tiers", "1"), ("evaluate-tiers", "2"), ("remind", "1")]):
            uow.job_runs.claim(name, slot, NOW + timedelta(hours=hours))
        uow.job_runs.finish("evaluate-tiers", "2", NOW + timedelta(hours=3), error="boom")
        uow.commit()
    with database.read() as uow:
        newest = JobRun("evaluate-tiers", "2", NOW + timedelta(hours=1), NOW + timedelta(hours=3), "boom")
        assert uow.job_runs.all_latest() == {
            "evaluate-tiers": newest,
            "remind": JobRun("remind", "1", NOW + timedelta(hours=2), None, None),
        }
