"""Who is who: persons of Slack, members of partners, the vendor's staff, and what each role may do."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.errors import Code, DomainError
from domain.partners import Partner

PersonKey = NewType("PersonKey", str)
"""A person of Slack: workspace and user id, as `T0123:U0123`. Two workspaces never share one."""

PERSON_KEY = re.compile(r"[TE][A-Z0-9]+:[UW][A-Z0-9]+")

SYSTEM = PersonKey("system")
"""The author of what the software does on its own: evaluations, reminders."""


def person_key(team_id: str, user_id: str) -> PersonKey:
    """The key of a user of a workspace."""
    return PersonKey(f"{team_id}:{user_id}")


def user_id(person: PersonKey) -> str:
    """The Slack user id in a person's key."""
    return person.rpartition(":")[2]


def team_id(person: PersonKey) -> str:
    """The Slack workspace in a person's key."""
    return person.rpartition(":")[0]


def is_person_key(text: str) -> bool:
    """Whether a text is a person's key, and no name."""
    return PERSON_KEY.fullmatch(text) is not None


class Role(StrEnum):
    """Roles of the vendor's staff. One person may have several."""

    SALES_REP = "sales_rep"
    ACCOUNT_MANAGER = "account_manager"
    ADMIN = "admin"


class MemberRole(StrEnum):
    """Roles of a partner's people. A person has one."""

    OWNER = "owner"
    MEMBER = "member"
    FINANCE = "finance"


AnyRole = Role | MemberRole


class Task(StrEnum):
    """What only some roles may do."""

    # a partner's people, each for their own company
    SEE_FIGURES = "see_figures"
    GIVE_LEADS = "give_leads"
    CLAIM_BENEFITS = "claim_benefits"
    SEE_PEOPLE = "see_people"
    MANAGE_PEOPLE = "manage_people"
    # the vendor's staff
    SEE_PROGRAM = "see_program"
    WORK_LEADS = "work_leads"
    REOPEN_LEADS = "reopen_leads"
    SET_TIERS = "set_tiers"
    WORK_CLAIMS = "work_claims"
    ASSIGN_MANAGERS = "assign_managers"
    ADMIT_PARTNERS = "admit_partners"


ALLOWED: dict[Task, frozenset[AnyRole]] = {
    Task.SEE_FIGURES: frozenset(MemberRole),
    Task.GIVE_LEADS: frozenset({MemberRole.OWNER, MemberRole.MEMBER}),
    Task.CLAIM_BENEFITS: frozenset({MemberRole.OWNER, MemberRole.MEMBER}),
    Task.SEE_PEOPLE: frozenset(MemberRole),
    Task.MANAGE_PEOPLE: frozenset({MemberRole.OWNER}),
    Task.SEE_PROGRAM: frozenset(Role),
    Task.WORK_LEADS: frozenset({Role.SALES_REP, Role.ADMIN}),
    Task.REOPEN_LEADS: frozenset({Role.ADMIN}),
    Task.SET_TIERS: frozenset({Role.ADMIN}),
    Task.WORK_CLAIMS: frozenset({Role.ACCOUNT_MANAGER, Role.ADMIN}),
    Task.ASSIGN_MANAGERS: frozenset({Role.ADMIN}),
    Task.ADMIT_PARTNERS: frozenset({Role.ACCOUNT_MANAGER, Role.ADMIN}),
}
"""Who may do what: the one table. Handlers and use cases ask it by `Actor.require`."""


def allows(role: AnyRole, task: Task) -> bool:
    """Whether one role by itself is enough for a task."""
    return role in ALLOWED[task]


PARTNER_TASKS = frozenset(task for task, roles in ALLOWED.items() if not roles.isdisjoint(MemberRole))


class JoinedBy(StrEnum):
    """How a person came to be a member."""

    IMPORT = "import"
    APPLICATION = "application"
    INVITE = "invite"
    CHANNEL = "channel"


@dataclass(eq=False)
class Member:
    """A person of a partner company. A person is a member of one partner at most."""

    person: PersonKey
    partner_id: str
    joined_at: datetime
    role: MemberRole = MemberRole.MEMBER
    joined_by: JoinedBy = JoinedBy.IMPORT


@dataclass(eq=False)
class StaffRole:
    """One role of one person of the vendor."""

    person: PersonKey
    role: Role
    added_at: datetime


@dataclass(frozen=True)
class Actor:
    """Who is calling: a member of a partner, staff, or (with neither) a stranger.

    `member_role` is the person's role at the partner; without one it says nothing.
    """

    person: PersonKey
    partner: Partner | None = None
    roles: frozenset[Role] = field(default=frozenset())
    member_role: MemberRole = MemberRole.MEMBER

    @property
    def is_staff(self) -> bool:
        """Whether the person has any role at the vendor."""
        return bool(self.roles)

    def may(self, task: Task) -> bool:
        """Whether one of the person's roles allows the task."""
        allowed = ALLOWED[task]
        return not self.roles.isdisjoint(allowed) or (self.partner is not None and self.member_role in allowed)

    def require(self, task: Task) -> None:
        """Raises DomainError: NOT_A_MEMBER or NOT_STAFF for who is not of that side, NOT_ALLOWED where the role does
        not suffice."""
        if self.may(task):
            return
        if task in PARTNER_TASKS:
            self.of_partner()
        elif not self.is_staff:
            raise DomainError(Code.NOT_STAFF)
        raise DomainError(Code.NOT_ALLOWED, task=task)

    def of_partner(self) -> Partner:
        """The partner the person belongs to. Raises DomainError(NOT_A_MEMBER) for anybody else."""
        if self.partner is None:
            raise DomainError(Code.NOT_A_MEMBER)
        return self.partner
