"""The steps of a year of ARR, out of rows that are there only for some of its days."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.arr_history import ArrHistory, a_year_before, arr_history
from domain.money import Cents
from domain.partners import DayFigures

TODAY = date(2026, 11, 22)
A_YEAR_AGO = date(2025, 11, 22)


def row(on: date, arr: int) -> DayFigures:
    return DayFigures("northwind", on, Cents(arr), 0, "bronze")


def steps(history: ArrHistory) -> list[tuple[date, int]]:
    return [(point.on, point.arr) for point in history.points]


def test_what_it_was_a_year_ago_is_carried_in() -> None:
    made = arr_history(row(date(2024, 5, 1), 100), [row(date(2026, 2, 1), 300)], Cents(300), TODAY)

    assert steps(made) == [(A_YEAR_AGO, 100), (date(2026, 2, 1), 300), (TODAY, 300)]


def test_a_younger_record_begins_where_it_begins() -> None:
    made = arr_history(None, [row(date(2026, 2, 1), 0), row(date(2026, 3, 1), 50)], Cents(50), TODAY)

    assert steps(made) == [(date(2026, 2, 1), 0), (date(2026, 3, 1), 50), (TODAY, 50)]


def test_rows_that_change_nothing_are_no_steps() -> None:
    rows = [row(date(2026, 2, day), 70) for day in range(1, 20)]

    assert steps(arr_history(None, rows, Cents(70), TODAY)) == [(date(2026, 2, 1), 70), (TODAY, 70)]


def test_todays_point_is_the_arr_of_this_moment() -> None:
    made = arr_history(None, [row(date(2026, 11, 1), 70), row(TODAY, 80)], Cents(90), TODAY)

    assert steps(made) == [(date(2026, 11, 1), 70), (TODAY, 90)]


def test_the_row_of_a_year_ago_counts_once() -> None:
    a_row = row(A_YEAR_AGO, 100)

    assert steps(arr_history(a_row, [a_row], Cents(100), TODAY)) == [(A_YEAR_AGO, 100), (TODAY, 100)]


def test_without_any_row_there_is_only_today() -> None:
    made = arr_history(None, [], Cents(500), TODAY)

    assert (steps(made), made.days, made.can_be_drawn) == ([(TODAY, 500)], 0, False)


@pytest.mark.parametrize(
    ("days", "amounts", "drawn"),
    [(7, (0, 1), True), (6, (100, 200), False), (300, (0, 0), False), (300, (1, 0), True), (300, (7, 7), True)],
)
def test_a_week_that_is_not_all_nothing_can_be_drawn(days: int, amounts: tuple[int, int], drawn: bool) -> None:
    before, now = amounts

    made = arr_history(None, [row(TODAY - timedelta(days=days), before)], Cents(now), TODAY)

    assert (made.days, made.can_be_drawn) == (days, drawn)


@pytest.mark.parametrize(
    ("day", "before"),
    [(TODAY, A_YEAR_AGO), (date(2028, 2, 29), date(2027, 2, 28)), (date(2029, 2, 28), date(2028, 2, 28))],
)
def test_a_year_before(day: date, before: date) -> None:
    assert a_year_before(day) == before


ROWS = st.dictionaries(st.integers(0, 500), st.integers(0, 5), max_size=20)


@given(ROWS, st.integers(0, 5))
def test_on_every_day_it_is_the_newest_row_up_to_then(amounts: dict[int, int], live: int) -> None:
    every = [row(TODAY - timedelta(days=ago), arr) for ago, arr in sorted(amounts.items(), reverse=True)]
    before = [each for each in every if each.on <= A_YEAR_AGO]
    since = [each for each in every if each.on >= A_YEAR_AGO]
    made = arr_history(before[-1] if before else None, since, Cents(live), TODAY)

    assert [point.on for point in made.points] == sorted({point.on for point in made.points})
    assert made.last.arr == live
    for ago in range(1, 366):
        day = TODAY - timedelta(days=ago)
        expected = [each.arr for each in every if each.on <= day]
        shown = [point.arr for point in made.points if point.on <= day]
        assert shown[-1:] == expected[-1:]
    assert _differ(made.points[:-1])


def _differ(points: Sequence[object]) -> bool:
    amounts = [getattr(point, "arr", None) for point in points]
    return all(one != other for one, other in itertools.pairwise(amounts))
