"""What partners do about their own leads once begun: drafts that end, leads taken back, typos corrected."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.notices.places import LEADS_DESK, Address, Face, direct, lead_thread
from domain.people import PersonKey


@dataclass(frozen=True)
class DraftEnding:
    """A lead that somebody has begun is forgotten after `last_day`, unless the person goes on with it."""

    draft_id: str
    partner_id: str
    person: PersonKey
    last_day: date
    kind: Literal["lead_draft_ending"] = "lead_draft_ending"

    @property
    def key(self) -> str:
        return f"lead-draft:{self.draft_id}:ending:{self.last_day.isoformat()}"


@dataclass(frozen=True)
class LeadWithdrawn:
    """The partner took a lead back before anybody had decided about it."""

    lead_id: int
    partner_id: str
    version: int
    by: PersonKey
    reason: str | None = None
    kind: Literal["lead_withdrawn"] = "lead_withdrawn"

    @property
    def key(self) -> str:
        return f"lead:{self.lead_id}:v{self.version}:withdrawn"


@dataclass(frozen=True)
class LeadCorrected:
    """The partner corrected what it had typed: each change as `Phone: 12 → 13` is told, before and after the arrow."""

    lead_id: int
    partner_id: str
    version: int
    by: PersonKey
    changes: tuple[tuple[str, str | None], ...]
    kind: Literal["lead_corrected"] = "lead_corrected"

    @property
    def key(self) -> str:
        return f"lead:{self.lead_id}:v{self.version}:corrected"


LeadGivingNotice = DraftEnding | LeadWithdrawn | LeadCorrected


def of_lead_giving(notice: LeadGivingNotice) -> Iterator[Address]:
    """The draft's own person and nobody else; for a lead its card and its thread, on both sides."""
    if isinstance(notice, DraftEnding):
        yield Address(direct(notice.person), Face.NEWS)
    else:
        yield Address(LEADS_DESK, Face.CARD)
        yield Address(LEADS_DESK, Face.THREAD)
        yield from lead_thread(notice.partner_id)
