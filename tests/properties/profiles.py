"""How long Hypothesis searches: quick by default, `HYPOTHESIS_PROFILE=long` for a deep search."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings


def load_profile() -> None:
    """Loads the profile that HYPOTHESIS_PROFILE names. No deadline in either: machines are shared and noisy."""
    slow_is_fine = [HealthCheck.too_slow]
    settings.register_profile(
        "quick", deadline=None, suppress_health_check=slow_is_fine, max_examples=25, stateful_step_count=25
    )
    settings.register_profile(
        "long", deadline=None, suppress_health_check=slow_is_fine, max_examples=500, stateful_step_count=60
    )
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
