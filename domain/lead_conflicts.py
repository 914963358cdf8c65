"""Leads for a company that is known already: with the vendor, or as another lead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.people import PersonKey


class Match(StrEnum):
    """What two companies have in common, the surest first."""

    DOMAIN = "domain"
    MAIL = "mail"
    NAME = "name"


class Ruling(StrEnum):
    """What a rep decides: whose company it is from now on."""

    NEW = "new"  # the lead that came later goes on
    KNOWN = "known"  # it stays with whom it was known from
    BOTH = "both"  # they are different companies, or both go on


@dataclass(eq=False)
class LeadConflict:
    """A lead and what it may be the same as: another lead or a customer, never both.

    `score` is how alike the names are, in percent; 100 where a domain is the same. `reason` is what the partner gave
    for handing the lead over all the same. `explanation` is what both sides are told, without the other's name.
    """

    lead_id: int
    other_lead_id: int | None
    other_customer_id: str | None
    match: Match
    score: int
    found_at: datetime
    reason: str | None = None
    ruling: Ruling | None = None
    ruled_by: PersonKey | None = None
    ruled_at: datetime | None = None
    explanation: str | None = None
    id: int | None = None
