"""How fast messages may follow each other, and how long to wait after a failure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

BURST = 5
INTERVAL = 1.0
"""Slack allows about one message a second and channel, and short bursts."""

FIRST_DELAY = 1.0
LONGEST_DELAY = 600.0
MOST_KEYS = 10_000

Key = tuple[str, str]


class Pacing:
    """A token bucket for each method and channel, and Slack's own `Retry-After` for the same."""

    def __init__(self, *, time: Callable[[], float], burst: int = BURST, interval: float = INTERVAL) -> None:
        self._slack = (burst - 1) * interval
        self._interval = interval
        self._time = time
        self._full_at: dict[Key, float] = {}

    def reserve(self, method: str, channel: str, *, at_most: float) -> float | None:
        """Takes the next turn of a channel: after how many seconds it comes. None where that is over `at_most`."""
        now = self._time()
        if len(self._full_at) > MOST_KEYS:
            self._full_at = {key: at for key, at in self._full_at.items() if at > now}
        key = (method, channel)
        full_at = max(self._full_at.get(key, now), now)
        wait = max(0.0, full_at - self._slack - now)
        if wait > at_most:
            return None
        self._full_at[key] = full_at + self._interval
        return wait

    def hold(self, method: str, channel: str, seconds: float) -> None:
        """Sends nothing for so long, as Slack has asked, and then goes on without a burst."""
        self._full_at[method, channel] = self._time() + seconds + self._slack


def delay(attempts: int, chance: float, *, first: float = FIRST_DELAY) -> timedelta:
    """How long to wait after so many attempts: twice as long each time, up to ten minutes.

    `chance`, from 0 to 1, spreads it over the upper half, so that what failed together does not return together.
    """
    longest = min(first * 2 ** min(attempts - 1, 20), LONGEST_DELAY)
    return timedelta(seconds=longest * (0.5 + chance / 2))
