"""What belongs to whom: words, figures and numbers that only one partner's people may ever read.

Every word that a partner's people or a billing system bring in carries a mark that nothing else has in it; figures and
the numbers of leads and claims are read from the database as the history goes on.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tests.slack.story import COMPANIES

Owner = str
"""A partner's id, or the newcomer who may become one."""

NEWCOMER: Owner = "newcomer"
NICK = "U0NICK001"

MARKS: Mapping[Owner, str] = {
    "northwind": "Zorquill",
    "brightside": "Brumvex",
    "helio": "Kathmorn",
    NEWCOMER: "Nimbledock",
}
"""In each name, address and text that an owner brings in."""

AGENTS: Mapping[Owner, tuple[int, ...]] = {
    "northwind": (11, 13, 17),
    "brightside": (19, 23, 29),
    "helio": (31, 37, 41),
    NEWCOMER: (43, 47, 53),
}
"""Nobody else's estimate comes to the same."""

WORDS: Mapping[str, Owner] = {
    **{mark.lower(): owner for owner, mark in MARKS.items()},
    **{company.id: company.id for company in COMPANIES.values()},
    **{company.channel.lower(): company.id for company in COMPANIES.values()},
    **{person.lower(): company.id for company in COMPANIES.values() for person in company.people},
    NICK.lower(): NEWCOMER,
}
PEOPLE: Mapping[str, Owner] = {
    **{person: company.id for company in COMPANIES.values() for person in company.people},
    NICK: NEWCOMER,
}

NUMBER = re.compile(r"(?<![\w-])([LC])-(\d+)\b")
NOBODYS = re.compile(r"There is no (?:lead|claim) [LC]-\d+\.|`(?:leads|claim) [LC]-12`")
"""What is answered to who asks for a number of another's, as for one that nobody has; and the examples of the help."""

FIGURE = re.compile(r"(?<![\d.])\d[\d,]*\.\d\d(?!\d)")

FIGURES = """
    SELECT partner_id, amount FROM subscriptions
    UNION ALL SELECT partner_id, contribution FROM subscriptions
    UNION ALL SELECT partner_id, sum(contribution) FROM subscriptions WHERE counts GROUP BY partner_id
    UNION ALL SELECT partner_id, estimate FROM leads
    UNION ALL SELECT partner_id, confirmed_value FROM leads
    UNION ALL SELECT partner_id, amount FROM ledger_entries
    UNION ALL SELECT partner_id, sum(amount) FROM ledger_entries GROUP BY partner_id
"""
MEMBERS = f"""
    SELECT partner_id FROM members WHERE person LIKE '%:{NICK}'
    UNION ALL SELECT partner_id FROM invites WHERE person LIKE '%:{NICK}'
"""
COMMONPLACE = 100_000
"""Cents: smaller and whole amounts may be anybody's, such as a price or a fixed reward."""


@dataclass
class Belongings:
    """Who owns what by now. Once somebody's, always also theirs: a customer may move, and its first partner knew it."""

    looking: sqlite3.Connection
    moved: dict[str, set[Owner]] = field(default_factory=lambda: defaultdict(set))
    """The marks of customers that move between partners."""
    figures: dict[int, set[Owner]] = field(default_factory=lambda: defaultdict(set))
    numbers: dict[str, Owner] = field(default_factory=dict)
    friends: set[Owner] = field(default_factory=set)
    """Partners that have had to do with the newcomer: who was invited reads of the company, and it of them."""

    def refresh(self) -> None:
        """Reads what has come to be."""
        for partner_id, cents in self.looking.execute(FIGURES):
            if cents and cents >= COMMONPLACE and cents % 100_000:
                self.figures[int(cents)].add(owner_of(partner_id))
        for letter, table in (("L", "leads"), ("C", "claims")):
            for number, partner_id in self.looking.execute(f"SELECT id, partner_id FROM {table}"):
                self.numbers[f"{letter}-{number}"] = owner_of(partner_id)
        self.friends |= {owner_of(partner_id) for (partner_id,) in self.looking.execute(MEMBERS)}

    def foreign(self, text: str, reader: Owner) -> Iterator[str]:
        """What a reader should not have read."""
        text, own = NOBODYS.sub("", text), self._circle(reader)
        lower = text.lower()
        yield from (word for word, owner in WORDS.items() if owner not in own and word in lower)
        yield from (mark for mark, owners in self.moved.items() if not owners & own and mark.lower() in lower)
        for found in NUMBER.finditer(text):
            if self.numbers.get(found[0], reader) not in own:
                yield found[0]
        for cents in {int(found[0].replace(",", "").replace(".", "")) for found in FIGURE.finditer(text)}:
            owners = self.figures.get(cents)
            if owners and not owners & own:
                yield f"{cents / 100:,.2f}"

    def _circle(self, reader: Owner) -> set[Owner]:
        if reader == NEWCOMER:
            return {NEWCOMER, *self.friends}
        return {reader, NEWCOMER} if reader in self.friends else {reader}


def owner_of(partner_id: str) -> Owner:
    """Whose a partner of the database is: one that was not there at first is the newcomer's."""
    return partner_id if partner_id in COMPANIES else NEWCOMER


def owners_of(people: Iterable[str]) -> set[Owner]:
    """The owners that some of these people belong to."""
    return {PEOPLE[person] for person in people if person in PEOPLE}
