"""A lead as a button of the desk names it: with the version that was looked at."""

from __future__ import annotations

from dataclasses import dataclass

from domain.errors import Code, DomainError
from domain.leads import Lead
from handlers.values import lead_id


@dataclass(frozen=True)
class LeadRef:
    """`12:3`: lead 12 as it was in its version 3."""

    lead_id: int
    version: int

    @staticmethod
    def of(lead: Lead) -> LeadRef:
        """The lead as it is."""
        return LeadRef(lead.id, lead.version)

    @staticmethod
    def read(value: str) -> LeadRef:
        """Raises DomainError(LEAD_UNKNOWN) for what is no reference."""
        number, _, version = value.partition(":")
        if not version.isdecimal():
            raise DomainError(Code.LEAD_UNKNOWN, number=value or "that number")
        return LeadRef(lead_id(number), int(version))

    def __str__(self) -> str:
        return f"{self.lead_id}:{self.version}"
