"""Transactions: all or nothing, readers that cannot write, and writers that wait for each other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import TypeVar

import pytest
import yaml
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from domain import ports
from domain.errors import Code, DomainError
from domain.leads import Move
from domain.people import Actor, PersonKey, Role
from domain.program import Program, parse_program
from domain.usecases.submit_lead import submit_lead
from domain.usecases.work_leads import Review, review_lead
from storage.busy import has_waited, is_busy
from storage.database import Database
from storage.migrations.applying import LOCK
from storage.unit_of_work import ReadOnlyError, UnitOfWork
from tests.storage.samples import NEWS, NOW, PAT, arrived, partner, put_lead, put_partner
from tests.waiting import waits

T = TypeVar("T")

ANSWERS = {
    "company": "Acme",
    "domain": "acme.com",
    "first_name": "Ann",
    "last_name": "Lee",
    "email": "ann@acme.com",
    "reward": "rev_share",
    "involvement": "email",
    "consent": ["yes"],
}


@pytest.fixture
def program() -> Program:
    """The program that ships."""
    return parse_program(yaml.safe_load((Path(__file__).parents[2] / "program.yml").read_text(encoding="utf-8")))


def at_once(*work: Callable[[], T]) -> list[T | Exception]:
    """What each piece of work gives or raises, all of them started together, each in its own thread."""
    start = Barrier(len(work))

    def run(each: Callable[[], T]) -> T | Exception:
        start.wait()
        try:
            return each()
        except DomainError as refusal:
            return refusal

    with ThreadPoolExecutor(len(work)) as pool:
        return list(pool.map(run, work))


def test_without_a_commit_nothing_happened(database: Database) -> None:
    with database.write() as uow:
        uow.partners.add(partner())
        uow.tell(arrived(), [NEWS])
        assert uow.told
    with database.read() as uow:
        assert uow.partners.ids() == []
        assert uow.outbox.pending_count() == 0


def test_an_exception_takes_everything_back(database: Database) -> None:
    def fail_halfway() -> None:
        with database.write() as uow:
            uow.partners.add(partner())
            raise DomainError(Code.NOT_ALLOWED)

    with pytest.raises(DomainError):
        fail_halfway()
    with database.read() as uow:
        assert uow.partners.get("northwind") is None


def test_entities_keep_their_values_after_the_commit(database: Database) -> None:
    put_partner(database)
    with database.write() as uow:
        found = uow.partners.get("northwind", for_update=True)
        assert found is not None
        found.name = "Northwind Traders"
        uow.commit()
    assert found.name == "Northwind Traders"


def test_a_reader_cannot_commit_or_tell(database: Database) -> None:
    with database.read() as uow:
        with pytest.raises(ReadOnlyError):
            uow.commit()
        with pytest.raises(ReadOnlyError):
            uow.tell(arrived(), [NEWS])


WRITES: dict[str, Callable[[UnitOfWork], object]] = {
    "entity": lambda uow: uow.partners.add(partner()),
    "role": lambda uow: uow.people.add_staff(PAT, Role.ADMIN, now=NOW),
    "delivery": lambda uow: uow.deliveries.first("Ev1", NOW),
    "job": lambda uow: uow.job_runs.claim("tiers", "2026-11-02", NOW),
    "post": lambda uow: uow.outbox.remember("lead-card:1", "C1", "1.0"),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_the_database_itself_refuses_what_a_reader_would_write(
    database: Database, write: Callable[[UnitOfWork], object]
) -> None:
    with database.read() as uow, pytest.raises(DBAPIError, match=r"read-?only"):
        write(uow)
    with database.write() as uow:  # the same connection serves a writer next
        write(uow)
        uow.commit()


def test_a_reader_waits_for_no_writer(database: Database) -> None:
    put_partner(database)
    with database.write() as writing, database.read() as reading:
        writing.partners.add(partner("southwind"))
        assert reading.partners.ids() == ["northwind"]
        writing.commit()
    with database.read() as uow:
        assert uow.partners.ids() == ["northwind", "southwind"]


def test_core_statements_see_pending_changes(database: Database) -> None:
    put_partner(database)
    with database.write() as uow:
        found = uow.partners.get("northwind", for_update=True)
        assert found is not None
        found.tier = "gold"
        assert uow.partners.counts_by_tier() == {"gold": 1}


def test_a_row_loaded_for_update_is_read_anew(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    put_partner(database)
    with database.write() as uow:
        seen = uow.partners.get("northwind")
        with database.write() as other:
            changed = other.partners.get("northwind", for_update=True)
            assert changed is not None
            changed.name = "Changed meanwhile"
            other.commit()
        assert seen is not None
        assert seen.name == "Northwind"
        assert uow.partners.get("northwind", for_update=True) is seen
        assert seen.name == "Changed meanwhile"
    database.dispose()


def test_people_wait_a_moment_for_a_lock_and_what_nobody_waits_for_longer(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    put_partner(database)

    def lock(through: Database) -> None:
        with through.write() as uow:
            uow.partners.get("northwind", for_update=True)

    engine = create_engine(postgresql_url)
    with ThreadPoolExecutor(2) as threads, database.write() as other, engine.begin() as migrating_elsewhere:
        other.partners.get("northwind", for_update=True)
        migrating_elsewhere.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        patient = [threads.submit(lock, database.patient()), threads.submit(database.migrate)]
        assert waits(database, number=2, is_over=lambda: any(each.done() for each in patient))
        with pytest.raises(OperationalError) as refused:
            lock(database)
        assert has_waited(refused.value)
        assert is_busy(refused.value)
        assert not any(each.done() for each in patient)
        other.commit()
        migrating_elsewhere.commit()
        assert [each.result() for each in patient] == [None, None]
    engine.dispose()
    database.dispose()


def test_changes_made_one_after_the_other_are_never_lost(database: Database) -> None:
    put_partner(database)
    (lead_id,) = put_lead(database)

    def raise_version() -> None:
        for _ in range(10):
            with database.write() as uow:
                found = uow.leads.get(lead_id, for_update=True)
                assert found is not None
                found.version += 1
                uow.commit()

    assert at_once(*[raise_version] * 4) == [None] * 4
    with database.read() as uow:
        found = uow.leads.get(lead_id)
        assert found is not None
        assert found.version == 41


def test_of_two_reps_at_once_the_second_is_told(database: Database, program: Program) -> None:
    put_partner(database)
    ids = put_lead(database, "d1", "d2", "d3", "d4", "d5")

    def review(rep: str, lead_id: int, move: Move) -> Callable[[], str]:
        actor = Actor(PersonKey(f"T0VEND:{rep}"), roles=frozenset({Role.SALES_REP}))

        def run() -> str:
            with database.write() as uow:
                review_lead(uow, program, actor, lead_id, Review(1, move, reason="No budget"), now=NOW)
                uow.commit()
            return rep

        return run

    for lead_id in ids:
        outcome = at_once(review("SAM", lead_id, Move.APPROVE), review("SUE", lead_id, Move.REJECT))
        (winner,) = [each for each in outcome if isinstance(each, str)]
        (refusal,) = [each for each in outcome if isinstance(each, DomainError)]
        assert refusal.code is Code.LEAD_CHANGED
        with database.read() as uow:
            found = uow.leads.get(lead_id)
            assert found is not None
            assert found.status == {"SAM": "approved", "SUE": "rejected"}[winner]
            assert [event.by for event in uow.leads.history(lead_id)] == [f"T0VEND:{winner}"]


def test_a_form_submitted_twice_at_once_makes_one_lead(database: Database, program: Program) -> None:
    put_partner(database)
    actor = Actor(PAT, partner=partner())

    def submit(draft_id: str) -> Callable[[], int]:
        def run() -> int:
            with database.write() as uow:
                made = submit_lead(uow, program, actor, draft_id, ANSWERS, now=NOW)
                uow.commit()
            return made.id

        return run

    for draft_id in ("d1", "d2", "d3"):
        first, second = at_once(submit(draft_id), submit(draft_id))
        assert first == second
    with database.read() as uow:
        assert uow.leads.page(partner_id="northwind", statuses=None, offset=0, limit=9)[1] == 3


def test_it_is_the_domains_unit_of_work(database: Database) -> None:
    def of_the_domain(uow: ports.UnitOfWork) -> list[str]:
        return list(uow.partners.ids())

    with database.read() as uow:
        assert of_the_domain(uow) == []
