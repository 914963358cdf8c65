"""What a partner's wish to be involved in a lead asks: an introduction of the partner, invitations of the rep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from domain.notices.places import LEADS_DESK, Address, Face, direct, lead_thread
from domain.people import PersonKey


@dataclass(frozen=True)
class IntroductionAsked:
    """A lead was taken on whose partner wants to introduce it: the sales team waits for that."""

    lead_id: int
    partner_id: str
    version: int
    kind: Literal["lead_introduction_asked"] = "lead_introduction_asked"

    @property
    def key(self) -> str:
        return f"lead:{self.lead_id}:v{self.version}:introduction-asked"


@dataclass(frozen=True)
class LeadIntroduced:
    """The partner has introduced the lead; `to` is the rep who may go on."""

    lead_id: int
    partner_id: str
    version: int
    by: PersonKey
    to: PersonKey | None
    kind: Literal["lead_introduced"] = "lead_introduced"

    @property
    def key(self) -> str:
        return f"lead:{self.lead_id}:v{self.version}:introduced"


@dataclass(frozen=True)
class InvitationDue:
    """A lead reached a meeting: `to` is to invite the partner's `person`."""

    lead_id: int
    partner_id: str
    version: int
    stage: str
    person: PersonKey
    to: PersonKey
    kind: Literal["lead_invitation_due"] = "lead_invitation_due"

    @property
    def key(self) -> str:
        return f"lead:{self.lead_id}:v{self.version}:invitation-due"


LeadInvolvementNotice = IntroductionAsked | LeadIntroduced | InvitationDue


def of_lead_involvement(notice: LeadInvolvementNotice) -> Iterator[Address]:
    """The partner is asked in the lead's thread; the rep hears by DM of what is the rep's to do."""
    match notice:
        case IntroductionAsked():
            yield from lead_thread(notice.partner_id)
        case LeadIntroduced():
            yield Address(LEADS_DESK, Face.CARD)
            yield Address(LEADS_DESK, Face.THREAD)
            yield from lead_thread(notice.partner_id)
            if notice.to is not None:
                yield Address(direct(notice.to), Face.MANAGER)
        case InvitationDue():
            yield Address(direct(notice.to), Face.MANAGER)
