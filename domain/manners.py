"""When people are left alone, and what is known of the channels and people that Slack tells us of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Trouble(StrEnum):
    """Why nothing can be posted to a partner's channel now."""

    ARCHIVED = "archived"
    REMOVED = "removed"
    DELETED = "deleted"
    UNSHARED = "unshared"


@dataclass(frozen=True)
class QuietHours:
    """From one hour of a person's day to another, in whole hours of the day; over midnight where it ends earlier.

    The same hour twice is no time at all.
    """

    start: int
    end: int

    def until(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """The instant in UTC at which they end, where they are on now; else None. The start is in, the end is out."""
        local = now.astimezone(zone)
        if not self._covers(local.hour):
            return None
        day = local.date()
        if self.end <= self.start and local.hour >= self.start:
            day += timedelta(days=1)
        return datetime.combine(day, time(self.end), zone).astimezone(UTC)

    def _covers(self, hour: int) -> bool:
        if self.start <= self.end:
            return self.start <= hour < self.end
        return hour >= self.start or hour < self.end


@dataclass(frozen=True)
class Manner:
    """How a person is to be written to now: not at all once gone, and not before `quiet_until`."""

    quiet_until: datetime | None = None
    is_gone: bool = False
