"""`arr`: the figures of a partner's overview, its ARR above all, among a million subscriptions and among none."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from statistics import median

from sqlalchemy import NullPool, create_engine

from bench.databases import Kind, both
from bench.report import Spread, percentile_99, say, show
from bench.world import World
from storage.database import Database
from storage.repositories.partners import FIGURES

TODAY = datetime(2026, 11, 2, tzinfo=UTC).date()
NEW_SINCE = TODAY.replace(year=TODAY.year - 1)
INDEX = "ix_subscriptions_arr"


@dataclass(frozen=True)
class Scale:
    """How much is loaded and how often it is asked."""

    world: World
    rounds: int
    calls: int


FULL = Scale(World(partners=5_000, customers=35_000, subscriptions=1_000_000), rounds=10, calls=500)
QUICK = Scale(World(partners=20, customers=100, subscriptions=2_000), rounds=2, calls=20)


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
    """Prints the latency of `partners.figures` and whether the plan reads the index alone, for each database."""
    scale = QUICK if quick else FULL
    world = scale.world
    rows: list[Sequence[str]] = []
    notes: list[str] = []
    with both() as kinds:
        for kind in kinds:
            full_url = kind.create("full")
            load = world.load(full_url, TODAY)
            say(f"{kind.name}: {world.subscriptions:,} subscriptions loaded in {load:.1f} s")
            empty, full = _ask(kind, kind.create("empty"), full_url, scale)
            plan = _plan(full_url, world.partner(7))
            rows += [_row(empty, empty, ""), _row(full, empty, "yes" if _is_index_only(plan) else "NO")]
            notes += [f"{kind.name}, loaded in {load:.1f} s; the plan of the sum:", *[f"    {line}" for line in plan]]
    title = f"A partner's figures among {world.subscriptions:,} subscriptions of {world.partners:,} partners"
    show(title, ["database", "median ms", "99 % ms", "of the empty one", "sum from the index alone"], rows, *notes)


def _ask(kind: Kind, empty_url: str, full_url: str, scale: Scale) -> tuple[Asked, Asked]:
    empty = Asked(f"{kind.name}, empty", Database(empty_url))
    full = Asked(f"{kind.name}, {scale.world.subscriptions:,}", Database(full_url))
    chance = random.Random(scale.calls)
    for _ in range(scale.rounds):
        numbers = [chance.randrange(scale.world.partners) for _ in range(scale.calls)]
        for asked in (empty, full):
            asked.rounds.append([_milliseconds(asked.database, scale.world, number) for number in numbers])
    with full.database.read() as uow:
        found = uow.partners.figures(scale.world.partner(7), new_since=NEW_SINCE).tiers.arr
    if found != scale.world.arr(7):
        raise RuntimeError(f"the sum is {found}, and {scale.world.arr(7)} was loaded")
    for asked in (empty, full):
        asked.rounds.pop(0)  # warming up
        asked.database.dispose()
    return empty, full


def _milliseconds(database: Database, world: World, number: int) -> float:
    partner = world.partner(number)
    with database.read() as uow:
        begin = time.perf_counter()
        uow.partners.figures(partner, new_since=NEW_SINCE)
        return (time.perf_counter() - begin) * 1000


def _row(asked: Asked, floor: Asked, index_only: str) -> Sequence[str]:
    ratios = [median(one) / median(other) for one, other in zip(asked.rounds, floor.rounds, strict=True)]
    ratio = "1" if asked is floor else Spread.of(ratios).times()
    return asked.name, f"{median(asked.all):.3f}", f"{percentile_99(asked.all):.3f}", ratio, index_only


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
