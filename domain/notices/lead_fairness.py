"""Whose company it is: what may be known already, what was decided, how long it is protected; files of leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.lead_conflicts import Ruling
from domain.notices.places import LEADS_DESK, Address, Face, direct, lead_thread, partner_channel
from domain.people import PersonKey


@dataclass(frozen=True)
class ConflictsFound:
    """A lead came in for a company that may be known already. The vendor's people alone hear of it."""

    lead_id: int
    partner_id: str
    kind: Literal["lead_conflicts_found"] = "lead_conflicts_found"

    @property
    def key(self) -> str:
        return f"lead:{self.lead_id}:conflicts-found"


@dataclass(frozen=True)
class ConflictRuled:
    """It was decided whose company it is. Told to the partner of each lead concerned, `is_newer` to the later one's.

    `explanation` names no partner.
    """

    conflict_id: int
    lead_id: int
    partner_id: str
    is_newer: bool
    ruling: Ruling
    explanation: str
    by: PersonKey
    kind: Literal["lead_conflict_ruled"] = "lead_conflict_ruled"

    @property
    def key(self) -> str:
        return f"lead-conflict:{self.conflict_id}:lead:{self.lead_id}"


@dataclass(frozen=True)
class CustomerRuled:
    """It was decided on a lead for a company that is a customer already: told to the partner that brought the customer.

    `explanation` names no partner.
    """

    conflict_id: int
    customer: str
    partner_id: str
    ruling: Ruling
    explanation: str
    kind: Literal["lead_customer_ruled"] = "lead_customer_ruled"

    @property
    def key(self) -> str:
        return f"lead-conflict:{self.conflict_id}:customer"


@dataclass(frozen=True)
class ProtectionEnding:
    """A lead's company is its partner's for some more days only. `assignee` is the rep that has the lead."""

    lead_id: int
    partner_id: str
    until: date
    assignee: PersonKey | None
    kind: Literal["lead_protection_ending"] = "lead_protection_ending"

    @property
    def key(self) -> str:
        return f"lead:{self.lead_id}:protection-ending:{self.until.isoformat()}"


@dataclass(frozen=True)
class ProtectionExtended:
    """A rep protected a lead for longer."""

    lead_id: int
    partner_id: str
    until: date
    by: PersonKey
    kind: Literal["lead_protection_extended"] = "lead_protection_extended"

    @property
    def key(self) -> str:
        return f"lead:{self.lead_id}:protected-until:{self.until.isoformat()}"


@dataclass(frozen=True)
class LeadsImported:
    """A partner's person submitted a file of leads: `lead_ids` are those that are new by it."""

    upload_id: str
    partner_id: str
    by: PersonKey
    lead_ids: tuple[int, ...]
    kind: Literal["leads_imported"] = "leads_imported"

    @property
    def key(self) -> str:
        return f"leads-imported:{self.upload_id}"


LeadFairnessNotice = (
    ConflictsFound | ConflictRuled | CustomerRuled | ProtectionEnding | ProtectionExtended | LeadsImported
)


def of_lead_fairness(notice: LeadFairnessNotice) -> Iterator[Address]:
    """The thread of the lead's card; what is the partner's to know in its channel; who has the lead by DM."""
    match notice:
        case ConflictsFound():
            yield Address(LEADS_DESK, Face.THREAD)
        case ConflictRuled() | ProtectionExtended():
            yield Address(LEADS_DESK, Face.CARD)
            yield Address(LEADS_DESK, Face.THREAD)
            yield from lead_thread(notice.partner_id)
        case ProtectionEnding():
            if notice.assignee is not None:
                yield Address(direct(notice.assignee), Face.MANAGER)
            else:
                yield Address(LEADS_DESK, Face.THREAD)
            yield from lead_thread(notice.partner_id)
        case LeadsImported() | CustomerRuled():
            yield Address(partner_channel(notice.partner_id), Face.NEWS)
