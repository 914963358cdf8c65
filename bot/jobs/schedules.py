"""When jobs are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.program import Weekday

WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Daily:
    """Once a day at a time of the vendor's clock, also where that clock is put forward over it."""

    at: time
    zone: ZoneInfo

    def day(self, now: datetime) -> date:
        """The day whose run is due at an instant: today's from its time on, before that yesterday's."""
        local = now.astimezone(self.zone)
        return local.date() if local.time() >= self.at else local.date() - timedelta(days=1)

    def slot(self, now: datetime) -> str:
        """The name of the run that is due at an instant."""
        return self.day(now).isoformat()

    def instant(self, day: date) -> datetime:
        """When a day's run is due."""
        return datetime.combine(day, self.at, self.zone).astimezone(UTC)

    def __str__(self) -> str:
        return f"daily at {self.at:%H:%M} ({self.zone.key})"


@dataclass(frozen=True)
class Weekly:
    """Once a week, on a day at a time of the vendor's clock."""

    on: Weekday
    at: time
    zone: ZoneInfo

    def slot(self, now: datetime) -> str:
        """The newest day of a run that is due at an instant."""
        day = Daily(self.at, self.zone).day(now)
        return (day - timedelta(days=(day.weekday() - WEEKDAYS.index(self.on)) % len(WEEKDAYS))).isoformat()

    def __str__(self) -> str:
        return f"{self.on.capitalize()}s at {self.at:%H:%M} ({self.zone.key})"


@dataclass(frozen=True)
class Every:
    """Again and again, in every process: such a run is not claimed."""

    seconds: int

    def __str__(self) -> str:
        return f"every {self.seconds} seconds"


@dataclass(frozen=True)
class OnRequest:
    """Only where an operator runs it."""

    def __str__(self) -> str:
        return "on request"


Schedule = Daily | Weekly | Every | OnRequest
