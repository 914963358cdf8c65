"""What all tests may ask for."""

import gc
from collections.abc import Iterator

import pytest
import structlog

from bot.memory import calm_collector
from tests.databases import (
    clock,
    database,
    database_url,
    empty_postgresql_url,
    lending,
    migrated_file,
    postgresql_server,
    postgresql_url,
    shared_folder,
    sqlite_url,
)
from tests.spreading import pytest_collection_modifyitems, pytest_xdist_make_scheduler

__all__ = [
    "clock",
    "database",
    "database_url",
    "empty_postgresql_url",
    "lending",
    "migrated_file",
    "postgresql_server",
    "postgresql_url",
    "pytest_collection_modifyitems",
    "pytest_xdist_make_scheduler",
    "shared_folder",
    "sqlite_url",
]


@pytest.fixture(autouse=True, scope="session")
def plain_log_lines() -> Iterator[None]:
    """Our log lines go through the standard library, where pytest shows and catches them.

    What structlog does unless it is told takes half a second to draw one error with all that its frames knew.
    """
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.filter_by_level,
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(key_order=["event"]),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    yield
    structlog.reset_defaults()


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """What is collected stays: looking through it meanwhile found nothing, in a fifth of the time."""
    gc.disable()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Thousands of tests are there for good: each look through all of them stopped bot and workspace for a second.

    Two of those in a row, on a busy machine, were more than the three seconds in which Slack wants an answer.
    """
    gc.enable()
    calm_collector()
