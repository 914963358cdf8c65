"""What single values of the program file may be: each is converted here, or refused saying what is allowed."""

from __future__ import annotations

import re
from datetime import time
from decimal import Decimal
from string import Formatter
from typing import Annotated, Any, TypeVar
from zoneinfo import available_timezones

import holidays
from babel import Locale, UnknownLocaleError
from babel.numbers import list_currencies
from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BeforeValidator, Field

from domain.money import BasisPoints, Cents

T = TypeVar("T")


def _cents(value: object) -> int:
    amount = Decimal(str(value)) * 100
    if amount != amount.to_integral_value() or amount < 0:
        raise ValueError("an amount of 0 or more with at most two decimals, such as 5000 or 59.00")
    return int(amount)


def _basis_points(value: object) -> int:
    points = Decimal(str(value)) * 10_000
    if points != points.to_integral_value() or not 0 <= points < 10_000:
        raise ValueError("a fraction from 0 up to but not 1, such as 0.20")
    return int(points)


def _guarded(convert: Any) -> BeforeValidator:
    """Turns what Decimal cannot read into the converter's own sentence."""

    def read(value: object) -> int:
        try:
            result: int = convert(value)
        except ArithmeticError:
            result = convert("-1")
        return result

    return BeforeValidator(read)


def _timezone(value: str) -> str:
    if value not in available_timezones():
        raise ValueError("a name of the IANA time zone database, such as Europe/Warsaw")
    return value


def _country(value: str) -> str:
    if value not in holidays.list_supported_countries():
        raise ValueError("a two-letter country code with known public holidays, such as PL")
    return value


def _locale(value: str) -> str:
    try:
        Locale.parse(value)
    except (ValueError, UnknownLocaleError):
        raise ValueError("a locale such as en_US") from None
    return value


def _currency(value: str) -> str:
    if value not in list_currencies():
        raise ValueError("an ISO 4217 code such as USD")
    return value


def _email(value: str) -> str:
    try:
        return validate_email(value, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise ValueError(f"an email address ({error})") from None


def _time_of_day(value: object) -> time:
    # YAML reads 10:30 without quotes as the number 630
    if not isinstance(value, str) or not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
        raise ValueError('a time of the day in quotes, such as "06:00"')
    return time.fromisoformat(value)


def _filled(values: tuple[T, ...]) -> tuple[T, ...]:
    # after the items: a wrong item is then not also reported as a missing one
    if not values:
        raise ValueError("at least one is needed")
    return values


def only_filled_in(text: str, *names: str) -> str:
    """The text, where `str.format` can fill it in with these names alone. Raises ValueError otherwise."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        raise ValueError(f"{error}; a brace that is meant is written twice") from None
    for _, name, layout, conversion in parts:
        if name not in {None, *names} or layout or conversion:
            known = " and ".join(f"{{{each}}}" for each in names)
            raise ValueError(f"only {known} {'is' if len(names) == 1 else 'are'} filled in, just so")
    return text


Amount = Annotated[Cents, _guarded(_cents)]
Rate = Annotated[BasisPoints, _guarded(_basis_points)]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Name = Annotated[str, Field(min_length=1, max_length=75)]
Text = Annotated[str, Field(min_length=1, max_length=2000)]
Email = Annotated[str, AfterValidator(_email)]
Url = Annotated[str, Field(pattern=r"^https?://\S+$", max_length=3000)]
DomainName = Annotated[str, Field(pattern=r"^([a-z0-9-]+\.)+[a-z0-9-]+$", max_length=253)]
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
"""An ISO 3166 code of any country; `Country` is one whose holidays are known."""
TimeOfDay = Annotated[time, BeforeValidator(_time_of_day)]
Filled = AfterValidator(_filled)
Currency = Annotated[str, AfterValidator(_currency)]
LocaleName = Annotated[str, AfterValidator(_locale)]
Timezone = Annotated[str, AfterValidator(_timezone)]
Country = Annotated[str, AfterValidator(_country)]
