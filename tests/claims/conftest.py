"""A vendor with one partner at Gold, on each kind of database."""

from __future__ import annotations

import pytest

from storage.database import Database
from tests.claims.desk import Desk
from tests.databases import FrozenClock
from tests.unit import samples


@pytest.fixture
def desk(database: Database, clock: FrozenClock) -> Desk:
    """The program that ships, with Northwind at Gold, on Monday 2 November 2026."""
    made = Desk(database, clock, samples.program())
    made.found()
    return made
