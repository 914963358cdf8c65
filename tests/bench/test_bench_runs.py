"""The benchmarks run to their end: the quick variants, for their rows and never for their figures."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import URL

from bench.databases import SERVER

Bench = Callable[..., str]

ROOT = Path(__file__).parent.parent.parent

ROWS = {
    "command": [
        "bare Bolt echo",
        "/partner on SQLite ",
        "/partner on PostgreSQL",
        "/partner on SQLite, one of 60 commands",
        "60 commands against the real ones",
    ],
    "arr": [
        "overview: SQLite, no sales",
        "arr: SQLite, one partner alone",
        "arr: SQLite, 2,000",
        "USING COVERING INDEX ix_subscriptions_arr",
        "overview: PostgreSQL, no sales",
        "arr: PostgreSQL, one partner alone",
        "arr: PostgreSQL, 2,000",
        "Index Only Scan using ix_subscriptions_arr",
    ],
    "authorize": ["1 on SQLite", "40 on SQLite", "1 on PostgreSQL", "40 on PostgreSQL", "≤ 1.1 ×"],
    "board": [
        "bare Bolt echo",
        "board: SQLite",
        "search, one lead: SQLite",
        "late: PostgreSQL",
        "search, two frequent words: PostgreSQL",
    ],
    "claims": [
        "catalogue: SQLite, no claims",
        "catalogue: PostgreSQL, 1,000 claims",
        "desk, mine: SQLite, 1,000 claims",
        "desk, late: PostgreSQL, 1,000 claims",
    ],
    "duplicates": ["SQLite, known", "SQLite, alike", "PostgreSQL, new", "within 20 ms"],
    "events": ["SQLite", "PostgreSQL", "1,000", "of the raw driver's"],
    "imports": ["SQLite", "PostgreSQL", "rows/s", "< 300 MB"],
    "outbox": ["bare calls", "dispatcher on SQLite", "dispatcher on PostgreSQL"],
}


OWN_SERVER = {"command", "arr", "board"}
"""The one tells the server's CPU time; the other its plan, which is another where commits are not waited for."""


@pytest.fixture
def bench(postgresql_server: URL) -> Bench:
    """What `python -m bench` prints on the PostgreSQL of all tests: starting one takes longer than the work."""
    shared = {**os.environ, SERVER: postgresql_server.render_as_string(hide_password=False)}

    def run(*arguments: str, own_server: bool = False) -> str:
        environment = dict(os.environ) if own_server else shared
        command = [sys.executable, "-m", "bench", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=110, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.mark.parametrize("name", ROWS)
def test_the_quick_variant_prints_all_its_rows(bench: Bench, name: str) -> None:
    printed = bench(name, "--quick", own_server=name in OWN_SERVER)
    assert [row for row in ROWS[name] if row not in printed] == []


def test_the_profile_ranks_libraries_and_functions_on_both_databases(bench: Bench) -> None:
    printed = bench("command", "--quick", "--profile")
    for database in ("SQLite", "PostgreSQL"):
        assert f"Where the CPU time of /partner on {database} goes, by library" in printed
        assert f"Where the CPU time of /partner on {database} goes, by function" in printed
    assert "bot (ours)" in printed
