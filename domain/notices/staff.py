"""Who looks after a partner, who stands in, and what was held for a person's digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from domain.people import PersonKey


@dataclass(frozen=True)
class ManagerIntroduced:
    """A partner has an account manager, the first one or in place of a former one."""

    partner_id: str
    manager: PersonKey
    by: PersonKey
    at: datetime
    former: PersonKey | None = None
    claims: int = 0
    kind: Literal["manager_introduced"] = "manager_introduced"

    @property
    def key(self) -> str:
        return f"manager:{self.partner_id}:{self.at.isoformat()}"


@dataclass(frozen=True)
class ManagerRelieved:
    """An account manager no longer looks after a partner; so many open claims went to the new one."""

    partner_id: str
    former: PersonKey
    manager: PersonKey
    by: PersonKey
    at: datetime
    claims: int = 0
    kind: Literal["manager_relieved"] = "manager_relieved"

    @property
    def key(self) -> str:
        return f"manager-relieved:{self.partner_id}:{self.at.isoformat()}"


@dataclass(frozen=True)
class ManagerMissing:
    """A partner should be given an account manager, and there is none: the admins must find somebody."""

    partner_id: str
    tier: str
    admins: tuple[PersonKey, ...]
    at: datetime
    kind: Literal["manager_missing"] = "manager_missing"

    @property
    def key(self) -> str:
        return f"manager-missing:{self.partner_id}:{self.at.isoformat()}"


@dataclass(frozen=True)
class ManagerLeft:
    """Somebody is no longer of the staff, or no account manager any more: what they looked after is nobody's.

    `claims` and `leads` are the open ones that nobody has now, `absent` those who have no stand-in any more.
    """

    person: PersonKey
    partners: tuple[str, ...]
    claims: int
    absent: tuple[PersonKey, ...]
    admins: tuple[PersonKey, ...]
    at: datetime
    leads: int = 0
    kind: Literal["manager_left"] = "manager_left"

    @property
    def key(self) -> str:
        return f"manager-left:{self.person}:{self.at.isoformat()}"


@dataclass(frozen=True)
class ManagerAway:
    """A partner's account manager is away for some days, the last one included; somebody stands in."""

    partner_id: str
    manager: PersonKey
    stand_in: PersonKey
    since: date
    until: date
    kind: Literal["manager_away"] = "manager_away"

    @property
    def key(self) -> str:
        days = f"{self.since.isoformat()}:{self.until.isoformat()}"
        return f"manager-away:{self.partner_id}:{self.manager}:{days}:{self.stand_in}"


@dataclass(frozen=True)
class Digest:
    """What was held for a person. `number` names the digest: it is that of the newest notice in it."""

    person: PersonKey
    number: int
    kind: Literal["digest"] = "digest"

    @property
    def key(self) -> str:
        return f"digest:{self.person}:{self.number}"


@dataclass(frozen=True)
class AppRemoved:
    """A partner's workspace has removed the app: what is meant for its people waits until it is installed again.

    `told` are those who hear of it: the partner's account manager, else the admins.
    """

    partner_id: str
    workspace: str
    install_url: str
    told: tuple[PersonKey, ...]
    at: datetime
    kind: Literal["app_removed"] = "app_removed"

    @property
    def key(self) -> str:
        return f"app-removed:{self.partner_id}:{self.at.isoformat()}"


StaffNotice = ManagerIntroduced | ManagerRelieved | ManagerMissing | ManagerLeft | ManagerAway | Digest | AppRemoved
