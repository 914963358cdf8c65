"""Two partners and a rep, on each kind of database."""

from __future__ import annotations

import pytest

from storage.database import Database
from tests.databases import FrozenClock
from tests.leads.fairness import Market, open_market
from tests.unit import samples


@pytest.fixture
def market(database: Database, clock: FrozenClock) -> Market:
    """Northwind and Helio Labs under the program that ships, on Monday 2 November 2026."""
    return open_market(database, samples.program(), clock)
