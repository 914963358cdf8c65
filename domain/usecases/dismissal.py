"""Somebody leaves the staff: what they looked after is nobody's, until it is given to others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.claims import Claim, ClaimEvent, ClaimEventKind
from domain.notices import ClaimReleased, ManagerLeft
from domain.people import ALLOWED, SYSTEM, PersonKey, Role, Task
from domain.ports import UnitOfWork
from domain.usecases.claim_telling import desk_of
from domain.usecases.telling import tell


@dataclass(frozen=True)
class Dismissed:
    """How many roles were taken, and how many partners and open claims are nobody's because of it."""

    roles: int
    partners: int = 0
    claims: int = 0


def dismiss(uow: UnitOfWork, person: PersonKey, role: Role | None, *, now: datetime) -> Dismissed:
    """Takes one role from a person, or all of them, and what only that role let them look after.

    Who is no account manager any more has no partners; who delivers no benefits any more has no claims, hears nothing
    and stands in for nobody. The admins are told of what is nobody's now.
    """
    removed = uow.people.remove_staff(person, role)
    if not removed:
        return Dismissed(0)
    left = uow.people.actor(person).roles
    partners = () if Role.ACCOUNT_MANAGER in left else tuple(_without_manager(uow, person))
    claims, absent = 0, tuple[PersonKey, ...]()
    is_gone = left.isdisjoint(ALLOWED[Task.WORK_CLAIMS])
    if partners or is_gone:
        claims = _release(uow, person, partners, all_of_them=is_gone, now=now)
    if is_gone:
        absent = tuple(uow.staff.forget(person))
    if partners or claims or absent:
        admins = tuple(sorted(each.person for each in uow.people.staff() if each.role is Role.ADMIN))
        tell(uow, ManagerLeft(person, partners, claims, absent, admins, now), None)
    return Dismissed(removed, len(partners), claims)


def _without_manager(uow: UnitOfWork, person: PersonKey) -> Sequence[str]:
    """Leaves the person's partners without an account manager; which ones."""
    found = []
    for partner_id in uow.staff.partners_of(person):
        partner = uow.partners.get(partner_id, for_update=True)
        if partner is not None and partner.account_manager == person:  # an admin may have been faster
            partner.account_manager = None
            found.append(partner_id)
    uow.flush()
    return found


def _release(
    uow: UnitOfWork, person: PersonKey, partner_ids: Sequence[str], *, all_of_them: bool, now: datetime
) -> int:
    """Takes claims out of the person's hands, as far as all of them are to go, and those that waited for it as the
    partners' account manager; how many of these are to be done."""
    released = 0
    for claim_id in uow.claims.in_hands(person, partner_ids):
        claim = uow.claims.get(claim_id, for_update=True)
        if claim is None or (claim.handler is not None and not (all_of_them and claim.handler == person)):
            continue
        if claim.handler is not None:
            claim.handler = None
            claim.version += 1
            uow.claims.record(ClaimEvent(claim.id, now, SYSTEM, ClaimEventKind.ASSIGNED, before=person))
        released += _told(uow, claim, person)
    return released


def _told(uow: UnitOfWork, claim: Claim, former: PersonKey) -> bool:
    """Says at its new desk that a claim is nobody's, where it is to be done."""
    partner = uow.partners.get(claim.partner_id)
    if partner is None or not (claim.is_open or claim.attention is not None):
        return False
    tell(uow, ClaimReleased(claim.id, partner.id, claim.version, former, desk_of(claim, partner)), partner)
    return True
