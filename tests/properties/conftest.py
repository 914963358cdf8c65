"""Settings and fixtures of the property tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.properties.profiles import load_profile
from tests.properties.worlds import Worlds

load_profile()


@pytest.fixture
def worlds(migrated_file: Path, tmp_path: Path) -> Worlds:
    """As many small worlds as Hypothesis wants examples."""
    return Worlds(migrated_file, tmp_path)
