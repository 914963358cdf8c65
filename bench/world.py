"""Made-up partners with customers and subscriptions, many of them, loaded in bulk. The same in every run."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import create_engine, make_url
from sqlalchemy.pool import NullPool

from domain.money import BasisPoints, Cents
from domain.people import PersonKey, person_key
from domain.subscriptions import BillingCycle, Kind, SubscriptionStatus, contribution, counts_on

TEAM = "T0BENCH00"
ROWS_AT_ONCE = 10_000
AMOUNTS = (2_900, 5_900, 25_000, 99_00, 123_45, 708_00)
RATES = (2_000, 2_200, 2_500)
STATUSES = (
    *[SubscriptionStatus.ACTIVE] * 15,
    SubscriptionStatus.PAST_DUE,
    *[SubscriptionStatus.TRIALING] * 2,
    *[SubscriptionStatus.CANCELLED] * 2,
)
PAST_DUE_DAYS = 14

Row = Mapping[str, Any]


@dataclass(frozen=True)
class World:
    """So many of each, spread evenly over the partners; the subscriptions of one lie far apart in the table."""

    partners: int
    customers: int
    subscriptions: int

    def load(self, url: str, today: date) -> float:
        """Fills a migrated, empty database and returns the seconds it took, indexes and foreign keys included."""
        return load(url, self.tables(today))

    def load_without_sales(self, url: str, today: date) -> None:
        """The partners with their members alone: nobody has sold anything yet."""
        load(url, islice(self.tables(today), 2))

    def load_one(self, url: str, today: date, number: int) -> None:
        """The rows of one partner alone, the same as it has among all others."""
        own = self.partner(number)
        load(url, ((table, (row for row in rows if _owner(row) == own)) for table, rows in self.tables(today)))

    def partner(self, number: int) -> str:
        """The id of a partner."""
        return f"partner-{number % self.partners:05}"

    def person(self, number: int) -> PersonKey:
        """The member of a partner."""
        return person_key(TEAM, self.user(number))

    def user(self, number: int) -> str:
        """The Slack user id of a partner's member."""
        return f"U{number % self.partners:08}"

    def arr(self, number: int) -> Cents:
        """What the ARR of a partner must be."""
        numbers = range(number % self.partners, self.subscriptions, self.partners)
        rows = (self._subscription(each, date(2026, 1, 1)) for each in numbers)
        return Cents(sum(row["contribution"] for row in rows if row["counts"]))

    def tables(self, today: date) -> Iterator[tuple[str, Iterable[Row]]]:
        """Each table with its rows, in the order in which they can be loaded."""
        yield "partners", (self._partner(each, today) for each in range(self.partners))
        yield "members", (self._member(each, today) for each in range(self.partners))
        yield "customers", (self._customer(each, today) for each in range(self.customers))
        yield "subscriptions", (self._subscription(each, today) for each in range(self.subscriptions))

    def _partner(self, number: int, today: date) -> Row:
        return {
            "id": self.partner(number),
            "name": f"Partner {number} & Co",
            "joined_on": str(today - timedelta(days=900)),
            "tier": "silver",
            "tier_since": str(today - timedelta(days=400)),
            "slack_team_id": TEAM,
            "slack_channel_id": f"C{number:08}",
            "grace_warned": False,
        }

    def _member(self, number: int, today: date) -> Row:
        return {
            "person": self.person(number),
            "partner_id": self.partner(number),
            "joined_at": f"{today} 10:00:00.000000",
        }

    def _customer(self, number: int, today: date) -> Row:
        return {
            "id": f"customer-{number:06}",
            "partner_id": self.partner(number),
            "name": f"Customer {number}",
            "domain": f"customer-{number}.example",
            "paying_since": str(self._paying_since(number, today)),
        }

    @staticmethod
    def _paying_since(customer: int, today: date) -> date:
        return today - timedelta(days=customer * 7 % 900)

    def _subscription(self, number: int, today: date) -> Row:
        nth = number // self.partners
        customer = (number + nth * self.partners) % self.customers
        kind = Kind.REFERRAL if nth % 3 else Kind.RESELLER
        cycle = BillingCycle.ANNUAL if nth % 5 == 4 else BillingCycle.MONTHLY
        amount = Cents(AMOUNTS[number % len(AMOUNTS)] + number % 97)
        rate = BasisPoints(RATES[nth % len(RATES)])
        status = STATUSES[nth % len(STATUSES)]
        since = today - timedelta(days=number % 20) if status is SubscriptionStatus.PAST_DUE else None
        return {
            "id": f"subscription-{number:07}",
            "partner_id": self.partner(number),
            "customer_id": f"customer-{customer:06}",
            "kind": kind.value,
            "product": "livechat",
            "plan": "business",
            "seats": 1 + number % 20,
            "billing_cycle": cycle.value,
            "amount": amount,
            "currency": "USD",
            "status": status.value,
            "rate": rate,
            "started_on": str(min(today, self._paying_since(customer, today) + timedelta(days=number % 90))),
            "contribution": contribution(kind, cycle, amount, rate),
            "counts": counts_on(today, status, since, past_due_days=PAST_DUE_DAYS),
            "past_due_since": str(since) if since else None,
        }


def _owner(row: Row) -> str:
    """The partner that a row is of; a partner's own row has no other key."""
    return str(row.get("partner_id", row.get("id")))


def load(url: str, tables: Iterable[tuple[str, Iterable[Row]]]) -> float:
    """Puts rows into the tables of a migrated database, in bulk, and returns the seconds it took."""
    begin = time.perf_counter()
    load = _copy if make_url(url).get_backend_name() == "postgresql" else _insert
    load(url, tables)
    return time.perf_counter() - begin


def _copy(url: str, tables: Iterable[tuple[str, Iterable[Row]]]) -> None:
    engine = create_engine(url, poolclass=NullPool, connect_args={"options": "-c timezone=UTC"})
    connection = engine.raw_connection()
    cursor: Any = connection.cursor()
    for table, rows in tables:
        remaining = iter(rows)
        first = next(remaining)
        with cursor.copy(f"COPY {table} ({', '.join(first)}) FROM STDIN") as copy:
            copy.write_row(tuple(first.values()))
            for row in remaining:
                copy.write_row(tuple(row.values()))
    connection.commit()
    connection.close()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as tidy:
        # what autovacuum does after such a load, for the index alone to be read
        tidy.exec_driver_sql("VACUUM ANALYZE")


def _insert(url: str, tables: Iterable[tuple[str, Iterable[Row]]]) -> None:
    engine = create_engine(url, poolclass=NullPool)
    connection = engine.raw_connection()
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys=ON")
    for table, rows in tables:
        remaining = iter(rows)
        while batch := list(islice(remaining, ROWS_AT_ONCE)):
            columns = tuple(batch[0])
            marks = ", ".join("?" * len(columns))
            values = [tuple(row.values()) for row in batch]
            cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", values)
    connection.commit()
    cursor.execute("ANALYZE")
    connection.close()
