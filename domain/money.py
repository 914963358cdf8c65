"""Money is a whole number of cents; a rate is a whole number of basis points (1/100 of a percent).

No floats anywhere. The only rounding is half up, done once at the end of a calculation.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NewType

from domain.errors import Code, DomainError

Cents = NewType("Cents", int)
BasisPoints = NewType("BasisPoints", int)

WHOLE = 10_000
"""100 % in basis points."""

LARGEST = Cents(10**14)
"""A trillion in the program's currency; anything above is a slip of the keyboard."""

_SEPARATOR = "[, '\u00a0\u202f]"  # the two no-break spaces come with amounts copied from elsewhere
_DECIMALS = r"(?:\.[0-9]{1,2})?"  # not \d, which takes the digits of every script
_GROUPED = re.compile(rf"[0-9]{{1,3}}(?:{_SEPARATOR}[0-9]{{3}})+{_DECIMALS}|[0-9]+{_DECIMALS}")
_FRACTION = re.compile(r"(?=.)0?(?:\.([0-9]{1,4})0*)?")


def half_up(numerator: int, denominator: int) -> int:
    """The quotient rounded half up (away from zero on a tie, for negative amounts too)."""
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    return sign * ((2 * abs(numerator) + abs(denominator)) // (2 * abs(denominator)))


def share(amount: Cents, rate: BasisPoints) -> Cents:
    """`rate` of `amount`, half up to the cent: 10 % of $3,540.05 is $354.01."""
    return Cents(half_up(amount * rate, WHOLE))


def parse_amount(text: str, *, field: str | None = None) -> Cents:
    """Cents from what a person types: `3540`, `$3,540.00`, `3 540.5`.

    Raises DomainError(AMOUNT_INVALID) for anything that is not an amount with at most two decimals.
    """
    bare = re.sub(r"^(USD|US\$|\$|€|£)\s*|\s*(USD|\$|€|£)$", "", text.strip(), flags=re.IGNORECASE)
    if not _GROUPED.fullmatch(bare):
        raise DomainError(Code.AMOUNT_INVALID, field=field, text=text)
    cents = int(Decimal(re.sub(_SEPARATOR, "", bare)) * 100)
    if cents > LARGEST:
        raise DomainError(Code.AMOUNT_INVALID, field=field, text=text)
    return Cents(cents)


def parse_rate(text: str, *, field: str | None = None) -> BasisPoints:
    """Basis points from a decimal fraction such as `0.20`; at most four decimals, from 0 up to but not 1."""
    found = _FRACTION.fullmatch(text.strip())
    if found is None:
        raise DomainError(Code.RATE_INVALID, field=field, text=text)
    return BasisPoints(int((found[1] or "").ljust(4, "0")))
