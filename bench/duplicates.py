"""`duplicates`: whether a company is known already, among 100,000 companies: half of them leads, half customers.

What is timed is what a lead is checked by as its partner reaches page three: the unit of work, both searches, the
comparison of names. Names are made of few frequent words, so that many begin alike, as they do in the world.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import NullPool, Table, create_engine, insert

from bench.databases import Kind, both
from bench.report import percentile_99, say, show
from bench.world import World
from bot.program_file import load_program
from domain.companies import name_key
from domain.leads import Contact, LeadStatus, RewardOption
from domain.program import Program
from domain.usecases.lead_conflicts import familiar
from storage import tables
from storage.database import Database

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
GOAL = 20.0
"""Milliseconds that 99 of 100 checks may take."""

ROWS_AT_ONCE = 5_000
FIRST = (
    "International",
    "Global",
    "Nordic",
    "Northern",
    "United",
    "First",
    "Smart",
    "Digital",
    "Green",
    "Euro",
    "Inter",
)
SECOND = ("Software", "Logistics", "Foods", "Systems", "Trading", "Media", "Health", "Energy", "Travel", "Motors")
FORMS = ("Inc.", "GmbH", "Ltd", "Sp. z o.o.", "S.A.", "AB", "LLC")
SYLLABLES = ("ka", "lo", "mi", "ro", "ta", "ve", "zu", "ne", "bri", "sta", "dor", "pel", "gan", "ux", "on")


@dataclass(frozen=True)
class Scale:
    """How many companies are known, and how many are looked for."""

    partners: int
    companies: int
    calls: int


FULL = Scale(partners=1_000, companies=100_000, calls=2_000)
QUICK = Scale(partners=20, companies=2_000, calls=20)


def run(*, quick: bool) -> None:
    """Prints how long a check takes on each database: of a company that is known, of one by another name, of none."""
    scale, program = QUICK if quick else FULL, load_program(Path("program.yml"))
    world = World(partners=scale.partners, customers=0, subscriptions=0)
    rows: list[Sequence[str]] = []
    with both() as kinds:
        for kind in kinds:
            database = _loaded(kind, world, scale)
            for name in ("known", "alike", "new"):
                taken = _asked(database, program, world, scale, name)
                worst = percentile_99(taken)
                met = "yes" if worst <= GOAL else "no"
                rows.append([f"{kind.name}, {name}", f"{median(taken):.2f}", f"{worst:.2f}", met])
            database.dispose()
    title = f"Whether a company is known, among {scale.companies:,} companies"
    show(title, ["company", "median ms", "99 % ms", f"within {GOAL:.0f} ms"], rows)


def _loaded(kind: Kind, world: World, scale: Scale) -> Database:
    url = kind.create("companies")
    world.load_without_sales(url, NOW.date())
    begin = time.perf_counter()
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        for table, first in ((tables.leads, 0), (tables.customers, 1)):
            for part in _parts(table, world, first, scale.companies):
                connection.execute(insert(table), part)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as tidy:
        tidy.exec_driver_sql("ANALYZE" if engine.dialect.name == "sqlite" else "VACUUM ANALYZE")
    engine.dispose()
    say(f"{kind.name}: {scale.companies:,} companies loaded in {time.perf_counter() - begin:.1f} s")
    return Database(url)


def _parts(table: Table, world: World, first: int, count: int) -> Iterator[list[dict[str, Any]]]:
    make = _lead if table is tables.leads else _customer
    numbers = range(first, count, 2)
    for start in range(0, len(numbers), ROWS_AT_ONCE):
        yield [make(world, number) for number in numbers[start : start + ROWS_AT_ONCE]]


def _asked(database: Database, program: Program, world: World, scale: Scale, name: str) -> list[float]:
    """The milliseconds of each check; the first tenth warms up."""
    chance = random.Random(scale.calls)
    taken = []
    for _ in range(scale.calls):
        number = chance.randrange(scale.companies)
        contact = _contact(number, name, scale)
        begin = time.perf_counter()
        with database.read() as uow:
            familiar(uow, program, world.partner(number + 1), contact, today=NOW.date())
        taken.append((time.perf_counter() - begin) * 1000)
    return taken[scale.calls // 10 :]


def _contact(number: int, name: str, scale: Scale) -> Contact:
    company, site = _name(number), _site(number)
    if name == "alike":
        company, site = f"{company[:-3]}x {FORMS[0]}", f"other{number}.com"
    if name == "new":
        company, site = _name(number + scale.companies), _site(number + scale.companies)
    return Contact(company, site, "Ann", "Lee", f"ann@{site}")


def _name(number: int) -> str:
    """Four names of five begin with one of few words; all differ."""
    made = random.Random(number)
    own = "".join(made.choice(SYLLABLES) for _ in range(3)).title()
    front = f"{made.choice(FIRST)} {own}" if number % 5 else own
    return f"{front} {made.choice(SECOND)} {made.choice(FORMS)}"


def _site(number: int) -> str:
    return f"company{number}.com"


def _customer(world: World, number: int) -> dict[str, Any]:
    return {
        "id": f"company-{number}",
        "partner_id": world.partner(number),
        "name": _name(number),
        "domain": _site(number),
        "name_key": name_key(_name(number)),
    }


def _lead(world: World, number: int) -> dict[str, Any]:
    site = _site(number)
    status = (LeadStatus.SUBMITTED, LeadStatus.APPROVED, LeadStatus.WON, LeadStatus.LOST)[number // 2 % 4]
    return {
        "partner_id": world.partner(number),
        "submitted_by": world.person(number),
        "submitted_at": NOW,
        "draft_id": f"draft-{number}",
        "company": _name(number),
        "domain": site,
        "first_name": "Ann",
        "last_name": "Lee",
        "email": f"ann@{site}",
        "reward": RewardOption.REV_SHARE,
        "products": (),
        "involvement": "email",
        "below_criteria": False,
        "status": status,
        "legal_review": False,
        "security_review": False,
        "wins": 0,
        "version": 1,
        "name_key": name_key(_name(number)),
        "mail_domain": site,
    }
