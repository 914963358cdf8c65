"""`claims`: the partner's catalogue and the desk's list among 50,000 claims, and where nobody has claimed anything.

What is timed is the whole answer in the worker thread: the unit of work, the handler, and the blocks as JSON. Partners
and staff are the same in both databases; one claim in 25 is still open.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import NullPool, create_engine, insert

from bench.databases import Kind, both
from bench.report import Spread, percentile_99, say, show
from bench.world import TEAM, World
from bot.as_json import as_json
from bot.program_file import load_program
from domain.benefits import Queue
from domain.claims import ClaimStatus
from domain.people import PersonKey, Role, person_key
from handlers.benefits.handlers import benefits
from handlers.context import Context, House
from handlers.desk.list import claims
from handlers.requests import Command
from handlers.results import Reply
from storage import tables
from storage.database import Database

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
AMY = person_key(TEAM, "U0BENCHAMY")
ROWS_AT_ONCE = 5_000
KEYS = ("onboarding", "free_accounts", "directory_profile", "blog_post", "success_story")
CLOSED = (ClaimStatus.FULFILLED, ClaimStatus.FULFILLED, ClaimStatus.DECLINED, ClaimStatus.WITHDRAWN)
RUNS = {"free_accounts", "directory_profile"}

Handle = Callable[[Command, Context], object]


@dataclass(frozen=True)
class Scale:
    """How much is loaded and how often it is asked."""

    partners: int
    claims: int
    rounds: int
    calls: int


FULL = Scale(partners=1_000, claims=50_000, rounds=10, calls=200)
QUICK = Scale(partners=20, claims=1_000, rounds=2, calls=10)


@dataclass(frozen=True)
class Question:
    """What is asked, by a partner's person or by the account manager of all."""

    name: str
    command: str
    rest: str
    handle: Handle
    by_staff: bool


QUESTIONS = (
    Question("catalogue", "/partner", "", benefits, by_staff=False),
    Question("desk, all to do", "/program", "", claims, by_staff=True),
    Question("desk, mine", "/program", "mine", claims, by_staff=True),
    Question("desk, late", "/program", "late", claims, by_staff=True),
)


@dataclass
class Asked:
    """A database that is asked, and the milliseconds each answer took, by round."""

    name: str
    database: Database
    rounds: list[list[float]] = field(default_factory=list)

    @property
    def all(self) -> list[float]:
        """The milliseconds of all rounds."""
        return [each for taken in self.rounds for each in taken]


def run(*, quick: bool) -> None:
    """Prints the latency of each question for each database, beside that of one without claims."""
    scale, house = QUICK if quick else FULL, House(load_program(Path("program.yml")))
    world = World(partners=scale.partners, customers=0, subscriptions=0)
    rows: list[Sequence[str]] = []
    with both() as kinds:
        for kind in kinds:
            databases = _loaded(kind, world, scale)
            for question in QUESTIONS:
                _measure(databases, question, world, scale, house)
                rows += [_row(question, each, databases[0]) for each in databases]
            for each in databases:
                each.database.dispose()
    show(
        f"Catalogue and desk among {scale.claims:,} claims of {scale.partners:,} partners",
        ["asked", "median ms", "99 % ms", "of no claims"],
        rows,
    )


def _loaded(kind: Kind, world: World, scale: Scale) -> list[Asked]:
    urls = [kind.create(name) for name in ("unclaimed", "claimed")]
    for url in urls:
        world.load_without_sales(url, NOW.date())
        database = Database(url)
        with database.write() as uow:
            uow.people.add_staff(AMY, Role.ACCOUNT_MANAGER, now=NOW)
            uow.commit()
        database.dispose()
    say(f"{kind.name}: {scale.claims:,} claims loaded in {_load(urls[1], world, scale):.1f} s")
    names = ("no claims", f"{scale.claims:,} claims")
    return [Asked(f"{kind.name}, {name}", Database(url)) for name, url in zip(names, urls, strict=True)]


def _load(url: str, world: World, scale: Scale) -> float:
    begin = time.perf_counter()
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        for start in range(0, scale.claims, ROWS_AT_ONCE):
            connection.execute(
                insert(tables.claims), list(_claims(world, start, min(start + ROWS_AT_ONCE, scale.claims)))
            )
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as tidy:
        tidy.exec_driver_sql("ANALYZE" if engine.dialect.name == "sqlite" else "VACUUM ANALYZE")
    engine.dispose()
    return time.perf_counter() - begin


def _claims(world: World, start: int, end: int) -> Iterator[dict[str, Any]]:
    for number in range(start, end):
        at = NOW - timedelta(days=number % 900, minutes=number)
        status = ClaimStatus.REQUESTED if number % 25 == 0 else CLOSED[number % len(CLOSED)]
        key = KEYS[number % 7 % len(KEYS)]
        runs = status is ClaimStatus.FULFILLED and key in RUNS
        yield {
            "partner_id": world.partner(number),
            "benefit": key,
            "tier": "silver",
            "claimed_by": world.person(number),
            "claimed_at": at,
            "draft_id": f"draft-{number}",
            "answers": {"topics": "Installing, chatbots and reports", "products": ["livechat"]},
            "queue": Queue.DESK,
            "status": status,
            "status_since": at,
            "handler": AMY if number % 3 else None,
            "due_on": at.date() + timedelta(days=5),
            "waiting": False,
            "running_since": at.date() if runs else None,
            "review_on": at.date() + timedelta(days=365) if runs else None,
            "version": 1,
        }


def _measure(databases: Sequence[Asked], question: Question, world: World, scale: Scale, house: House) -> None:
    """Asks both databases in turn, so that what else the machine does falls on each; the first round warms up."""
    chance = random.Random(scale.calls)
    for each in databases:
        each.rounds = []
    for _ in range(scale.rounds):
        people = [
            AMY if question.by_staff else world.person(chance.randrange(scale.partners)) for _ in range(scale.calls)
        ]
        for each in databases:
            each.rounds.append([_milliseconds(each.database, question, house, person) for person in people])
    for each in databases:
        each.rounds.pop(0)


def _milliseconds(database: Database, question: Question, house: House, person: PersonKey) -> float:
    asked = Command(person, question.command, "", question.rest, "C0BENCH00")
    begin = time.perf_counter()
    with database.read() as uow:
        said = question.handle(asked, Context(house, uow, person, NOW))
        if not isinstance(said, Reply):
            raise TypeError(f"{type(said).__name__} is no answer in words")
        for block in said.blocks:
            as_json(block)
    return (time.perf_counter() - begin) * 1000


def _row(question: Question, asked: Asked, floor: Asked) -> Sequence[str]:
    ratios = [median(one) / median(other) for one, other in zip(asked.rounds, floor.rounds, strict=True)]
    ratio = "1" if asked is floor else Spread.of(ratios).times()
    return f"{question.name}: {asked.name}", f"{median(asked.all):.3f}", f"{percentile_99(asked.all):.3f}", ratio
