"""Fixtures of the domain's tests."""

from __future__ import annotations

import pytest

from domain.program import Program
from tests.properties.profiles import load_profile
from tests.unit import samples

load_profile()


@pytest.fixture
def program() -> Program:
    """The default program, read from the file that ships."""
    return samples.program()
