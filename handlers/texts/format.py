"""Money, rates, days and counts as people read them, through Babel; and text made safe for mrkdwn."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_compact_currency, format_currency, format_decimal, format_percent

from domain.money import BasisPoints, Cents
from handlers.texts.catalogue import say
from handlers.texts.nouns import NOUNS

_CUT_ENTITY = re.compile(r"&[a-z]{0,3}$")


@dataclass(frozen=True)
class Format:
    """The formats of one locale and currency. `zone` is the vendor's: by it an instant has its calendar day."""

    locale: str
    currency: str
    zone: tzinfo = UTC

    def money(self, cents: Cents) -> str:
        """`$3,540.00`, always with cents."""
        return _money(cents, self.currency, self.locale)

    def amount(self, cents: Cents) -> str:
        """`$500`: without cents where there are none; for the program's round figures."""
        return self.money(cents) if cents % 100 else _whole(cents, self.currency, self.locale)

    def rate(self, rate: BasisPoints) -> str:
        """`20%`, `22.5%`."""
        return _percent(rate, self.locale, "0.##")

    def share(self, share: BasisPoints) -> str:
        """`27.0%`: with a tenth always, so that shares stand well below one another."""
        return _percent(share, self.locale, "0.0")

    def number(self, number: int) -> str:
        """`1,234`."""
        return _decimal(number, self.locale)

    def day(self, day: date) -> str:
        """`Mar 1, 2026`."""
        return _day(day, self.locale)

    def day_of(self, instant: datetime) -> str:
        """The vendor's calendar day at an instant, the same for all readers: what is reckoned by days is by these."""
        return self.day(instant.astimezone(self.zone).date())

    def month(self, day: date) -> str:
        """`March 2026`."""
        return format_skeleton("yMMMM", day, locale=self.locale)

    def short_month(self, day: date) -> str:
        """`Mar`."""
        return format_date(day, format="LLL", locale=self.locale)

    def short_day(self, day: date) -> str:
        """`Mar 1`."""
        return format_skeleton("MMMd", day, locale=self.locale)

    def axis(self, cents: Cents) -> str:
        """`$5,000`, and from a million on `$1.25M`: for the figures beside a chart."""
        if cents < 100_000_000:
            return self.amount(cents)
        return format_compact_currency(Decimal(cents) / 100, self.currency, locale=self.locale, fraction_digits=2)

    def moment(self, instant: datetime) -> str:
        """An instant in the reader's own time zone, as Slack shows it; without Slack, in UTC."""
        fallback = f"{format_date(instant.date(), format='medium', locale=self.locale)} {instant:%H:%M} UTC"
        shown = say("{day} at {time}", day="{date_short_pretty}", time="{time}")  # Slack fills in the day and the time
        return f"<!date^{int(instant.timestamp())}^{shown}|{fallback}>"

    def count(self, number: int, noun: str) -> str:
        """`1 lead`, `2 leads`, `no leads`."""
        return self.number_of(number, noun) if number else NOUNS[noun].no()

    def number_of(self, number: int, noun: str) -> str:
        """`1 lead`, `2 leads`, `0 leads`: beside other figures."""
        return NOUNS[noun].of(number, self.number(number))


def listed(parts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`: in the language of the text around it, which need not be that of the locale."""
    if len(parts) < 2:
        return "".join(parts)
    *before, last = parts
    return say("{before} and {last}", before=", ".join(before), last=last)


def capital(text: str) -> str:
    """A text that goes on within a sentence, as it begins one: only its first letter is raised."""
    return text[:1].upper() + text[1:]


def within_a_sentence(name: str) -> str:
    """A name as it goes on within a sentence: only its first letter is lowered, and that of `API access` is not."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


@lru_cache(maxsize=1024)
def _day(day: date, locale: str) -> str:
    return format_date(day, format="medium", locale=locale)


@lru_cache(maxsize=4096)
def _money(cents: int, currency: str, locale: str) -> str:
    return format_currency(Decimal(cents) / 100, currency, locale=locale)


@lru_cache(maxsize=1024)
def _whole(cents: int, currency: str, locale: str) -> str:
    """With the currency where the language has it: `$500`, in German `500 $`."""
    usual = str(Locale.parse(locale).currency_formats["standard"].pattern)
    return format_currency(
        cents // 100, currency, locale=locale, currency_digits=False, format=usual.replace("0.00", "0")
    )


@lru_cache(maxsize=1024)
def _percent(of_10_000: int, locale: str, digits: str) -> str:
    """With the sign where the language has it: `22.5%`, in German `22,5 %`."""
    usual = str(Locale.parse(locale).percent_formats[None].pattern)
    return format_percent(Decimal(of_10_000) / 10_000, format=usual.replace("#,##0", digits), locale=locale)


@lru_cache(maxsize=4096)
def _decimal(number: int | Decimal, locale: str) -> str:
    return format_decimal(number, locale=locale)


def safe(text: str) -> str:
    """User text for mrkdwn: nothing in it can ping, link or break out."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def bar(share: float, *, width: int = 12) -> str:
    """A bar of text for a share from 0 to 1. Only a full share fills it, only none leaves it empty."""
    filled = round(share * width)
    if 0 < share < 1:
        filled = min(max(filled, 1), width - 1)
    return "▰" * filled + "▱" * (width - filled)


def shortened(text: str, longest: int) -> str:
    """Text cut at `longest` characters, with an ellipsis where something is missing; no entity is cut in two."""
    return text if len(text) <= longest else _CUT_ENTITY.sub("", text[: longest - 1]).rstrip() + "…"
