"""A sales office on each kind of database."""

from __future__ import annotations

import pytest

from storage.database import Database
from tests.databases import FrozenClock
from tests.late.office import Office
from tests.unit import samples


@pytest.fixture
def office(database: Database, clock: FrozenClock) -> Office:
    """The program that ships, on Monday 2 November 2026."""
    made = Office(database, clock, samples.program())
    made.found()
    return made
