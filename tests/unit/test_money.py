"""Money is exact: read from what people type, shared at a rate, rounded half up once."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Code, DomainError
from domain.money import LARGEST, WHOLE, BasisPoints, Cents, half_up, parse_amount, parse_rate, share

amounts = st.integers(min_value=0, max_value=LARGEST).map(Cents)
rates = st.integers(min_value=0, max_value=WHOLE - 1).map(BasisPoints)


@given(st.integers(), st.integers().filter(bool))
def test_half_up_is_the_nearest_whole_number_and_away_from_zero_on_a_tie(numerator: int, denominator: int) -> None:
    exact = Fraction(numerator, denominator)
    nearest = math.floor(abs(exact) + Fraction(1, 2))

    assert half_up(numerator, denominator) == (nearest if exact >= 0 else -nearest)


@given(amounts, rates)
def test_a_share_agrees_with_decimal_arithmetic(amount: Cents, rate: BasisPoints) -> None:
    expected = (Decimal(amount) * Decimal(rate) / WHOLE).quantize(Decimal(1), rounding=ROUND_HALF_UP)

    assert share(amount, rate) == int(expected)


@given(amounts, rates)
def test_a_share_and_its_reversal_are_one_amount(amount: Cents, rate: BasisPoints) -> None:
    assert share(Cents(-amount), rate) == -share(amount, rate)


def test_a_tie_of_half_a_cent_rounds_up() -> None:
    assert share(Cents(3540_05), BasisPoints(1000)) == 354_01
    assert share(Cents(3540_04), BasisPoints(1000)) == 354_00


@given(amounts, st.sampled_from(["", " ", ",", "'", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"]))
def test_an_amount_is_read_however_its_thousands_are_grouped(amount: Cents, separator: str) -> None:
    units, cents = divmod(amount, 100)
    typed = f"{units:,}".replace(",", separator) + f".{cents:02}"

    assert parse_amount(typed) == amount


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("3540", 3540_00),
        ("$3,540.00", 3540_00),
        ("3 540.5", 3540_50),
        ("US$ 3540", 3540_00),
        ("usd 12.34", 12_34),
        ("12.34 USD", 12_34),
        ("  0.01  ", 1),
        ("0", 0),
        ("1,000,000,000,000", LARGEST),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, cents: int) -> None:
    assert parse_amount(typed) == cents


@pytest.mark.parametrize(
    "typed",
    ["", "$", "abc", "-1", "1.234", "3.540,00", "12,34", "1,23,456", "1e5", "NaN", "Infinity", ".5", "5.", "1 2",
     "1,000,000,000,000.01", "9" * 400, "$5$5", "1_0", "١٢", "١٢.٥٠", "１２", "12.٥", "1,٢٣٤"],
)  # fmt: skip
def test_what_is_no_amount_is_refused_with_its_field(typed: str) -> None:
    with pytest.raises(DomainError) as refused:
        parse_amount(typed, field="confirmed_value")

    assert refused.value.code is Code.AMOUNT_INVALID
    assert refused.value.field == "confirmed_value"
    assert refused.value.params["text"] == typed


@given(rates)
def test_a_rate_is_read_from_its_decimal_fraction(rate: BasisPoints) -> None:
    assert parse_rate(str(Decimal(rate) / WHOLE)) == rate


@pytest.mark.parametrize(("typed", "points"), [("0", 0), ("0.2", 2000), (" .20 ", 2000), ("0.123400", 1234)])
def test_a_rate_may_be_written_shorter_or_with_more_noughts(typed: str, points: int) -> None:
    assert parse_rate(typed) == points


@pytest.mark.parametrize(
    "typed",
    ["", "1", "-0.1", "20", "20%", "0.12345", "NaN", "sNaN", "Infinity", "a fifth", ".", "0.", "-0", "+0.2", "2e-1",
     "0.2_5", "0_0.2", "٠.٢", "0.٢٥", "０.２", "0.2" + "0" * 30 + "1"],
)  # fmt: skip
def test_what_is_no_rate_is_refused(typed: str) -> None:
    with pytest.raises(DomainError) as refused:
        parse_rate(typed, field="rate")

    assert (refused.value.code, refused.value.field) == (Code.RATE_INVALID, "rate")
