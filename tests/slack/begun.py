"""A database as a bot leaves it that has just started: the jobs of the day and the week have run, on nobody yet.

Half of a story's beginning were these jobs, which every bot makes up at its start.
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock
from sqlalchemy import URL

from bot.jobs import Daily, Jobs, Weekly
from bot.telemetry import Metrics
from domain.program import Program
from storage.clock import SystemClock
from storage.database import Database
from tests.databases import new_template

TEMPLATE = "begun"


def begun_file(program: Program, migrated: Path, folder: Path) -> Path:
    """A SQLite database to be copied, made by the first process that asks."""
    begun = folder / "begun.db"
    with FileLock(folder / "begun.lock"):
        if not begun.exists():
            growing = Path(shutil.copy(migrated, folder / "beginning.db"))
            _begin(program, f"sqlite:///{growing}")
            growing.rename(begun)
    return begun


def begun_template(program: Program, server: URL, folder: Path) -> str:
    """The name of a PostgreSQL database to be copied, made by the first process that asks."""
    ready = folder / "begun.ready"
    with FileLock(folder / "begun-postgresql.lock"):
        if not ready.exists():
            _begin(program, new_template(server, TEMPLATE))
            ready.touch()
    return TEMPLATE


def _begin(program: Program, url: str) -> None:
    database = Database(url)
    jobs = Jobs(
        database=database.patient(), program=program, clock=SystemClock(), metrics=Metrics(),
        wake=lambda: None,
    )  # fmt: skip
    for job in jobs.all.values():
        if isinstance(job.schedule, Daily | Weekly):
            jobs.run(job.name, datetime.now(UTC))
    database.dispose()
