"""Settings of the property tests."""

from __future__ import annotations

from tests.properties.profiles import load_profile

load_profile()
