"""How people come to a partner and leave it: applications, invitations, and the history of its people."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.people import MemberRole, PersonKey


class Cooperation(StrEnum):
    """How a company means to work with the vendor."""

    RESELLER = "reseller"
    REFERRAL = "referral"


class ApplicationStatus(StrEnum):
    """How an application stands. Settled: its person came to a partner another way, and nobody had to decide."""

    OPEN = "open"
    APPROVED = "approved"
    DECLINED = "declined"
    SETTLED = "settled"


@dataclass(eq=False)
class Application:
    """A company that wants to become a partner, as a person of it has told us. Decided once.

    `key` names the form it came from: sent off twice, it is one application. `channel_id` is the shared channel it came
    from, if it came from one. `partner_id` is the partner it led to.
    """

    key: str
    person: PersonKey
    applied_at: datetime
    company: str
    name_key: str
    domain: str
    country: str
    cooperation: Cooperation
    about: str
    channel_id: str | None = None
    status: ApplicationStatus = ApplicationStatus.OPEN
    decided_by: PersonKey | None = None
    decided_at: datetime | None = None
    reason: str | None = None
    partner_id: str | None = None
    id: int | None = None

    @property
    def number(self) -> str:
        """`A-7`."""
        return f"A-{self.id}"

    @property
    def is_open(self) -> bool:
        """Whether somebody has still to decide."""
        return self.status is ApplicationStatus.OPEN


@dataclass(eq=False)
class Invite:
    """Lets somebody into one company until it ends: whoever knows its code, or one person who was picked.

    Of a code only its digest is kept.
    """

    partner_id: str
    role: MemberRole
    made_by: PersonKey
    made_at: datetime
    expires_at: datetime
    most_uses: int
    digest: str | None = None
    person: PersonKey | None = None
    uses: int = 0
    id: int | None = None

    def is_over(self, now: datetime) -> bool:
        """Whether it has ended or was used as often as it may be."""
        return now >= self.expires_at or self.uses >= self.most_uses


class PeopleEvent(StrEnum):
    """What can happen to a partner's people."""

    JOINED = "joined"
    INVITED = "invited"
    ROLE_GIVEN = "role_given"
    REMOVED = "removed"
    LEFT = "left"


@dataclass(eq=False)
class PeopleChange:
    """One line of the history of a partner's people. Never changed.

    `before` and `after` are roles; an invitation by code has no `person`.
    """

    partner_id: str
    event: PeopleEvent
    at: datetime
    by: PersonKey
    person: PersonKey | None = None
    before: MemberRole | None = None
    after: MemberRole | None = None
    id: int | None = None


def code_digest(code: str) -> str:
    """What is kept of a code, the same however it is typed: only its letters and digits count, whatever their case."""
    return hashlib.sha256("".join(filter(str.isalnum, code)).upper().encode()).hexdigest()
