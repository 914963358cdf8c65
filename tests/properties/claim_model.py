"""What the rules make of claims: their tables, written down once more so that the code's own is not its own judge."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from domain.people import PersonKey
from tests.properties.worlds import MEMBERS

LEADS_TO = {
    ("requested", "in_progress"),
    ("requested", "fulfilled"),
    ("requested", "declined"),
    ("requested", "withdrawn"),
    ("in_progress", "fulfilled"),
    ("in_progress", "declined"),
    ("in_progress", "withdrawn"),
}
OPEN = {"requested", "in_progress"}
RUN = {"directory_profile", "badge"}
QUOTAS = {"training": (1, "rolling"), "newsletter": (2, "calendar"), "directory_profile": (1, "rolling")}
LONGEST_TEXT = 2000
NOBODYS = 999
"""The number of a claim that there is not."""


@dataclass
class Known:
    """What the rules say of a claim."""

    partner: str
    benefit: str
    on: date
    status: str
    version: int = 1
    runs: bool = False
    flagged: bool = False

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something."""
        return self.status in OPEN

    @property
    def counts(self) -> bool:
        """Whether it takes up room in a quota."""
        return self.is_open or self.status == "fulfilled"

    def end_as(self, status: str) -> None:
        """It comes to its end; what is delivered for a time runs from then on."""
        self.status = status
        self.runs = status == "fulfilled" and self.benefit in RUN


class Claims(dict[int, Known]):
    """All claims by number."""

    def pick(self, number: int) -> int:
        """One of the claims there are, or one that there is not."""
        numbers = [*sorted(self), NOBODYS]
        return numbers[number % len(numbers)]

    def has_room(self, partner: str, benefit: str, today: date) -> bool:
        """Whether the rules let a partner claim a benefit now."""
        own = [each for each in self.values() if (each.partner, each.benefit) == (partner, benefit)]
        if any(each.runs for each in own):
            return False
        if benefit not in QUOTAS:
            return not any(each.is_open for each in own)
        most, per = QUOTAS[benefit]
        return sum(each.counts and counts_on(per, each.on, today) for each in own) < most

    def version_seen(self, claim_id: int, late: int) -> int:
        """The version that somebody sees who is so many changes late."""
        return (self[claim_id].version if claim_id in self else 1) - late

    def is_own(self, person: PersonKey, claim_id: int) -> bool:
        """Whether a claim is of a person's partner."""
        return claim_id in self and MEMBERS.get(person) == self[claim_id].partner

    def is_withdrawn(self, claim_id: int) -> bool:
        """Whether a claim was taken back by its partner."""
        return claim_id in self and self[claim_id].status == "withdrawn"

    def hold_to_quotas(self) -> None:
        """No more claims than a quota has room for on any day, and of what has none, one at a time."""
        for key, (most, per) in QUOTAS.items():
            own = [each for each in self.values() if each.benefit == key and each.counts]
            for partner in set(MEMBERS.values()):
                days = [each.on for each in own if each.partner == partner]
                for day in days:
                    assert sum(counts_on(per, one, day) and one <= day for one in days) <= most
        running = Counter((each.partner, each.benefit) for each in self.values() if each.runs)
        waiting = Counter(
            (each.partner, each.benefit) for each in self.values() if each.is_open and each.benefit not in QUOTAS
        )
        assert {*running.values(), *waiting.values()} <= {1}


def counts_on(per: str, claimed: date, today: date) -> bool:
    """Whether a claim of a day is within a quota's year today."""
    if per == "calendar":
        return claimed.year == today.year
    return (claimed.year + 1, claimed.month, claimed.day) > (today.year, today.month, today.day)


def says_something(text: str) -> bool:
    """Whether a text is one that may be written to somebody."""
    return 0 < len(text.strip()) <= LONGEST_TEXT
