"""A person's week in leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from domain.notices.places import Address, Face, direct
from domain.people import PersonKey
from domain.weeks import Figures, Reader, Thing, Week


@dataclass(frozen=True)
class WeeklyDigest:
    """What a week has brought to a person, as `reader`, and what is to be done first. Told once a person and week.

    `partner_id` is the company of a partner's person; what an earlier version has put into the outbox names none.
    """

    person: PersonKey
    reader: Reader
    week: Week
    figures: Figures
    things: tuple[Thing, ...]
    partner_id: str | None = None
    kind: Literal["weekly_digest"] = "weekly_digest"

    @property
    def key(self) -> str:
        return f"weekly:{self.person}:{self.reader}:{self.week.ends.isoformat()}"


def of_weekly(notice: WeeklyDigest) -> Iterator[Address]:
    """The person and nobody in the person's stead."""
    yield Address(direct(notice.person), Face.NEWS if notice.reader is Reader.PARTNER else Face.MANAGER)
