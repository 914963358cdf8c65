"""Things that people count, with their forms: in some languages there are more than two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.texts.catalogue import mark, mark_many, say, say_many


@dataclass(frozen=True)
class Noun:
    """What is said of some of them, and of none."""

    some: tuple[str, str]
    none: str

    def of(self, number: int, written: str) -> str:
        """`1 lead`, `1,200 leads`: the number as it is written with what is counted."""
        return say_many(*self.some, number, number=written)

    def no(self) -> str:
        """`no leads`."""
        return say(self.none)


NOUNS: Mapping[str, Noun] = {
    "lead": Noun(mark_many("{number} lead", "{number} leads"), mark("no leads")),
    "open lead": Noun(mark_many("{number} open lead", "{number} open leads"), mark("no open leads")),
    "closed lead": Noun(mark_many("{number} closed lead", "{number} closed leads"), mark("no closed leads")),
    "partner": Noun(mark_many("{number} partner", "{number} partners"), mark("no partners")),
    "customer": Noun(mark_many("{number} customer", "{number} customers"), mark("no customers")),
    "new customer": Noun(mark_many("{number} new customer", "{number} new customers"), mark("no new customers")),
    "claim": Noun(mark_many("{number} claim", "{number} claims"), mark("no claims")),
    "open claim": Noun(mark_many("{number} open claim", "{number} open claims"), mark("no open claims")),
    "agent": Noun(mark_many("{number} agent", "{number} agents"), mark("no agents")),
    "seat": Noun(mark_many("{number} seat", "{number} seats"), mark("no seats")),
    "subscription": Noun(mark_many("{number} subscription", "{number} subscriptions"), mark("no subscriptions")),
    "referral": Noun(mark_many("{number} referral", "{number} referrals"), mark("no referrals")),
    "reseller": Noun(mark_many("{number} reseller", "{number} resellers"), mark("no resellers")),
    "person": Noun(mark_many("{number} person", "{number} people"), mark("no people")),
    "day": Noun(mark_many("{number} day", "{number} days"), mark("no days")),
    "business day": Noun(mark_many("{number} business day", "{number} business days"), mark("no business days")),
    "month": Noun(mark_many("{number} month", "{number} months"), mark("no months")),
    "time": Noun(mark_many("{number} time", "{number} times"), mark("no times")),
    "line": Noun(mark_many("{number} line", "{number} lines"), mark("no lines")),
    "row": Noun(mark_many("{number} row", "{number} rows"), mark("no rows")),
    "more lead": Noun(mark_many("{number} more lead", "{number} more leads"), mark("no more leads")),
    "more row": Noun(mark_many("{number} more row", "{number} more rows"), mark("no more rows")),
    "older change": Noun(mark_many("{number} older change", "{number} older changes"), mark("no older changes")),
    "notice": Noun(mark_many("{number} notice", "{number} notices"), mark("no notices")),
    "message": Noun(mark_many("{number} message", "{number} messages"), mark("no messages")),
    "file": Noun(mark_many("{number} file", "{number} files"), mark("no files")),
}
