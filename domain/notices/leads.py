"""What happens to leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.leads import Lead, LeadStatus
from domain.money import Cents
from domain.people import PersonKey


@dataclass(frozen=True)
class LeadArrived:
    """A partner submitted a lead; `in_file` with many others, of which its channel hears at once."""

    lead_id: int
    partner_id: str
    by: PersonKey
    in_file: bool = False
    kind: Literal["lead_arrived"] = "lead_arrived"

    @property
    def key(self) -> str:
        return f"lead:{self.lead_id}:arrived"


@dataclass(frozen=True)
class LeadMoved:
    """A lead reached a status. `credited` is the reward booked for it, negative when one was taken back."""

    lead_id: int
    partner_id: str
    version: int
    before: LeadStatus
    after: LeadStatus
    by: PersonKey
    reason: str | None = None
    credited: Cents | None = None
    kind: Literal["lead_moved"] = "lead_moved"

    @property
    def key(self) -> str:
        return f"lead:{self.lead_id}:v{self.version}:moved"


@dataclass(frozen=True)
class LeadStaged:
    """An approved lead reached a stage of the sale."""

    lead_id: int
    partner_id: str
    version: int
    stage: str | None
    by: PersonKey
    kind: Literal["lead_staged"] = "lead_staged"

    @property
    def key(self) -> str:
        return f"lead:{self.lead_id}:v{self.version}:staged"


@dataclass(frozen=True)
class LeadFlagged:
    """The legal or security review of a lead began or ended."""

    lead_id: int
    partner_id: str
    version: int
    legal_review: bool
    security_review: bool
    by: PersonKey
    kind: Literal["lead_flagged"] = "lead_flagged"

    @property
    def key(self) -> str:
        return f"lead:{self.lead_id}:v{self.version}:flagged"


@dataclass(frozen=True)
class LeadAssigned:
    """A sales rep took a lead on."""

    lead_id: int
    partner_id: str
    version: int
    assignee: PersonKey
    by: PersonKey
    kind: Literal["lead_assigned"] = "lead_assigned"

    @property
    def key(self) -> str:
        return f"lead:{self.lead_id}:v{self.version}:assigned"


@dataclass(frozen=True)
class LeadsWaiting:
    """Leads that nobody has reviewed in time, the oldest first.

    Not told any more: LeadsLate is. What an earlier version has put into the outbox is still sent.
    """

    on: date
    lead_ids: tuple[int, ...]
    kind: Literal["leads_waiting"] = "leads_waiting"

    @property
    def key(self) -> str:
        return f"leads-waiting:{self.on.isoformat()}"


LeadNotice = LeadArrived | LeadMoved | LeadStaged | LeadFlagged | LeadAssigned
"""What happens to one lead."""


def moved(lead: Lead, before: LeadStatus, *, by: PersonKey, credited: Cents | None) -> LeadMoved:
    """The notice of a move that has just been made."""
    return LeadMoved(
        lead_id=lead.id,
        partner_id=lead.partner_id,
        version=lead.version,
        before=before,
        after=lead.status,
        by=by,
        reason=lead.reason,
        credited=credited,
    )
