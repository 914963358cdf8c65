"""From which day on a customer counts as new."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.tiers import customer_window, window_start
from tests.unit import samples
from tests.unit.samples import new_customers

days = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))


@pytest.mark.parametrize(
    ("today", "months", "start"),
    [
        (date(2026, 3, 3), 12, date(2025, 3, 4)),
        (date(2026, 1, 1), 12, date(2025, 1, 2)),
        (date(2026, 12, 31), 12, date(2026, 1, 1)),
        (date(2028, 2, 29), 12, date(2027, 3, 1)),
        (date(2028, 2, 28), 12, date(2027, 3, 1)),
        (date(2029, 2, 28), 12, date(2028, 2, 29)),
        (date(2029, 3, 1), 12, date(2028, 3, 2)),
        (date(2026, 3, 31), 1, date(2026, 3, 1)),
        (date(2026, 5, 31), 1, date(2026, 5, 1)),
        (date(2028, 3, 31), 1, date(2028, 3, 1)),
        (date(2026, 1, 15), 1, date(2025, 12, 16)),
        (date(2026, 12, 15), 36, date(2023, 12, 16)),
    ],
)
def test_a_rolling_window_begins_the_day_after_the_same_day_months_ago(today: date, months: int, start: date) -> None:
    assert window_start(new_customers(months=months), today) == start


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2028, 2, 29), date(2026, 12, 31)])
def test_a_calendar_window_begins_on_new_years_day(today: date) -> None:
    assert window_start(new_customers("calendar"), today) == date(today.year, 1, 1)


@given(days, st.integers(1, 36))
def test_a_rolling_window_never_moves_back(today: date, months: int) -> None:
    asked = new_customers(months=months)
    assert window_start(asked, today) <= window_start(asked, today + timedelta(days=1))


@given(days)
def test_the_trailing_year_is_as_long_as_a_year(today: date) -> None:
    assert (today - window_start(new_customers(), today)).days + 1 in {365, 366, 364 + (today.month == 2)}


def test_the_default_program_looks_at_the_trailing_year() -> None:
    assert customer_window(samples.program(), date(2026, 3, 3)) == date(2025, 3, 4)


def test_another_program_may_look_at_the_calendar_year() -> None:
    program = samples.program(**{"tiers.2.new_customers.window": "calendar"})

    assert customer_window(program, date(2026, 3, 3)) == date(2026, 1, 1)


def test_without_a_tier_that_asks_for_new_customers_the_window_is_today() -> None:
    program = samples.program(**{"tiers.2.new_customers": samples.MISSING})

    assert customer_window(program, date(2026, 3, 3)) == date(2026, 3, 3)
