"""The vendor's working days: weekdays that are no public holiday of its country, in its time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import holidays

if TYPE_CHECKING:
    from domain.program import Vendor  # which has a calendar

SATURDAY = 5


class WorkCalendar:
    """Business days of one country and time zone. Instants are aware datetimes, days are the vendor's local days.

    A program has one, `program.calendar`, for all its threads.
    """

    def __init__(self, vendor: Vendor) -> None:
        self.zone: ZoneInfo = vendor.zone
        self._country = vendor.country
        self._holidays: dict[int, frozenset[date]] = {}
        self._earlier: dict[tuple[date, int], date] = {}

    def local_day(self, instant: datetime) -> date:
        """The vendor's calendar day at an instant."""
        return instant.astimezone(self.zone).date()

    def start_of(self, day: date) -> datetime:
        """The first instant of one of the vendor's days, in UTC."""
        return datetime.combine(day, time.min, tzinfo=self.zone).astimezone(UTC)

    def is_business_day(self, day: date) -> bool:
        """Whether the desk works on a day."""
        return day.weekday() < SATURDAY and day not in self._holidays_in(day.year)

    def add_business_days(self, instant: datetime, days: int) -> datetime:
        """The same local time, `days` business days on. A day off counts as the next working day's start."""
        local = instant.astimezone(self.zone)
        if not self.is_business_day(local.date()):
            local = local.replace(hour=0, minute=0, second=0, microsecond=0)
            local = self._next(local)
        for _ in range(days):
            local = self._next(local)
        return local.astimezone(instant.tzinfo)

    def latest_before(self, instant: datetime, days: int) -> datetime:
        """The latest instant from which `days` business days are over by another: `add_business_days` backwards."""
        local = instant.astimezone(self.zone)
        day, at = local.date(), local.time()
        if not self.is_business_day(day):
            day, at = self._business_days_before(day, 1), time.max
        earlier = self._business_days_before(day, days)
        return datetime.combine(earlier, at, tzinfo=self.zone).astimezone(instant.tzinfo)

    def _business_days_before(self, day: date, days: int) -> date:
        """So many business days back; kept, for it is asked of the same day all day long."""
        known = self._earlier.get((day, days))
        if known is None:
            known = day
            for _ in range(days):
                known -= timedelta(days=1)
                while not self.is_business_day(known):
                    known -= timedelta(days=1)
            self._earlier[day, days] = known
        return known

    def _holidays_in(self, year: int) -> frozenset[date]:
        """A whole year's holidays, or none yet: the library fills a year in while another thread may be reading it."""
        known = self._holidays.get(year)
        if known is None:
            known = self._holidays[year] = frozenset(holidays.country_holidays(self._country, years=year))
        return known

    def _next(self, local: datetime) -> datetime:
        local += timedelta(days=1)
        while not self.is_business_day(local.date()):
            local += timedelta(days=1)
        return local
