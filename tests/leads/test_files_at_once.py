"""Files of leads in PostgreSQL beside people who hand over leads for the same companies: one waits for the other."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from domain.same_company import Wanted
from domain.usecases.import_leads import Taken, keep_upload, take_upload
from domain.usecases.submit_lead import submit_lead
from storage.database import Database
from tests.databases import FrozenClock
from tests.leads.fairness import Market, open_market
from tests.unit import samples
from tests.waiting import waits

ROW = {
    "first_name": "Ewa",
    "last_name": "Nowak",
    "products": "livechat",
    "plan_livechat": "business",
    "agents": "5",
    "reward": "rev_share",
    "involvement": "email",
}


@pytest.fixture
def market(postgresql_url: str, clock: FrozenClock) -> Iterator[Market]:
    """A market in PostgreSQL, under a program that gives each lead to a rep in turn."""
    program = samples.program(**{"leads.assignment": {"way": "in_turn"}})
    database = Database(postgresql_url)
    yield open_market(database, program, clock)
    database.dispose()


def company(name: str) -> dict[str, Any]:
    return {"company": name, "domain": f"{name.lower()}.com", "email": f"ewa@{name.lower()}.com"}


def take(market: Market, upload_id: str) -> Taken:
    """Northwind's file is handed over."""
    person, now = market.person("northwind"), market.clock.now()
    return market.do(lambda uow: take_upload(uow, market.program, uow.people.actor(person), upload_id, now=now))


def test_a_file_waits_for_a_lead_that_is_just_given_and_is_in_nobodys_way_meanwhile(market: Market) -> None:
    now, person, other = market.clock.now(), market.person("northwind"), market.person("helio")
    rows = [{**ROW, **company(name)} for name in ("Acme", "Contoso")]
    market.do(lambda uow: keep_upload(uow, uow.people.actor(person), "file", "leads.csv", rows, now=now))
    typed = {**samples.CONTACT, **samples.DEAL, **samples.INVOLVEMENT, **company("Contoso")}
    with ThreadPoolExecutor(1) as thread, market.database.write() as uow:
        contact = replace(samples.lead().contact, **company("Contoso"))
        uow.lead_conflicts.hold(Wanted.of(contact, free_mail=(), least=90))  # as the submission does first of all
        running = thread.submit(take, market, "file")
        assert waits(market.database, is_over=running.done)
        given = submit_lead(uow, market.program, uow.people.actor(other), "draft", typed, now=now)
        uow.commit()
        taken = running.result()
    assert [lead.contact.company for lead in taken.leads] == ["Acme", "Contoso"]
    later = taken.leads[1]
    found = market.look(lambda uow: uow.lead_conflicts.of_lead(later.id))
    assert [each.other_lead_id for each in found] == [given.id], "the file finds the lead that it waited for"
