"""When a tier's newest customers are too old, and which warning before it is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deadlines import customers_asked, deadlines, due_warning, lost_on, standing_on
from domain.money import Cents
from domain.program import Program
from domain.tier_steps import TierState
from domain.tiers import Deadlines, Figures, window_start
from tests.unit import samples
from tests.unit.samples import new_customers

days = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))
GOLD = TierState("gold", date(2025, 1, 1))


@pytest.mark.parametrize(
    ("since", "months", "lost"),
    [
        (date(2025, 3, 3), 12, date(2026, 3, 3)),
        (date(2024, 2, 29), 12, date(2025, 3, 1)),
        (date(2027, 2, 28), 12, date(2028, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 3, 1)),
        (date(2026, 3, 31), 1, date(2026, 5, 1)),
        (date(2026, 12, 15), 36, date(2029, 12, 15)),
    ],
)
def test_a_customer_is_new_until_the_same_day_months_later(since: date, months: int, lost: date) -> None:
    assert lost_on(new_customers(months=months), since) == lost


def test_in_a_calendar_window_all_customers_of_a_year_are_lost_on_new_years_day() -> None:
    asked = new_customers("calendar")
    assert lost_on(asked, date(2026, 1, 1)) == lost_on(asked, date(2026, 12, 31)) == date(2027, 1, 1)


@given(days, st.integers(1, 36), st.sampled_from(["rolling", "calendar"]))
def test_it_is_the_first_day_whose_window_leaves_the_customer_out(
    since: date, months: int, window: Literal["rolling", "calendar"]
) -> None:
    asked = new_customers(window, months)
    lost = lost_on(asked, since)

    assert window_start(asked, lost - timedelta(days=1)) <= since < window_start(asked, lost)


def test_a_standing_has_all_that_comes_up(program: Program) -> None:
    state = replace(GOLD, grace_until=date(2026, 4, 2), override_until=date(2026, 5, 1))
    figures = Figures(Cents(19_000_00), 1)

    shown = standing_on(program, state, figures, date(2026, 3, 3), counted_since=date(2025, 6, 1))

    assert shown.deadlines == Deadlines(date(2026, 4, 2), date(2026, 6, 1), date(2026, 5, 1))
    assert (shown.tier.key, shown.to_keep.arr) == ("gold", 1_000_00)


@pytest.mark.parametrize(("tier", "since"), [("silver", date(2025, 6, 1)), ("gold", None), ("gold", date(2025, 3, 3))])
def test_nothing_is_lost_where_nothing_is_asked_or_it_is_lost_already(
    program: Program, tier: str, since: date | None
) -> None:
    coming = deadlines(program, replace(GOLD, tier=tier), counted_since=since, today=date(2026, 3, 3))

    assert coming == Deadlines()


def test_the_tiers_that_ask_for_customers_say_how_many(program: Program) -> None:
    assert customers_asked(program) == {"gold": 1}


LOST = date(2026, 6, 1)


def warning(program: Program, days_left: int, state: TierState = GOLD) -> int | None:
    return due_warning(program, state, Deadlines(customers_lost_on=LOST), LOST - timedelta(days=days_left))


@pytest.mark.parametrize(("left", "warned"), [(90, None), (61, None), (60, 60), (59, 60), (15, 60), (14, 14), (1, 14)])
def test_only_the_tightest_warning_applies(program: Program, left: int, warned: int | None) -> None:
    assert warning(program, left) == warned


def test_nobody_is_warned_of_what_is_not_lost_then(program: Program) -> None:
    assert warning(program, 14, replace(GOLD, grace_since=LOST, grace_until=LOST)) is None
    assert warning(program, 14, replace(GOLD, override_until=LOST)) is None
    assert warning(program, 14, replace(GOLD, override_until=LOST - timedelta(days=1))) == 14
    assert warning(program, 14, replace(GOLD, tier="silver")) is None
    assert due_warning(program, GOLD, Deadlines(), LOST) is None


def test_a_warning_is_not_told_when_it_is_long_past() -> None:
    early = samples.program(**{"tiers.2.new_customers.warn_days_before": [300, 14]})

    assert [warning(early, left) for left in (300, 240, 239, 14)] == [300, 300, None, 14]
