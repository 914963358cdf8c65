"""The vendor's working days: weekdays that are no public holiday of its country, in its time zone."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays

from domain.program import Vendor

SATURDAY = 5


class WorkCalendar:
    """Business days of one country and time zone. Instants are aware datetimes, days are the vendor's local days."""

    def __init__(self, vendor: Vendor) -> None:
        self.zone: ZoneInfo = vendor.zone
        self._holidays: Container[date] = holidays.country_holidays(vendor.country)

    def local_day(self, instant: datetime) -> date:
        """The vendor's calendar day at an instant."""
        return instant.astimezone(self.zone).date()

    def is_business_day(self, day: date) -> bool:
        """Whether the desk works on a day."""
        return day.weekday() < SATURDAY and day not in self._holidays

    def add_business_days(self, instant: datetime, days: int) -> datetime:
        """The same local time, `days` business days on. A day off counts as the next working day's start."""
        local = instant.astimezone(self.zone)
        if not self.is_business_day(local.date()):
            local = local.replace(hour=0, minute=0, second=0, microsecond=0)
            local = self._next(local)
        for _ in range(days):
            local = self._next(local)
        return local.astimezone(instant.tzinfo)

    def _next(self, local: datetime) -> datetime:
        local += timedelta(days=1)
        while not self.is_business_day(local.date()):
            local += timedelta(days=1)
        return local
