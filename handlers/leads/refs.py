"""What buttons and forms of the desk refer to: a lead as it was looked at, and the review that a form lies upon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.errors import Code, DomainError
from domain.leads import Lead
from handlers.leads.set_aside import COMES_AND_GOES, that_fits
from handlers.texts.catalogue import say
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
            raise DomainError(Code.LEAD_UNKNOWN, number=value or say("that number"))
        return LeadRef(lead_id(number), int(version))

    def __str__(self) -> str:
        return f"{self.lead_id}:{self.version}"


@dataclass(frozen=True)
class Below:
    """The review that a form was opened from, with what was typed there and not sent off.

    Slack itself keeps what is typed in a view while it is renewed, so that of very much the move, which says which
    fields there are, and what has no field go along first. `is_whole` where all of it does.
    """

    view_id: str
    typed: Mapping[str, Any] = field(default_factory=dict)
    is_whole: bool = True

    @staticmethod
    def of(view_id: str, typed: Mapping[str, Any]) -> Below:
        """With as much of what was typed as there is room for."""
        kept = that_fits(typed, dict.fromkeys(["move", *COMES_AND_GOES, *typed]))
        return Below(view_id, kept, is_whole=len(kept) == len(typed))

    @staticmethod
    def read(metadata: Mapping[str, Any]) -> Below | None:
        """From a form's metadata; None where it lies upon nothing."""
        view_id = metadata.get("below")
        if not view_id:
            return None
        return Below(str(view_id), metadata.get("typed") or {}, is_whole=not metadata.get("more"))

    @property
    def metadata(self) -> dict[str, Any]:
        """For the form to carry."""
        return {"below": self.view_id, "typed": dict(self.typed), **({} if self.is_whole else {"more": 1})}
