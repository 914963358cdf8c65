"""`imports`: rows of subscriptions a second by the command line, against the raw driver inserting the same rows."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import NullPool, create_engine

from bench.databases import Kind, both
from bench.report import Spread, say, show
from bench.world import Row, World

ROOT = Path(__file__).parent.parent
TODAY = datetime(2026, 11, 2, tzinfo=UTC).date()
ROWS_AT_ONCE = 10_000
GOAL = 300
"""Megabytes."""


@dataclass(frozen=True)
class Scale:
    """How much is imported, and how often."""

    world: World
    rounds: int


FULL = Scale(World(partners=5_000, customers=35_000, subscriptions=1_000_000), rounds=3)
QUICK = Scale(World(partners=20, customers=100, subscriptions=2_000), rounds=1)


@dataclass
class Measured:
    """What the rounds on one kind of database measured: rows a second, and megabytes at the most."""

    raw: list[float] = field(default_factory=list)
    new: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


def run(*, quick: bool) -> None:
    """Prints the rows a second of a first import, of the same one again, and of the raw driver; and the memory."""
    scale = QUICK if quick else FULL
    rows = []
    with tempfile.TemporaryDirectory(prefix="partner-bench-") as folder, both() as kinds:
        file = Path(folder) / "subscriptions.csv"
        _write(file, scale.world)
        say(f"{file.stat().st_size / 1e6:.0f} MB of CSV")
        for kind in kinds:
            measured = Measured()
            for number in range(scale.rounds):
                _round(kind, scale.world, file, number, measured)
            rows.append(_row(kind.name, measured))
    show(
        f"Import of {scale.world.subscriptions:,} subscriptions of {scale.world.customers:,} customers",
        ["database", "rows/s", "raw driver's", "of the raw driver's", "goal", "again, rows/s", "memory", "goal"],
        rows,
        f"Medians of {scale.rounds} rounds; the least and the most in brackets. Ours is the whole command, with the",
        "start of the interpreter; the raw driver's is its time alone for the same rows, which are made beforehand.",
    )


def _row(name: str, measured: Measured) -> Sequence[str]:
    ratio = Spread.of([one / other for one, other in zip(measured.new, measured.raw, strict=True)])
    rates = [f"{Spread.of(each).median:,.0f}" for each in (measured.new, measured.raw, measured.again)]
    memory = f"{max(measured.memory):,.0f} MB"
    return name, rates[0], rates[1], ratio.times(), "≥ 0.33 ×", rates[2], memory, f"< {GOAL} MB"


def _round(kind: Kind, world: World, file: Path, number: int, measured: Measured) -> None:
    raw, ours = (kind.create(f"{name}-{number}") for name in ("raw", "ours"))
    for url in (raw, ours):
        world.load_without_sales(url, TODAY)
    measured.raw.append(world.subscriptions / _raw(raw, world))
    for rates in (measured.new, measured.again):
        seconds, megabytes = _import(ours, file)
        rates.append(world.subscriptions / seconds)
        measured.memory.append(megabytes)
    say(f"{kind.name}: {measured.new[-1]:,.0f} rows/s of {measured.raw[-1]:,.0f}")


def _import(url: str, file: Path) -> tuple[float, float]:
    """The seconds that the command took, and the most memory that it had."""
    environment = {**os.environ, "DATABASE_URL": url, "PROGRAM_FILE": str(ROOT / "program.yml")}
    command = [sys.executable, str(ROOT / "app.py"), "import", "subscriptions", str(file)]
    begin = time.perf_counter()
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        said = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(said.decode())
    return time.perf_counter() - begin, usage.ru_maxrss / 1024


def _write(file: Path, world: World) -> None:
    tables = dict(world.tables(TODAY))
    customers = {row["id"]: row for row in tables["customers"]}
    with file.open("w", newline="", encoding="utf-8") as out:
        lines = (_line(row, customers[row["customer_id"]]) for row in tables["subscriptions"])
        first = next(lines)
        writer = csv.DictWriter(out, first.keys())
        writer.writeheader()
        writer.writerow(first)
        writer.writerows(lines)


def _line(row: Row, customer: Row) -> Mapping[str, object]:
    return {
        "id": row["id"],
        "partner": customer["partner_id"],
        "customer_id": customer["id"],
        "customer_name": customer["name"],
        "customer_domain": customer["domain"],
        "kind": row["kind"],
        "product": row["product"],
        "plan": row["plan"],
        "seats": row["seats"],
        "billing_cycle": row["billing_cycle"],
        "amount": f"{row['amount'] / 100:.2f}",
        "currency": row["currency"],
        "status": row["status"],
        "rate": f"{row['rate'] / 10_000:.2f}",
        "started_on": row["started_on"],
        "ended_on": "",
    }


def _raw(url: str, world: World) -> float:
    """The seconds that the driver alone takes for the customers and subscriptions, in one transaction."""
    engine = create_engine(url, poolclass=NullPool)
    connection = engine.raw_connection()
    cursor: Any = connection.cursor()
    is_sqlite = engine.dialect.name == "sqlite"
    if is_sqlite:
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
    seconds = 0.0
    tables = dict(world.tables(TODAY))
    for table in ("customers", "subscriptions"):
        for columns, rows in _chunks(tables[table]):
            begin = time.perf_counter()
            if is_sqlite:
                marks = ", ".join("?" * len(columns))
                cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
            else:
                with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
            seconds += time.perf_counter() - begin
    begin = time.perf_counter()
    connection.commit()
    seconds += time.perf_counter() - begin
    connection.close()
    engine.dispose()
    return seconds


def _chunks(rows: Any) -> Iterator[tuple[tuple[str, ...], list[tuple[Any, ...]]]]:
    remaining = iter(rows)
    while chunk := list(islice(remaining, ROWS_AT_ONCE)):
        yield tuple(chunk[0]), [tuple(row.values()) for row in chunk]
