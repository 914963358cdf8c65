"""`arr`: a partner's overview and its ARR taken apart, among a million subscriptions and among next to none.

What is timed is the whole answer in the worker thread: the unit of work, the handler, and the blocks as JSON. Each
partner has as many subscriptions as any other. The database of all is compared with two floors: one with all partners
and members of whom nobody has sold anything (the empty program), and one that holds nothing but one partner with its
very same subscriptions, which is what the answer itself costs.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from sqlalchemy import NullPool, create_engine

from bench.databases import Kind, both
from bench.report import Spread, percentile_99, say, show
from bench.world import World
from bot.as_json import as_json
from bot.program_file import load_program
from domain.people import PersonKey
from handlers.arr.handlers import arr
from handlers.context import Context, House
from handlers.overview.handlers import overview
from handlers.requests import Command
from handlers.results import Reply
from storage.database import Database
from storage.repositories.partners import FIGURES

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
TODAY = NOW.date()
NEW_SINCE = TODAY.replace(year=TODAY.year - 1)
INDEX = "ix_subscriptions_arr"
ONE = 7
"""The partner that has a database of its own."""

Handle = Callable[[Command, Context], object]


@dataclass(frozen=True)
class Scale:
    """How much is loaded and how often it is asked."""

    world: World
    rounds: int
    calls: int


FULL = Scale(World(partners=5_000, customers=35_000, subscriptions=1_000_000), rounds=10, calls=300)
QUICK = Scale(World(partners=20, customers=100, subscriptions=2_000), rounds=2, calls=20)


@dataclass
class Asked:
    """A database that is asked, and the milliseconds each answer took, by round. `only`: the one partner in it."""

    name: str
    database: Database
    only: int | None = None
    rounds: list[list[float]] = field(default_factory=list)

    @property
    def all(self) -> list[float]:
        """The milliseconds of all rounds."""
        return [each for taken in self.rounds for each in taken]


def run(*, quick: bool) -> None:
    """Prints the latency of both use cases for each database, and the plan of the sum."""
    scale = QUICK if quick else FULL
    world, house = scale.world, House(load_program(Path("program.yml")))
    rows: list[Sequence[str]] = []
    notes: list[str] = []
    with both() as kinds:
        for kind in kinds:
            databases = _loaded(kind, world)
            full = databases[-1]
            _check(full.database, world)
            for name, handle in (("overview", overview), ("arr", arr)):
                _measure(databases, handle, scale, house)
                rows += [_row(name, each, databases) for each in databases]
            plan = _plan(str(full.database.url.render_as_string(hide_password=False)), world.partner(ONE))
            alone = "alone" if _is_index_only(plan) else "AND THE TABLE"
            notes += [f"{kind.name}: the sum is read from the index {alone}:", *[f"    {line}" for line in plan]]
            for each in databases:
                each.database.dispose()
    of_each = world.subscriptions // world.partners
    show(
        f"Overview and ARR of a partner with {of_each} of {world.subscriptions:,} subscriptions",
        ["asked", "median ms", "99 % ms", "of no sales", "of that partner alone"],
        rows,
        *notes,
    )


def _loaded(kind: Kind, world: World) -> list[Asked]:
    """No sales, one partner alone, everybody."""
    urls = [kind.create(name) for name in ("bare", "alone", "full")]
    world.load_without_sales(urls[0], TODAY)
    world.load_one(urls[1], TODAY, ONE)
    say(f"{kind.name}: {world.subscriptions:,} subscriptions loaded in {world.load(urls[2], TODAY):.1f} s")
    names = ("no sales", "one partner alone", f"{world.subscriptions:,}")
    only = (None, ONE, None)
    return [Asked(f"{kind.name}, {n}", Database(u), o) for n, u, o in zip(names, urls, only, strict=True)]


def _check(full: Database, world: World) -> None:
    with full.read() as uow:
        found = uow.arr.lines(world.partner(ONE), offset=0, limit=1).total
    if found != world.arr(ONE):
        raise RuntimeError(f"the sum is {found}, and {world.arr(ONE)} was loaded")


def _measure(databases: Sequence[Asked], handle: Handle, scale: Scale, house: House) -> None:
    """Asks all databases in turn, so that what else the machine does falls on each; the first round warms up."""
    chance = random.Random(scale.calls)
    for each in databases:
        each.rounds = []
    for _ in range(scale.rounds):
        numbers = [chance.randrange(scale.world.partners) for _ in range(scale.calls)]
        for each in databases:
            asked = numbers if each.only is None else [each.only] * len(numbers)
            each.rounds.append(
                [_milliseconds(each.database, handle, house, scale.world.person(number)) for number in asked]
            )
    for each in databases:
        each.rounds.pop(0)


def _milliseconds(database: Database, handle: Handle, house: House, person: PersonKey) -> float:
    asked = Command(person, "/partner", "", "", "C0BENCH00")
    begin = time.perf_counter()
    with database.read() as uow:
        said = handle(asked, Context(house, uow, person, NOW))
        if not isinstance(said, Reply):
            raise TypeError(f"{type(said).__name__} is no answer in words")
        for block in said.blocks:
            as_json(block)
    return (time.perf_counter() - begin) * 1000


def _row(name: str, asked: Asked, databases: Sequence[Asked]) -> Sequence[str]:
    ratios = [_ratio(asked, floor) for floor in databases[:2]]
    return f"{name}: {asked.name}", f"{median(asked.all):.3f}", f"{percentile_99(asked.all):.3f}", *ratios


def _ratio(asked: Asked, floor: Asked) -> str:
    ratios = [median(one) / median(other) for one, other in zip(asked.rounds, floor.rounds, strict=True)]
    return "1" if asked is floor else Spread.of(ratios).times()


def _plan(url: str, partner_id: str) -> list[str]:
    """The part of the plan that sums the ARR, as the database tells it."""
    engine = create_engine(url, poolclass=NullPool)
    asked = FIGURES.params(partner_id=partner_id, new_since=NEW_SINCE)
    sql = str(asked.compile(engine, compile_kwargs={"literal_binds": True}))
    is_sqlite = engine.dialect.name == "sqlite"
    explain = (
        "EXPLAIN QUERY PLAN" if is_sqlite else "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF, BUFFERS OFF)"
    )
    with engine.connect() as connection:
        lines = [str(row[-1]) for row in connection.exec_driver_sql(f"{explain} {sql}".replace("%", "%%"))]
    engine.dispose()
    start = next((index for index, line in enumerate(lines) if INDEX in line), None)
    if start is None:
        return [line.strip() for line in lines]
    return [line.strip() for line in (lines[start : start + 1] if is_sqlite else lines[start : start + 4])]


def _is_index_only(plan: Sequence[str]) -> bool:
    """Whether the index was used and no row of the table read."""
    covering = f"COVERING INDEX {INDEX}" in plan[0]
    return covering or (f"Index Only Scan using {INDEX}" in plan[0] and "Heap Fetches: 0" in plan)
