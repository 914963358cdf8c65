"""Companies that apply, and what happens to a partner's people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.membership import PeopleEvent
from domain.people import MemberRole, PersonKey


@dataclass(frozen=True)
class ApplicationArrived:
    """A company wants to become a partner: those who admit partners see it at their desk."""

    application_id: int
    kind: Literal["application_arrived"] = "application_arrived"

    @property
    def key(self) -> str:
        return f"application:{self.application_id}"


@dataclass(frozen=True)
class ApplicationDecided:
    """An application was approved or declined. Its person hears of it, in `channel_id` where no other way is open."""

    application_id: int
    applicant: PersonKey
    by: PersonKey
    partner_id: str | None = None
    channel_id: str | None = None
    kind: Literal["application_decided"] = "application_decided"

    @property
    def key(self) -> str:
        return f"application:{self.application_id}:decided"


@dataclass(frozen=True)
class ApplicationSettled:
    """Who applied is with a partner by another way: there is nothing left to decide. Only the desk hears of it."""

    application_id: int
    applicant: PersonKey
    partner_id: str
    kind: Literal["application_settled"] = "application_settled"

    @property
    def key(self) -> str:
        return f"application:{self.application_id}:settled"


@dataclass(frozen=True)
class InviteSent:
    """Somebody was picked to join a company, and may say yes."""

    invite_id: int
    partner_id: str
    person: PersonKey
    by: PersonKey
    kind: Literal["invite_sent"] = "invite_sent"

    @property
    def key(self) -> str:
        return f"invite:{self.invite_id}"


@dataclass(frozen=True)
class PeopleChanged:
    """Something happened to one of a partner's people; `to` hear of it: the person, or the owners."""

    change_id: int
    partner_id: str
    person: PersonKey
    by: PersonKey
    event: PeopleEvent
    role: MemberRole | None
    to: tuple[PersonKey, ...]
    at: datetime
    kind: Literal["people_changed"] = "people_changed"

    @property
    def key(self) -> str:
        return f"people:{self.change_id}"


PeopleNotice = ApplicationArrived | ApplicationDecided | ApplicationSettled | InviteSent | PeopleChanged
