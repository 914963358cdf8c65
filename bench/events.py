"""`events`: billing events a second, one by one and in lists, against the raw driver writing the same rows."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import NullPool, create_engine, make_url

from bench.databases import Kind, both
from bench.report import Spread, say, show
from bench.world import World
from bot.program_file import load_program
from domain.billing import BillingEvent, EventType, SubscriptionData, Taken
from domain.money import Cents
from domain.program import Program
from domain.subscriptions import Subscription, event_key
from domain.usecases.evaluate_tiers import evaluate_partners
from domain.usecases.record_billing import record_events
from storage.database import Database

PROGRAM = Path(__file__).parent.parent / "program.yml"
NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
TODAY = NOW.date()
GOALS = {1: "≥ 0.25 ×", 1000: "≥ 0.50 ×"}


@dataclass(frozen=True)
class Scale:
    """How much is loaded, and how many events are told in each round, by the size of their lists."""

    world: World
    rounds: int
    events: dict[int, int]


FULL = Scale(World(partners=5_000, customers=35_000, subscriptions=1_000_000), rounds=5, events={1: 400, 1000: 10_000})
QUICK = Scale(World(partners=20, customers=100, subscriptions=2_000), rounds=2, events={1: 20, 1000: 1_000})


@dataclass
class Runner:
    """One way to take lists of events, and what each round of it measured, by the size of the lists."""

    name: str
    take: Callable[[Sequence[BillingEvent]], None]
    rates: dict[int, list[float]] = field(default_factory=dict)

    def round(self, lists: Sequence[Sequence[BillingEvent]]) -> None:
        """Events a second; what was prepared before is not counted."""
        size = len(lists[0])
        begin = time.perf_counter()
        for events in lists:
            self.take(events)
        rate = sum(map(len, lists)) / (time.perf_counter() - begin)
        self.rates.setdefault(size, []).append(rate)


@dataclass(frozen=True)
class Effect:
    """What an event makes of the ARR, computed beforehand for the raw driver, which decides nothing."""

    contribution: int
    counts: bool
    moved: int


class Events:
    """Seat and price changes of subscriptions here and there, too small to move a tier; never the same event twice."""

    def __init__(self, database: Database, world: World, program: Program) -> None:
        self._database, self._world = database, world
        self._chance = random.Random(7)
        self._number = 0
        self._past_due_days = program.arr.past_due_days
        self.effects: dict[str, Effect] = {}

    def lists(self, count: int, size: int) -> list[list[BillingEvent]]:
        """So many events in lists of a size."""
        numbers = self._chance.sample(range(self._world.subscriptions), count)
        ids = [f"subscription-{number:07}" for number in numbers]
        with self._database.read() as uow:
            known = uow.subscriptions.by_id(set(ids))
        events = [self._event(known[each]) for each in ids]
        return [events[start : start + size] for start in range(0, count, size)]

    def _event(self, known: Subscription) -> BillingEvent:
        self._number += 1
        seats = 1 + self._chance.randrange(50)
        data = SubscriptionData(
            id=known.id,
            partner_id=known.partner_id,
            customer_id=known.customer_id,
            customer_name="Customer",
            customer_domain="customer.example",
            kind=known.kind,
            product=known.product,
            plan=known.plan,
            seats=seats,
            billing_cycle=known.billing_cycle,
            amount=Cents(known.amount // 100 * 100 + self._chance.randrange(100)),
            currency=known.currency,
            status=known.status,
            rate=None,
            started_on=known.started_on,
            ended_on=None,
        )
        at = NOW - timedelta(days=1) + timedelta(milliseconds=self._number)
        event = BillingEvent(f"evt_{self._number:09}", EventType.UPDATED, at, data, _told(data, at, self._number))
        after = replace(known, amount=data.amount)
        after.settle(TODAY, past_due_days=self._past_due_days)
        self.effects[event.id] = Effect(after.contribution, after.counts, after.counted - known.counted)
        return event


def _told(data: SubscriptionData, at: datetime, number: int) -> str:
    customer = {"id": data.customer_id, "name": data.customer_name, "domain": data.customer_domain}
    subscription = {
        "id": data.id,
        "partner": data.partner_id,
        "customer": customer,
        "kind": data.kind,
        "product": data.product,
        "plan": data.plan,
        "seats": data.seats,
        "billing_cycle": data.billing_cycle,
        "amount": f"{data.amount / 100:.2f}",
        "currency": data.currency,
        "status": data.status,
        "started_on": data.started_on.isoformat(),
    }
    event = {"id": f"evt_{number:09}", "type": "subscription.updated", "occurred_at": at.isoformat()}
    return json.dumps({**event, "subscription": subscription})


class RawDriver:
    """What the use case leaves behind, written by the driver alone: nothing is read, decided or evaluated.

    For each event its record, its subscription and its customer; for each partner of the list its figures of the day.
    """

    def __init__(self, url: str, effects: Mapping[str, Effect]) -> None:
        self._effects = effects
        self._engine = create_engine(url, poolclass=NullPool)
        self._connection = self._engine.raw_connection()
        self._is_sqlite = make_url(url).get_backend_name() == "sqlite"
        cursor: Any = self._connection.cursor()
        if self._is_sqlite:
            driver: Any = self._connection.dbapi_connection
            driver.isolation_level = None
            for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
                cursor.execute(f"PRAGMA {pragma}")
        self._cursor = cursor

    def take(self, events: Sequence[BillingEvent]) -> None:
        """One transaction."""
        self._cursor.execute("BEGIN IMMEDIATE" if self._is_sqlite else "BEGIN")
        for statement, rows in _writes(events, self._effects).items():
            words = statement if self._is_sqlite else statement.replace("?", "%s")
            if len(rows) == 1:
                self._cursor.execute(words, rows[0])
            else:
                self._cursor.executemany(words, rows)
        self._cursor.execute("COMMIT")

    def close(self) -> None:
        """Closes the connection."""
        self._connection.close()
        self._engine.dispose()


RECORD = "INSERT INTO billing_events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
CUSTOMER = "UPDATE customers SET name = ?, domain = ?, newest_event = ? WHERE id = ?"
SUBSCRIPTION = """UPDATE subscriptions SET seats = ?, amount = ?, status = ?, contribution = ?, counts = ?,
newest_event = ? WHERE id = ?"""
FIGURES = """INSERT INTO daily_figures VALUES (?, ?, ?, ?, ?) ON CONFLICT (partner_id, "on") DO UPDATE
SET arr = daily_figures.arr + excluded.arr, new_customers = excluded.new_customers"""


def _writes(events: Sequence[BillingEvent], effects: Mapping[str, Effect]) -> dict[str, list[tuple[Any, ...]]]:
    records, customers, subscriptions, moved = [], {}, {}, Counter[str]()
    for event in events:
        told, at, key = event.subscription, str(event.occurred_at)[:-6], event_key(event.occurred_at, event.id)
        kind, status = event.type.value, told.status.value
        is_stale, now, effect = False, str(NOW)[:-6], effects[event.id]
        moved[told.partner_id] += effect.moved
        records.append((event.id, told.id, told.partner_id, at, now, kind, status, is_stale, event.payload))
        customers[told.customer_id] = (told.customer_name, told.customer_domain, key, told.customer_id)
        subscriptions[told.id] = (told.seats, told.amount, status, effect.contribution, effect.counts, key, told.id)
    figures = [(each, str(TODAY), moved[each], 3, "silver") for each in sorted(moved)]
    return {
        RECORD: records,
        CUSTOMER: [customers[each] for each in sorted(customers)],
        SUBSCRIPTION: [subscriptions[each] for each in sorted(subscriptions)],
        FIGURES: figures,
    }


def _use_case(database: Database, program: Program) -> Callable[[Sequence[BillingEvent]], None]:
    def take(events: Sequence[BillingEvent]) -> None:
        with database.write() as uow:
            taken = record_events(uow, program, events, now=NOW)
            uow.commit()
        if Taken.DUPLICATE in taken:
            raise RuntimeError("an event was told twice")

    return take


def _settle(database: Database, program: Program) -> None:
    """Every partner gets the tier that it has earned: events that move no tier are what is measured."""
    with database.write() as uow:
        evaluate_partners(uow, program, uow.partners.ids(), now=NOW)
        uow.commit()


def run(*, quick: bool) -> None:
    """Prints events a second through the use case and the raw driver, for each database and size of list."""
    scale = QUICK if quick else FULL
    rows: list[Sequence[str]] = []
    with both() as kinds:
        for kind in kinds:
            rows += _measured(kind, scale)
    show(
        f"Billing events among {scale.world.subscriptions:,} subscriptions of {scale.world.partners:,} partners",
        ["database", "events a list", "events/s", "raw driver's", "of the raw driver's", "goal"],
        rows,
        f"Medians of {scale.rounds} rounds in turn; the least and the most in brackets. The raw driver writes the same",
        "rows in one transaction, and neither reads nor decides anything.",
    )


def _measured(kind: Kind, scale: Scale) -> Iterator[Sequence[str]]:
    url = kind.create("events")
    say(f"{kind.name}: {scale.world.subscriptions:,} subscriptions loaded in {scale.world.load(url, TODAY):.1f} s")
    database, program = Database(url), load_program(PROGRAM)
    _settle(database, program)
    events = Events(database, scale.world, program)
    raw = RawDriver(url, events.effects)
    runners = Runner("use case", _use_case(database, program)), Runner("raw driver", raw.take)
    for size, count in scale.events.items():
        for number in range(scale.rounds + 1):
            for runner in runners if number % 2 else runners[::-1]:
                runner.round(events.lists(count, size))
        ours, floor = (runner.rates[size][1:] for runner in runners)  # the first warms up
        ratio = Spread.of([one / other for one, other in zip(ours, floor, strict=True)])
        rates = (f"{Spread.of(each).median:,.0f}" for each in (ours, floor))
        yield kind.name, f"{size:,}", *rates, ratio.times(), GOALS[size]
    raw.close()
    database.dispose()
