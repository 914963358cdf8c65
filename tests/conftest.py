"""What all tests may ask for."""

import pytest

from bot.memory import calm_collector
from tests.databases import (
    clock,
    database,
    database_url,
    empty_postgresql_url,
    migrated_file,
    postgresql_server,
    postgresql_url,
    shared_folder,
    sqlite_url,
)

__all__ = [
    "clock",
    "database",
    "database_url",
    "empty_postgresql_url",
    "migrated_file",
    "postgresql_server",
    "postgresql_url",
    "shared_folder",
    "sqlite_url",
]


def pytest_collection_finish(session: pytest.Session) -> None:
    """Thousands of tests are there for good: each look through all of them stopped bot and workspace for a second.

    Two of those in a row, on a busy machine, were more than the three seconds in which Slack wants an answer.
    """
    calm_collector()
