"""The benchmarks run to their end: the quick variants, for their rows and never for their figures."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import URL

from bench.databases import SERVER

pytestmark = pytest.mark.timeout(600)  # the first of them waits for all

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


OWN_SERVER = ("command", "arr", "board")
"""They tell the server's CPU time, or its plan, which is another where commits are not waited for."""

HEAD = re.compile(r"^Benchmark: (\w+)$", re.MULTILINE)


def bench(*arguments: str, **environment: str) -> str:
    """What `python -m bench` prints."""
    done = subprocess.run(
        [sys.executable, "-m", "bench", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def on_shared_server(postgresql_server: URL) -> dict[str, str]:
    """The variable that names the PostgreSQL of all tests: starting one takes longer than the work."""
    return {SERVER: postgresql_server.render_as_string(hide_password=False)}


@pytest.fixture(scope="module")
def printed(on_shared_server: dict[str, str]) -> dict[str, str]:
    """What each quick variant prints. Run in two processes: to start one for each took longer."""
    others = [name for name in ROWS if name not in OWN_SERVER]
    _, *parts = HEAD.split(bench(*OWN_SERVER, "--quick") + bench(*others, "--quick", **on_shared_server))
    return dict(zip(parts[::2], parts[1::2], strict=True))


@pytest.mark.parametrize("name", ROWS)
def test_the_quick_variant_prints_all_its_rows(printed: dict[str, str], name: str) -> None:
    assert [row for row in ROWS[name] if row not in printed[name]] == []


def test_the_profile_ranks_libraries_and_functions_on_both_databases(on_shared_server: dict[str, str]) -> None:
    printed = bench("command", "--quick", "--profile", **on_shared_server)
    for database in ("SQLite", "PostgreSQL"):
        assert f"Where the CPU time of /partner on {database} goes, by library" in printed
        assert f"Where the CPU time of /partner on {database} goes, by function" in printed
    assert "bot (ours)" in printed
