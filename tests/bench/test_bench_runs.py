"""The benchmarks run to their end: the quick variants, for their rows and never for their figures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

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
    "claims": [
        "catalogue: SQLite, no claims",
        "catalogue: PostgreSQL, 1,000 claims",
        "desk, mine: SQLite, 1,000 claims",
        "desk, late: PostgreSQL, 1,000 claims",
    ],
    "events": ["SQLite", "PostgreSQL", "1,000", "of the raw driver's"],
    "imports": ["SQLite", "PostgreSQL", "rows/s", "< 300 MB"],
    "outbox": ["bare calls", "dispatcher on SQLite", "dispatcher on PostgreSQL"],
}


def bench(*arguments: str) -> str:
    """What `python -m bench` prints."""
    command = [sys.executable, "-m", "bench", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("name", ROWS)
def test_the_quick_variant_prints_all_its_rows(name: str) -> None:
    printed = bench(name, "--quick")
    assert [row for row in ROWS[name] if row not in printed] == []


def test_the_profile_ranks_libraries_and_functions_on_both_databases() -> None:
    printed = bench("command", "--quick", "--profile")
    for database in ("SQLite", "PostgreSQL"):
        assert f"Where the CPU time of /partner on {database} goes, by library" in printed
        assert f"Where the CPU time of /partner on {database} goes, by function" in printed
    assert "bot (ours)" in printed
