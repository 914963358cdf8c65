"""Quiet hours: when they are on, and when they end, in whatever zone."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.manners import QuietHours

WARSAW = ZoneInfo("Europe/Warsaw")


@pytest.mark.parametrize(
    ("local", "ends"),
    [
        ("2026-11-02T21:59", None),
        ("2026-11-02T22:00", "2026-11-03T07:00"),
        ("2026-11-02T23:30", "2026-11-03T07:00"),
        ("2026-11-03T00:00", "2026-11-03T07:00"),
        ("2026-11-03T06:59", "2026-11-03T07:00"),
        ("2026-11-03T07:00", None),
    ],
)
def test_over_midnight_they_end_on_the_next_morning(local: str, ends: str | None) -> None:
    now = datetime.fromisoformat(local).replace(tzinfo=WARSAW).astimezone(UTC)
    until = QuietHours(22, 7).until(now, WARSAW)
    assert until == (None if ends is None else datetime.fromisoformat(ends).replace(tzinfo=WARSAW))


def test_within_a_day_they_end_on_that_day() -> None:
    at_noon = datetime(2026, 11, 2, 12, 30, tzinfo=UTC)
    assert QuietHours(12, 14).until(at_noon, ZoneInfo("UTC")) == datetime(2026, 11, 2, 14, tzinfo=UTC)
    assert QuietHours(13, 14).until(at_noon, ZoneInfo("UTC")) is None


def test_the_same_hour_twice_is_no_time() -> None:
    assert all(QuietHours(8, 8).until(datetime(2026, 11, 2, hour, tzinfo=UTC), WARSAW) is None for hour in range(24))


def test_they_end_by_the_clock_on_the_wall_when_the_clocks_change() -> None:
    """In the night to 25 October 2026 Warsaw has an hour more."""
    before = datetime(2026, 10, 24, 20, 30, tzinfo=UTC)  # half past ten in the evening there
    until = QuietHours(22, 7).until(before, WARSAW)
    assert until == datetime(2026, 10, 25, 6, tzinfo=UTC)
    assert until.astimezone(WARSAW).hour == 7
