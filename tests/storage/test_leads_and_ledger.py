"""Leads in lists, their history, and a ledger that is only ever added to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from domain.leads import LeadEvent, LeadEventKind, LeadStatus
from storage.database import Database
from tests.storage.samples import NOW, SAM, entry, lead, put_lead, put_partner


def test_a_stored_lead_has_its_number(database: Database) -> None:
    put_partner(database)
    with database.write() as uow:
        first, second = uow.leads.add(lead("d1")), uow.leads.add(lead("d2"))
        uow.commit()
    assert 0 < first.id < second.id
    assert first.number == f"L-{first.id}"


def test_leads_come_newest_first_in_pages(database: Database) -> None:
    put_partner(database, "northwind", "southwind")
    ids = put_lead(database, "d1", "d2", "d3", "d4", "d5")
    with database.write() as uow:
        other = uow.leads.add(lead("d6", "southwind")).id
        approved = uow.leads.get(ids[2], for_update=True)
        assert approved is not None
        approved.status = LeadStatus.APPROVED
        uow.commit()

    def page(partner_id: str | None, *statuses: LeadStatus, offset: int = 0, limit: int = 2) -> tuple[list[int], int]:
        with database.read() as uow:
            found, total = uow.leads.page(partner_id=partner_id, statuses=statuses or None, offset=offset, limit=limit)
        return [each.id for each in found], total

    assert page(None) == ([other, ids[4]], 6)
    assert page("northwind") == ([ids[4], ids[3]], 5)
    assert page("northwind", offset=4) == ([ids[0]], 5)
    assert page("northwind", offset=6) == ([], 5)
    assert page("northwind", limit=5) == (list(reversed(ids)), 5)
    assert page("northwind", LeadStatus.APPROVED) == ([ids[2]], 1)
    assert page(None, LeadStatus.SUBMITTED, LeadStatus.APPROVED, limit=9) == ([other, *reversed(ids)], 6)
    assert page("southwind", LeadStatus.WON) == ([], 0)
    assert page("nobody") == ([], 0)


def test_leads_are_counted_and_found_by_id(database: Database) -> None:
    put_partner(database)
    ids = put_lead(database, "d1", "d2", "d3")
    with database.write() as uow:
        lost = uow.leads.get(ids[0], for_update=True)
        assert lost is not None
        lost.status = LeadStatus.LOST
        assert uow.leads.counts() == {LeadStatus.LOST: 1, LeadStatus.SUBMITTED: 2}
        assert {key: each.draft_id for key, each in uow.leads.by_id([ids[2], ids[0], 999]).items()} == {
            ids[0]: "d1",
            ids[2]: "d3",
        }
        assert uow.leads.by_id([]) == {}


def test_waiting_leads_come_oldest_first(database: Database) -> None:
    put_partner(database)
    with database.write() as uow:
        ids = {days: uow.leads.add(lead(f"d{days}", at=NOW - timedelta(days=days))).id for days in (3, 0, 5, 1, 4)}
        closed = uow.leads.get(ids[4], for_update=True)
        assert closed is not None
        closed.status = LeadStatus.REJECTED
        uow.commit()
    with database.read() as uow:
        assert [each.id for each in uow.leads.submitted_before(NOW, limit=2)] == [ids[5], ids[3]]
        assert [each.id for each in uow.leads.submitted_before(NOW, limit=9)] == [ids[5], ids[3], ids[1]]


def test_a_reopened_lead_waits_since_it_was_reopened(database: Database) -> None:
    put_partner(database)
    (lead_id,) = put_lead(database)
    with database.write() as uow:
        reopened = uow.leads.get(lead_id, for_update=True)
        assert reopened is not None
        reopened.status_since = NOW + timedelta(days=9)
        uow.commit()
    with database.read() as uow:
        assert uow.leads.submitted_before(NOW + timedelta(days=8), limit=9) == []
        assert len(uow.leads.submitted_before(NOW + timedelta(days=10), limit=9)) == 1


def test_history_is_told_from_the_start_and_of_one_lead(database: Database) -> None:
    put_partner(database)
    one, other = put_lead(database, "d1", "d2")
    with database.write() as uow:
        for kind in (LeadEventKind.SUBMITTED, LeadEventKind.ASSIGNED, LeadEventKind.MOVED):
            uow.leads.record(LeadEvent(one, NOW, SAM, kind))
        uow.leads.record(LeadEvent(other, NOW, SAM, LeadEventKind.SUBMITTED))
        assert [event.kind for event in uow.leads.history(one)] == ["submitted", "assigned", "moved"]


def test_a_cause_is_booked_once(database: Database) -> None:
    put_partner(database)
    (lead_id,) = put_lead(database)
    with database.write() as uow:
        uow.ledger.add(entry("lead:1:win:1", lead_id))
        uow.commit()
    with database.write() as uow, pytest.raises(IntegrityError):
        uow.ledger.add(entry("lead:1:win:1", lead_id, 1))


def test_a_partners_bookings_come_newest_first_with_their_sums(database: Database) -> None:
    put_partner(database, "northwind", "southwind")
    one, other = put_lead(database, "draft-1", "draft-2")
    before = replace(entry("lead:1:win:1", one, 35_400), at=NOW - timedelta(days=400))
    with database.write() as uow:
        for each in (before, entry("lead:2:win:1", other), entry("lead:2:back", other, -50_000, "lead:2:win:1")):
            uow.ledger.add(each)
        uow.commit()
    with database.read() as uow:
        page = uow.ledger.of_partner("northwind", since=NOW, offset=0, limit=2)
        assert [(each.entry.key, each.company) for each in page.rows] == [
            ("lead:2:back", "Acme"),
            ("lead:2:win:1", "Acme"),
        ]
        assert (page.count, page.total, page.since) == (3, 35_400, 0)
        last = uow.ledger.of_partner("northwind", since=before.at, offset=2, limit=2)
        assert [replace(each.entry, id=None) for each in last.rows] == [before]
        assert last.since == 35_400
        past = uow.ledger.of_partner("northwind", since=NOW, offset=3, limit=2)
        assert (past.rows, past.count) == ([], 3)
        none = uow.ledger.of_partner("southwind", since=NOW, offset=0, limit=2)
        assert (none.rows, none.count, none.total, none.since) == ([], 0, 0, 0)


@pytest.mark.parametrize("change", ["UPDATE ledger_entries SET amount = 1", "DELETE FROM ledger_entries"])
def test_no_booking_is_ever_changed_or_removed(database: Database, change: str) -> None:
    put_partner(database)
    (lead_id,) = put_lead(database)
    with database.write() as uow:
        uow.ledger.add(entry("lead:1:win:1", lead_id))
        uow.commit()
    engine = create_engine(database.url)
    with engine.connect() as connection, pytest.raises(IntegrityError, match="never changed or removed"):
        connection.execute(text(change))
    engine.dispose()
    with database.read() as uow:
        kept = uow.ledger.get("lead:1:win:1")
        assert kept is not None
        assert kept.amount == 50_000


def test_the_ledger_cannot_be_emptied_at_a_stroke(postgresql_url: str) -> None:
    engine = create_engine(postgresql_url)
    with engine.connect() as connection, pytest.raises(IntegrityError, match="never changed or removed"):
        connection.execute(text("TRUNCATE ledger_entries"))
    engine.dispose()
