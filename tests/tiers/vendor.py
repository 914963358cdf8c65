"""The vendor's side of a test: partners join, customers pay, days pass, jobs run; and who was told what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from sqlalchemy import create_engine, select

from bot.jobs import Jobs
from bot.telemetry import Metrics
from domain.money import BasisPoints, Cents
from domain.notices import ChannelReady, Notice, from_payload
from domain.partners import Partner, TierChange
from domain.people import Actor, PersonKey, Role
from domain.program import Program
from domain.subscriptions import BillingCycle, Kind
from domain.usecases.enrol import PartnerData, put_partner
from domain.usecases.record_billing import put_subscriptions
from storage import tables
from storage.database import Database
from storage.unit_of_work import UnitOfWork
from tests.databases import FrozenClock
from tests.unit.samples import subscription

T = TypeVar("T")

ADA = Actor(PersonKey("T0VEND:U0ADA"), roles=frozenset({Role.ADMIN}))
AMY = Actor(PersonKey("T0VEND:U0AMY"), roles=frozenset({Role.ACCOUNT_MANAGER}))
PAT = PersonKey("T0PART:U0PAT")


class Vendor:
    """Everything happens at the clock's time, each act in a transaction of its own."""

    def __init__(self, database: Database, clock: FrozenClock, program: Program) -> None:
        self.database = database
        self.clock = clock
        self.program = program

    @property
    def today(self) -> date:
        """The vendor's day."""
        return self.program.calendar.local_day(self.clock.now())

    def day(self, day: date, *, at: time = time(10)) -> None:
        """Sets the clock to a day, at a time in UTC."""
        self.clock.set(datetime.combine(day, at, UTC))

    def act(self, do: Callable[[UnitOfWork], T]) -> T:
        """Does something, committed."""
        with self.database.write() as uow:
            result = do(uow)
            uow.commit()
        return result

    def look(self, read: Callable[[UnitOfWork], T]) -> T:
        """Reads something."""
        with self.database.read() as uow:
            return read(uow)

    def hire(self, *people: Actor) -> None:
        """Makes staff known, with their roles."""
        now = self.clock.now()
        roles = [(one.person, role) for one in people for role in one.roles]
        self.act(lambda uow: [uow.people.add_staff(person, role, now=now) for person, role in roles])

    def actor(self, person: PersonKey = PAT) -> Actor:
        """The person as the bot finds it."""
        return self.look(lambda uow: uow.people.actor(person))

    def enrol(self, partner_id: str, *, members: Sequence[str] = (), manager: Actor = AMY) -> None:
        """A partner that joined on the first day of 2025."""
        people = [PersonKey(member) for member in members]
        data = PartnerData(partner_id, partner_id.title(), date(2025, 1, 1), people, account_manager=manager.person)
        self.act(lambda uow: put_partner(uow, self.program, data, now=self.clock.now()))

    def sell(self, dollars: int, partner_id: str = "northwind", **changes: Any) -> None:
        """A reseller's customer, who pays so many dollars a year from today on unless `changes` say otherwise."""
        data = subscription(
            id=f"sub-{partner_id}",
            partner_id=partner_id,
            customer_id=f"cus-{partner_id}",
            kind=Kind.RESELLER,
            billing_cycle=BillingCycle.ANNUAL,
            amount=Cents(dollars * 100),
            rate=BasisPoints(2000),
            started_on=self.today,
        )
        told = [replace(data, **changes)]
        self.act(lambda uow: put_subscriptions(uow, self.program, told, now=self.clock.now()))

    def jobs(self) -> Jobs:
        """The jobs of a process."""
        return Jobs(
            database=self.database, program=self.program, clock=self.clock, metrics=Metrics(), wake=lambda: None
        )

    def evaluate(self) -> str | None:
        """The daily evaluation, where it is due."""
        return self.jobs().run("tiers", self.clock.now())

    def evaluate_daily(self, through: date) -> None:
        """Days pass with an evaluation on each, from tomorrow on."""
        while self.today < through:
            self.day(self.today + timedelta(days=1))
            self.evaluate()

    def partner(self, partner_id: str = "northwind") -> Partner:
        """A partner as it is now."""
        return self.look(lambda uow: uow.partners.by_id([partner_id])[partner_id])

    def changes(self, partner_id: str = "northwind") -> list[TierChange]:
        """Its history after it joined, the oldest first."""
        newest_first = self.look(lambda uow: uow.history.changes_until(partner_id, date.max))
        return list(reversed(newest_first))[1:]

    def events(self, partner_id: str = "northwind") -> list[tuple[date, str, str]]:
        """The days, events and tiers of its history."""
        return [(change.on, change.event.value, change.to_tier) for change in self.changes(partner_id)]

    def told(self) -> list[tuple[str, Notice]]:
        """Every message that was put into the outbox, with its place, in order; pinned ones are left out."""
        engine = create_engine(self.database.url)
        with engine.connect() as connection:
            rows = connection.execute(
                select(tables.outbox.c.place, tables.outbox.c.payload).order_by(tables.outbox.c.id)
            ).all()
        engine.dispose()
        found = [(place, from_payload(payload)) for place, payload in rows]
        return [(place, notice) for place, notice in found if not isinstance(notice, ChannelReady)]

    def heard(self, person: PersonKey = PAT) -> list[str]:
        """The kinds of notices that a person was told by direct message."""
        return [notice.kind for place, notice in self.told() if place == f"person:{person}"]
