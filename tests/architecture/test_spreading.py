"""Tests that share a browser, a program or all cores are kept in one process, and begun first."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEST = """
import os
from pathlib import Path

def test_it():
    with Path({log!r}).open("a") as lines:
        lines.write(os.environ["PYTEST_XDIST_WORKER"] + " {name}\\n")
"""
NAMES = (
    *("bench/test_one", "e2e/test_one", "e2e/test_two", "sandbox/test_page_one", "cli/test_one", "cli/test_two"),
    *("properties/test_one", "sandbox/test_other", *(f"unit/test_{number}" for number in range(12))),
)
ALONE = ("-p", "tests.spreading", "-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-p", "no:asyncio")


def test_what_shares_much_is_in_one_process_and_begins_first(tmp_path: Path) -> None:
    log = tmp_path / "log"
    for name in NAMES:
        file = tmp_path / "tests" / f"{name}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(TEST.format(log=str(log), name=name))
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadscope", "--rootdir", ".", *ALONE, "tests"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    environment["PYTHONPATH"] = str(ROOT)
    done = subprocess.run(
        [*command, "--import-mode=importlib"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr

    ran: dict[str, list[str]] = defaultdict(list)
    for line in log.read_text().splitlines():
        process, name = line.split()
        ran[process].append(name)
    assert sorted(name for names in ran.values() for name in names) == sorted(NAMES)
    for together in ({"e2e/test_one", "e2e/test_two", "sandbox/test_page_one"}, {"cli/test_one", "cli/test_two"}):
        assert sum(not together.isdisjoint(names) for names in ran.values()) == 1
    long = {"bench/test_one", "properties/test_one"}
    for names in ran.values():
        turns = [name.startswith("unit/") or name == "sandbox/test_other" for name in names]
        assert turns == sorted(turns)
    assert long <= {name for names in ran.values() for name in names}
