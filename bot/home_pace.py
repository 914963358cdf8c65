"""How long Homes are kept up to date, and how fast: what the jobs know of them too."""

from __future__ import annotations

from datetime import timedelta

KEPT_FOR = timedelta(days=30)
"""How long after its last opening a Home is kept up to date."""

INTERVAL = 0.6
"""Seconds between two Homes of a workspace: Slack takes a hundred in a minute."""

DAYS_PACE = timedelta(seconds=2 * INTERVAL)
"""Between two Homes of a workspace that are made anew because a day has begun: half of what Slack takes is left."""
