"""What the buttons of the list and of a partner carry: so that one can go on, and back to where one was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.ports.directory import Order
from domain.program import Program
from domain.usecases.partner_directory import Only, Wanted

LONGEST_SEARCH = 40
"""A choice of a list carries the search too, and Slack keeps at most 75 characters of it."""

NOTHING = "-"


def list_state(wanted: Wanted, program: Program, offset: int | str = 0) -> str:
    """`movement:2:at_risk:north:20`: order, place of the tier, who, search, offset."""
    place = "" if wanted.tier is None else str(program.rank(wanted.tier))
    return f"{wanted.order}:{place}:{wanted.only}:{wanted.words[:LONGEST_SEARCH]}:{offset}"


def read_list_state(text: str, program: Program) -> tuple[Wanted, int]:
    """What such a text says; anything that is not one means everybody, from the start."""
    front, _, offset = text.rpartition(":")
    parts = front.split(":", 3)
    if len(parts) != 4:
        return Wanted(), 0
    order, place, only, words = parts
    known = place.isdecimal() and int(place) < len(program.tiers)
    wanted = Wanted(
        order=Order(order) if order in {*Order} else Order.ARR,
        tier=program.tiers[int(place)].key if known else None,
        only=Only(only) if only in {*Only} else Only.ALL,
        words=words,
    )
    return wanted, int(offset) if offset.isdecimal() else 0


@dataclass(frozen=True)
class PartnerRef:
    """A partner, the day it is looked at (None: now), and the list it was opened from."""

    partner_id: str
    day: date | None = None
    back: str = NOTHING

    def __str__(self) -> str:
        day = self.day.isoformat() if self.day else NOTHING
        return f"{self.partner_id} {day} {self.back}"

    @classmethod
    def read(cls, text: str) -> PartnerRef:
        """What `str` has made; ids have no spaces."""
        partner_id, _, rest = text.partition(" ")
        day, _, back = rest.partition(" ")
        return cls(partner_id, _day(day), back or NOTHING)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
