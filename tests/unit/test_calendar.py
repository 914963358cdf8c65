"""The vendor's working days: weekends, Polish holidays, and clocks that change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import WorkCalendar
from tests.unit import samples

WARSAW = ZoneInfo("Europe/Warsaw")
CALENDAR = WorkCalendar(samples.program().vendor)
instants = st.datetimes(
    min_value=datetime(2024, 1, 1), max_value=datetime(2032, 1, 1), timezones=st.just(UTC)  # noqa: DTZ001
)  # fmt: skip


def warsaw(year: int, month: int, day: int, hour: int = 9, minute: int = 30) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=WARSAW)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 3, 2), True),  # Monday
        (date(2026, 3, 6), True),  # Friday
        (date(2026, 3, 7), False),  # Saturday
        (date(2026, 3, 8), False),  # Sunday
        (date(2026, 1, 1), False),  # New Year's Day
        (date(2026, 1, 6), False),  # Epiphany
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 5, 1), False),  # Labour Day
        (date(2026, 6, 4), False),  # Corpus Christi
        (date(2026, 11, 11), False),  # Independence Day
        (date(2024, 12, 24), True),  # a working day until 2024
        (date(2025, 12, 24), False),  # Christmas Eve since 2025
        (date(2026, 7, 3), True),  # a holiday elsewhere
    ],
)
def test_the_desk_works_on_weekdays_that_are_no_holiday(day: date, works: bool) -> None:
    assert CALENDAR.is_business_day(day) is works


@pytest.mark.parametrize(
    ("came", "days", "due"),
    [
        (warsaw(2026, 3, 3), 2, warsaw(2026, 3, 5)),  # Tuesday, Thursday
        (warsaw(2026, 3, 6), 2, warsaw(2026, 3, 10)),  # Friday, over a weekend
        (warsaw(2026, 3, 6), 1, warsaw(2026, 3, 9)),
        (warsaw(2026, 3, 7), 2, warsaw(2026, 3, 11, 0, 0)),  # Saturday counts from Monday's start
        (warsaw(2026, 3, 8, 23, 59), 2, warsaw(2026, 3, 11, 0, 0)),
        (warsaw(2026, 4, 2), 2, warsaw(2026, 4, 7)),  # Maundy Thursday: Friday works, Easter Monday does not
        (warsaw(2026, 4, 3), 2, warsaw(2026, 4, 8)),
        (warsaw(2026, 4, 30), 1, warsaw(2026, 5, 4)),  # over Labour Day and the weekend of Constitution Day
        (warsaw(2025, 12, 23), 1, warsaw(2025, 12, 29)),  # over Christmas and a weekend
        (warsaw(2025, 12, 31), 2, warsaw(2026, 1, 5)),  # over New Year and a weekend
        (warsaw(2026, 11, 10), 1, warsaw(2026, 11, 12)),  # over Independence Day
        (warsaw(2026, 3, 3), 0, warsaw(2026, 3, 3)),
        (warsaw(2026, 3, 7), 0, warsaw(2026, 3, 9, 0, 0)),
    ],
)
def test_business_days_pass_over_days_off(came: datetime, days: int, due: datetime) -> None:
    assert CALENDAR.add_business_days(came.astimezone(UTC), days) == due


@pytest.mark.parametrize(
    ("came", "due", "hours"),
    [
        (warsaw(2026, 3, 27), warsaw(2026, 3, 30), 71),  # clocks go forward on Sunday the 29th
        (warsaw(2026, 10, 23), warsaw(2026, 10, 26), 73),  # and back on Sunday the 25th
    ],
)
def test_the_local_time_stays_when_clocks_change(came: datetime, due: datetime, hours: int) -> None:
    found = CALENDAR.add_business_days(came.astimezone(UTC), 1)

    assert found == due.astimezone(UTC)
    assert found - came.astimezone(UTC) == timedelta(hours=hours)


def test_a_lead_of_the_doubled_hour_counts_from_mondays_start() -> None:
    doubled = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]  # 02:30 in Warsaw, twice

    assert {CALENDAR.add_business_days(instant, 1) for instant in doubled} == {warsaw(2026, 10, 27, 0, 0)}


def test_the_day_is_the_vendors() -> None:
    assert CALENDAR.local_day(datetime(2026, 3, 3, 22, 59, tzinfo=UTC)) == date(2026, 3, 3)
    assert CALENDAR.local_day(datetime(2026, 3, 3, 23, 0, tzinfo=UTC)) == date(2026, 3, 4)
    assert CALENDAR.local_day(datetime(2026, 7, 3, 22, 0, tzinfo=UTC)) == date(2026, 7, 4)


def test_a_friday_night_in_utc_is_a_saturday_at_the_desk() -> None:
    friday_night = datetime(2026, 3, 6, 23, 30, tzinfo=UTC)

    assert CALENDAR.add_business_days(friday_night, 1) == warsaw(2026, 3, 10, 0, 0)


def test_another_country_has_its_own_holidays() -> None:
    vendor = samples.program(**{"vendor.country": "US", "vendor.timezone": "America/New_York"}).vendor
    calendar = WorkCalendar(vendor)

    assert not calendar.is_business_day(date(2026, 7, 3))  # Independence Day, observed
    assert calendar.is_business_day(date(2026, 11, 12))
    assert calendar.local_day(datetime(2026, 3, 3, 4, 0, tzinfo=UTC)) == date(2026, 3, 2)


@given(instants, st.integers(0, 15))
def test_a_deadline_is_on_a_working_day_in_utc_and_that_many_working_days_on(came: datetime, days: int) -> None:
    due = CALENDAR.add_business_days(came, days)
    first, last = CALENDAR.local_day(came), CALENDAR.local_day(due)
    between = [first + timedelta(days=each + 1) for each in range((last - first).days)]
    counted = sum(CALENDAR.is_business_day(day) for day in between)

    assert due.tzinfo is UTC
    assert due >= came
    assert CALENDAR.is_business_day(last)
    assert counted == days + (not CALENDAR.is_business_day(first))


@given(instants, st.timedeltas(timedelta(0), timedelta(days=7)), st.integers(0, 5))
def test_who_comes_later_is_never_due_earlier(came: datetime, later: timedelta, days: int) -> None:
    assert CALENDAR.add_business_days(came, days) <= CALENDAR.add_business_days(came + later, days)


def test_a_program_has_one_calendar() -> None:
    program = samples.program()
    assert program.calendar is program.calendar
    assert not program.calendar.is_business_day(date(2026, 11, 11))
    assert program.calendar.is_business_day(date(2026, 11, 12))
