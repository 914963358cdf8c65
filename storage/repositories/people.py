"""Members of partners and the vendor's staff."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import String, bindparam, delete, literal_column, select

from domain.people import Actor, Member, MemberRole, PersonKey, Role, StaffRole
from storage.mapping import columns_of
from storage.repositories.partners import PARTNER, read_partner
from storage.tables import members, partners, staff_roles
from storage.transaction import Transaction
from storage.written import Written

_PERSON = bindparam("person", type_=String)
_ALWAYS = select(literal_column("1").label("row")).subquery("always")

ACTOR = Written(
    select(*PARTNER, members.c.role.label("member_role"), staff_roles.c.role).select_from(
        _ALWAYS.outerjoin(members, members.c.person == _PERSON)
        .outerjoin(partners, partners.c.id == members.c.partner_id)
        .outerjoin(staff_roles, staff_roles.c.person == _PERSON)
    )
)
MEMBERS = (
    select(members.c.person)
    .where(members.c.partner_id == bindparam("partner_id", type_=String))
    .order_by(members.c.joined_at, members.c.person)
)
ROSTER = (
    select(*columns_of(Member, members))
    .where(members.c.partner_id == bindparam("partner_id", type_=String))
    .order_by(members.c.joined_at, members.c.person)
)
STAFF = select(*columns_of(StaffRole, staff_roles)).order_by(staff_roles.c.person, staff_roles.c.role)


class PeopleRepository:
    """Who is who."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def actor(self, person: PersonKey) -> Actor:
        """Who this is: one query with a row for each role, and one row for a person without any."""
        rows = ACTOR.rows(self._transaction, {"person": person})
        *partner, member_role, _ = rows[0]
        return Actor(
            person=person,
            partner=read_partner(partner) if partner[0] is not None else None,
            roles=frozenset(role for *_, role in rows if role is not None),
            member_role=member_role or MemberRole.MEMBER,
        )

    def members(self, partner_id: str) -> Sequence[PersonKey]:
        """A partner's people, in the order in which they joined."""
        return self._transaction.execute(MEMBERS, {"partner_id": partner_id}).scalars().all()

    def roster(self, partner_id: str) -> Sequence[Member]:
        """A partner's people with their roles, in the order in which they joined."""
        return [Member(*row) for row in self._transaction.execute(ROSTER, {"partner_id": partner_id})]

    def membership(self, person: PersonKey) -> Member | None:
        """The partner a person belongs to, if any."""
        self._transaction.flush()
        return self._transaction.load(Member, person)

    def add_member(self, member: Member) -> None:
        """Makes a person a member of a partner."""
        self._transaction.session.add(member)

    def remove_member(self, person: PersonKey) -> None:
        """Takes a person off its partner, if it has one."""
        member = self.membership(person)
        if member is not None:
            self._transaction.session.delete(member)

    def staff(self) -> Sequence[StaffRole]:
        """Every role of every person of the staff."""
        return [StaffRole(*row) for row in self._transaction.execute(STAFF)]

    def add_staff(self, person: PersonKey, role: Role, *, now: datetime) -> bool:
        """False where the person has the role already."""
        insert = self._transaction.insert(staff_roles).on_conflict_do_nothing().returning(staff_roles.c.role)
        added = self._transaction.execute(insert, {"person": person, "role": role, "added_at": now})
        return added.one_or_none() is not None

    def remove_staff(self, person: PersonKey, role: Role | None) -> int:
        """Removes one role, or all of them; how many were removed."""
        removal = delete(staff_roles).where(staff_roles.c.person == person)
        if role is not None:
            removal = removal.where(staff_roles.c.role == role)
        return self._transaction.execute(removal).rowcount
