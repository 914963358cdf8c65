"""Two partners, a rep and a customer, who hand over and claim the same companies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import create_engine, select

from domain.leads import Lead, Move
from domain.notices import from_payload
from domain.people import Actor, PersonKey, Role, person_key
from domain.program import Program
from domain.usecases.enrol import PartnerData, put_partner
from domain.usecases.record_billing import put_subscriptions
from domain.usecases.submit_lead import submit_lead
from domain.usecases.work_leads import Review, review_lead
from storage import tables
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tests.databases import FrozenClock
from tests.unit.samples import CONTACT, DEAL, INVOLVEMENT, subscription

T = TypeVar("T")

PARTNERS = {"northwind": "Northwind", "helio": "Helio Labs"}
SAM = person_key("T0VEND", "U0SAM")


@dataclass
class Market:
    """What happens, each in a transaction of its own."""

    database: Database
    program: Program
    clock: FrozenClock
    _given: int = 0

    def do(self, act: Callable[[UnitOfWork], T]) -> T:
        """Does something for good."""
        with self.database.write() as uow:
            done = act(uow)
            uow.commit()
        return done

    def look(self, read: Callable[[UnitOfWork], T]) -> T:
        """Reads."""
        with self.database.read() as uow:
            return read(uow)

    def person(self, partner_id: str) -> PersonKey:
        """Who hands over for a partner."""
        return person_key("T0PART", f"U0{partner_id.upper()}")

    def actor(self, uow: UnitOfWork, person: PersonKey) -> Actor:
        """Somebody with partner and roles."""
        return uow.people.actor(person)

    def give(self, partner_id: str, **answers: Any) -> Lead:
        """A lead handed over."""
        self._given += 1
        typed = {**CONTACT, **DEAL, **INVOLVEMENT, **answers}
        draft, person, now = f"draft-{self._given}", self.person(partner_id), self.clock.now()
        return self.do(lambda uow: submit_lead(uow, self.program, self.actor(uow, person), draft, typed, now=now))

    def move(self, lead_id: int, move: Move, **given: Any) -> Lead:
        """A rep's move."""

        def act(uow: UnitOfWork) -> Lead:
            found = uow.leads.get(lead_id)
            assert found is not None
            review = Review(found.version, move, **given)
            return review_lead(uow, self.program, self.actor(uow, SAM), lead_id, review, now=self.clock.now())

        return self.do(act)

    def lead(self, lead_id: int) -> Lead:
        """As it is stored."""
        found = self.look(lambda uow: uow.leads.get(lead_id))
        assert found is not None
        return found

    def sell(self, partner_id: str, name: str, domain: str | None = None) -> None:
        """A customer of a partner."""
        row = subscription(
            id=f"sub-{name}",
            partner_id=partner_id,
            customer_id=f"cus-{name}",
            customer_name=name,
            customer_domain=domain,
            started_on=date(2026, 6, 1),
        )
        self.do(lambda uow: put_subscriptions(uow, self.program, [row], now=self.clock.now()))

    def told(self, kind: type[Any]) -> list[tuple[str, Any]]:
        """The notices of a kind that wait to be sent, each with its place."""
        engine = create_engine(self.database.url)
        with engine.connect() as connection:
            rows = connection.execute(select(tables.outbox.c.place, tables.outbox.c.payload)).all()
        engine.dispose()
        told = [(row.place, from_payload(row.payload)) for row in rows]
        return [(place, notice) for place, notice in told if isinstance(notice, kind)]


def open_market(database: Database, program: Program, clock: FrozenClock) -> Market:
    """A market with its partners and its rep."""
    market = Market(database, program, clock)

    def enrol(uow: UnitOfWork) -> None:
        uow.people.add_staff(SAM, Role.SALES_REP, now=clock.now())
        for partner_id, name in PARTNERS.items():
            data = PartnerData(
                id=partner_id,
                name=name,
                joined_on=date(2025, 1, 1),
                members=[market.person(partner_id)],
                slack_team_id="T0PART",
                slack_channel_id=f"C0{partner_id.upper()}",
                account_manager=None,
            )
            put_partner(uow, program, data, now=clock.now())

    market.do(enrol)
    return market
