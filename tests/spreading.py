"""How `--dist loadscope` spreads the tests over processes: file by file, and what shares much in one process.

By where a test is: marks of its group get lost between pytest 9.2 and xdist 3.8, without a word.
"""

from __future__ import annotations

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    "tests/bench/": "benchmarks",
    "tests/e2e/": "one Chromium",
    "tests/sandbox/test_page_": "one Chromium",
    "tests/cli/": "one program that has been imported",
}
"""Where the paths of tests begin that are for one process: they share what takes long to start, or all cores."""

LONG = (*TOGETHER, "tests/properties/", "tests/crash/", "tests/permissions/", "tests/views/", "tests/doors/")
"""Begun first, in this order, or one process would still be at them when all others have ended."""


def unit(test: str) -> str:
    """What a test, by its id, is handed out with."""
    return next((name for start, name in TOGETHER.items() if test.startswith(start)), test.partition("::")[0])


def turn(test: str) -> int:
    """The lower, the sooner it is handed out."""
    return next((number for number, start in enumerate(LONG) if test.startswith(start)), len(LONG))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is of one turn stays in the random order that it has by now."""
    items.sort(key=lambda item: turn(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Hands tests out by `unit`, in the order in which they were collected."""
    if config.getoption("dist") != "loadscope":
        return None
    config.option.loadscopereorder = False
    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = unit
    return scheduler
