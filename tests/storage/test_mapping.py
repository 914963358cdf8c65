"""Entities are mapped once for the whole process, whoever is first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

SEVERAL_AT_ONCE = """
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from storage.database import Database

sys.setswitchinterval(1e-6)
together = Barrier(8)

def open_database(_):
    together.wait()
    return Database("sqlite://")

with ThreadPoolExecutor(8) as threads:
    print(len(list(threads.map(open_database, range(8)))))
"""


def test_several_threads_may_open_a_database_at_once() -> None:
    run = subprocess.run(  # a new process: in this one they may be mapped already
        [sys.executable, "-c", SEVERAL_AT_ONCE], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (run.stdout, run.stderr) == ("8\n", "")
