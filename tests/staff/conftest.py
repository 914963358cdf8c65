"""A vendor with two account managers, on each kind of database."""

from __future__ import annotations

import pytest

from storage.database import Database
from tests.databases import FrozenClock
from tests.staff.office import Office
from tests.unit import samples


@pytest.fixture
def office(database: Database, clock: FrozenClock) -> Office:
    """Northwind with Amy, on Monday 2 November 2026, 10:00 UTC."""
    made = Office(database, clock, samples.program())
    made.found()
    return made
