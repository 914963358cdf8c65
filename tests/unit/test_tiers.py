"""Which tier a partner's figures earn, and what is missing to one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import Cents
from domain.program import Program
from domain.tiers import Figures, Gap, earned_tier, gap, standing
from tests.unit import samples


def figures(arr: int, new_customers: int = 0) -> Figures:
    return Figures(Cents(arr), new_customers)


def test_the_default_program_has_the_guides_tiers_and_rates(program: Program) -> None:
    assert [(tier.name, tier.required_arr, tier.rate) for tier in program.tiers] == [
        ("Bronze", 0, 2000),
        ("Silver", 5_000_00, 2200),
        ("Gold", 20_000_00, 2500),
    ]
    asked = program.tier("gold").new_customers
    assert asked is not None
    assert (asked.at_least, asked.window, asked.months) == (1, "rolling", 12)
    assert [tier.key for tier in program.tiers if tier.new_customers] == ["gold"]
    assert (program.grace.days, program.grace.warn_days_before) == (30, 7)


@pytest.mark.parametrize(
    ("arr", "new_customers", "tier"),
    [
        (0, 0, "bronze"),
        (0, 5, "bronze"),
        (4_999_99, 1, "bronze"),
        (5_000_00, 0, "silver"),
        (5_000_00, 1, "silver"),
        (19_999_99, 1, "silver"),
        (20_000_00, 0, "silver"),
        (20_000_00, 1, "gold"),
        (1_000_000_00, 0, "silver"),
        (1_000_000_00, 40, "gold"),
    ],
)
def test_the_bounds_are_inclusive_and_gold_wants_a_new_customer(
    program: Program, arr: int, new_customers: int, tier: str
) -> None:
    assert earned_tier(program, figures(arr, new_customers)).key == tier


@given(st.integers(0, 3_000_000), st.integers(0, 3_000_000), st.integers(0, 3), st.integers(0, 3))
def test_more_arr_and_more_customers_never_earn_less(arr: int, more: int, customers: int, more_customers: int) -> None:
    program = samples.program()
    before = earned_tier(program, figures(arr, customers))
    after = earned_tier(program, figures(arr + more, customers + more_customers))

    assert program.rank(after.key) >= program.rank(before.key)


def test_a_gap_names_the_money_and_the_customers_missing(program: Program) -> None:
    silver, gold = program.tier("silver"), program.tier("gold")

    assert gap(silver, figures(4_999_99)) == Gap(Cents(1), 0)
    assert gap(gold, figures(20_000_00)) == Gap(Cents(0), 1)
    assert gap(gold, figures(4_200_50)) == Gap(Cents(15_799_50), 1)
    assert gap(gold, figures(25_000_00, 3)).closed


def test_a_standing_shows_the_way_to_the_next_tier(program: Program) -> None:
    place = standing(program, "silver", figures(12_500_00))

    assert (place.tier.key, place.earned.key) == ("silver", "silver")
    assert place.next is not None
    assert place.next.key == "gold"
    assert place.to_next == Gap(Cents(7_500_00), 1)
    assert place.to_keep.closed
    assert place.progress == 0.5


def test_the_top_tier_has_no_next(program: Program) -> None:
    place = standing(program, "gold", figures(30_000_00, 1))

    assert (place.next, place.to_next) == (None, None)
    assert place.progress == 1.0
    assert not place.is_close(program)


@pytest.mark.parametrize(("arr", "progress"), [(0, 0.0), (4_000_00, 0.0), (20_000_00, 1.0), (90_000_00, 1.0)])
def test_progress_stays_between_nothing_and_all(program: Program, arr: int, progress: float) -> None:
    assert standing(program, "silver", figures(arr)).progress == progress


@pytest.mark.parametrize(("arr", "close"), [(4_499_99, False), (4_500_00, True), (4_999_99, True)])
def test_close_to_promotion_is_within_a_tenth_of_the_next_bound(program: Program, arr: int, close: bool) -> None:
    assert standing(program, "bronze", figures(arr)).is_close(program) is close
