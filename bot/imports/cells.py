"""What each kind of cell may hold, and the sentence for what it may not."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, ValidationInfo

from bot.slack_ids import CHANNEL, TEAM, USER
from domain.billing import ends_in_time
from domain.errors import DomainError
from domain.money import BasisPoints, Cents, parse_amount, parse_rate
from domain.subscriptions import BillingCycle, Kind, SubscriptionStatus
from handlers.sheets.problems import nearest, quoted

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

MOST_SEATS = 1_000_000
FIRST_YEAR, LAST_YEAR = 1970, 2199
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")
AMOUNT = r"[0-9]+(\.[0-9]{1,2})?"
_LABEL = r"(?!-)[a-z0-9-]{1,63}(?<!-)"


def required(convert: Callable[[str], T]) -> BeforeValidator:
    """A cell that must not be empty."""

    def read(text: str) -> T:
        if not text:
            raise ValueError("must not be empty")
        return convert(text)

    return BeforeValidator(read)


def optional(convert: Callable[[str], T]) -> BeforeValidator:
    """A cell that may be empty."""

    def read(text: str) -> T | None:
        return convert(text) if text else None

    return BeforeValidator(read)


def refused(allowed: str, text: str) -> ValueError:
    """`must be a date such as 2026-03-01, not "soon"`."""
    return ValueError(f"must be {allowed}, not {quoted(text)}")


def matching(pattern: str, allowed: str) -> Callable[[str], str]:
    """Text of a shape."""
    shape = re.compile(pattern)

    def read(text: str) -> str:
        if not shape.fullmatch(text):
            raise refused(allowed, text)
        return text

    return read


def text_up_to(longest: int) -> Callable[[str], str]:
    """Text in one line."""

    def read(text: str) -> str:
        line = " ".join(text.split())
        if len(line) > longest:
            raise ValueError(f"must have at most {longest} characters, these are {len(line)}")
        if _CONTROL.search(line):
            raise ValueError("must not have control characters")
        return line

    return read


def one_of(kind: type[E]) -> Callable[[str], E]:
    """One of the words of an enumeration."""
    words = [member.value for member in kind]

    def read(text: str) -> E:
        try:
            return kind(text.casefold())
        except ValueError:
            raise ValueError(f"must be one of {', '.join(words)}, not {quoted(text)}{nearest(text, words)}") from None

    return read


def day(text: str) -> date:
    """A date in ISO form, in years in which something can be meant: from it other days are counted on and back."""
    try:
        found = date.fromisoformat(matching("[0-9]{4}-[0-9]{2}-[0-9]{2}", "")(text))
    except ValueError:
        raise refused("a date such as 2026-03-01", text) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise refused(f"a date from {FIRST_YEAR} to {LAST_YEAR}", text)
    return found


def not_before_start(ended_on: date | None, info: ValidationInfo) -> date | None:
    """The last day of what begins on `started_on`, a field that stands before it."""
    started_on = info.data.get("started_on")
    if started_on and not ends_in_time(started_on, ended_on):
        raise ValueError(f"must not be before started_on ({started_on})")
    return ended_on


def amount(text: str) -> Cents:
    """An amount with `.` and at most two decimals; nothing to group thousands, which other countries read otherwise."""
    try:
        return parse_amount(matching(AMOUNT, "")(text))
    except (ValueError, DomainError):
        raise refused("an amount such as 250.00", text) from None


def rate(text: str) -> BasisPoints:
    """A fraction of 1."""
    try:
        return parse_rate(text)
    except DomainError:
        raise refused("a fraction from 0 up to but not 1 such as 0.20", text) from None


def seats(text: str) -> int:
    """A number of seats."""
    if not (text.isascii() and text.isdecimal() and len(text) < 10) or not 1 <= int(text) <= MOST_SEATS:
        raise refused(f"a whole number from 1 to {MOST_SEATS}", text)
    return int(text)


def host(text: str) -> str:
    """A domain name as it is, in lower case."""
    return matching(rf"(?=.{{1,253}}$){_LABEL}(\.{_LABEL})+", "a domain such as acme.com")(text.lower())


def user_ids(text: str) -> tuple[str, ...]:
    """Slack user ids with `;` between, each once."""
    read = matching(USER, "Slack user ids such as U0123ABCD with ; between")
    return tuple(dict.fromkeys(read(part.strip()) for part in text.split(";") if part.strip()))


IDENTIFIER = r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,79}"
identifier = matching(IDENTIFIER, "up to 80 letters, digits and _ . : -")
is_identifier = re.compile(IDENTIFIER).fullmatch
currency = matching(r"[A-Z]{3}", "a currency code such as USD")

Id = Annotated[str, required(identifier)]
Name = Annotated[str, required(text_up_to(120))]
Word = Annotated[str, required(text_up_to(60))]
Host = Annotated[str | None, optional(host)]
Day = Annotated[date, required(day)]
OptionalDay = Annotated[date | None, optional(day)]
Amount = Annotated[Cents, required(amount)]
OptionalRate = Annotated[BasisPoints | None, optional(rate)]
Seats = Annotated[int, required(seats)]
Currency = Annotated[str, required(currency)]
KindCell = Annotated[Kind, required(one_of(Kind))]
Cycle = Annotated[BillingCycle, required(one_of(BillingCycle))]
Status = Annotated[SubscriptionStatus, required(one_of(SubscriptionStatus))]
Team = Annotated[str | None, optional(matching(TEAM, "a Slack workspace id such as T0123ABCD"))]
Channel = Annotated[str | None, optional(matching(CHANNEL, "a Slack channel id such as C0123ABCD"))]
User = Annotated[str | None, optional(matching(USER, "a Slack user id such as U0123ABCD"))]
Users = Annotated[tuple[str, ...], BeforeValidator(user_ids)]
