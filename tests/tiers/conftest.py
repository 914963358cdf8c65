"""A vendor whose clock a test moves, on each kind of database."""

from __future__ import annotations

import pytest

from storage.database import Database
from tests.databases import FrozenClock
from tests.tiers.vendor import Vendor
from tests.unit import samples


@pytest.fixture
def vendor(database: Database, clock: FrozenClock) -> Vendor:
    """The program that ships, with Northwind and its people, on Monday 2 November 2026."""
    made = Vendor(database, clock, samples.program())
    made.enrol("northwind", members=("T0PART:U0PAT",))
    return made
