"""Members and staff."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.people import Actor, Member, PersonKey, Role, StaffRole


class People(Protocol):
    def actor(self, person: PersonKey) -> Actor:
        """Who this is: one query."""
        ...

    def members(self, partner_id: str) -> Sequence[PersonKey]: ...
    def roster(self, partner_id: str) -> Sequence[Member]:
        """A partner's people with their roles, in the order in which they joined, to look at."""
        ...

    def membership(self, person: PersonKey) -> Member | None: ...
    def add_member(self, member: Member) -> None: ...
    def remove_member(self, person: PersonKey) -> None: ...
    def staff(self) -> Sequence[StaffRole]: ...
    def add_staff(self, person: PersonKey, role: Role, *, now: datetime) -> bool:
        """False where the person has the role already."""
        ...

    def remove_staff(self, person: PersonKey, role: Role | None) -> int:
        """Removes one role, or all of them; how many were removed."""
        ...
