"""Money as people of each language read it."""

from __future__ import annotations

import pytest

from domain.money import Cents
from handlers.texts.format import Format


@pytest.mark.parametrize(
    ("locale", "currency", "exact", "whole"),
    [
        ("en_US", "USD", "$5,000.00", "$5,000"),
        ("de_DE", "USD", "5.000,00 $", "5.000 $"),
        ("de_DE", "EUR", "5.000,00 €", "5.000 €"),
        ("fr_FR", "EUR", "5 000,00 €", "5 000 €"),
        ("pl_PL", "PLN", "5 000,00 zł", "5 000 zł"),
        ("en_IN", "INR", "₹5,000.00", "₹5,000"),
    ],
)
def test_a_round_amount_stands_as_an_exact_one_does(locale: str, currency: str, exact: str, whole: str) -> None:
    fmt = Format(locale, currency)
    plain = str.maketrans("\u00a0\u202f", "  ")
    assert fmt.money(Cents(500_000)).translate(plain) == exact
    assert fmt.amount(Cents(500_000)).translate(plain) == whole
    assert fmt.amount(Cents(500_050)) == fmt.money(Cents(500_050))
