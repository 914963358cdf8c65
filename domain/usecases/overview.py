"""What a partner sees of itself in one look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.errors import Code, DomainError
from domain.partners import Partner
from domain.people import MemberRole, PersonKey
from domain.ports import UnitOfWork
from domain.program import Program
from domain.rewards import LedgerEntry
from domain.tiers import Standing, customer_window, standing


@dataclass(frozen=True)
class Overview:
    """The overview of one partner, for somebody who has this role there."""

    partner: Partner
    standing: Standing
    open_leads: int
    latest_entry: LedgerEntry | None
    role: MemberRole = MemberRole.MEMBER


def overview(uow: UnitOfWork, program: Program, person: PersonKey, today: date) -> Overview:
    """The overview of a member's partner on a day of the vendor's calendar. One query, who it is included.

    Raises DomainError(NOT_A_MEMBER) for anybody else.
    """
    found = uow.partners.of_member(person, new_since=customer_window(program, today))
    if found is None:
        raise DomainError(Code.NOT_A_MEMBER)
    partner, role, figures = found
    return Overview(
        partner=partner,
        standing=standing(program, partner.tier, figures.tiers),
        open_leads=figures.open_leads,
        latest_entry=figures.latest_entry,
        role=role,
    )
