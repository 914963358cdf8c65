"""Who looks after a partner: given with the tier that promises an account manager, and chosen by admins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.benefits import Grant, Queue
from domain.claims import Claim
from domain.errors import Code, DomainError
from domain.notices import ClaimReleased, ManagerIntroduced, ManagerMissing, ManagerRelieved
from domain.partners import Partner
from domain.people import SYSTEM, Actor, PersonKey, Role, Task
from domain.ports import UnitOfWork
from domain.program import Program
from domain.staff import ManagerLoad, least_loaded
from domain.usecases.claim_telling import desk_of
from domain.usecases.known_partner import known_partner
from domain.usecases.telling import tell
from domain.usecases.work_claims import reassign


@dataclass(frozen=True)
class ManagerFile:
    """What an admin chooses an account manager from. `claims` are the open ones that go along with the partner."""

    partner: Partner
    managers: Sequence[ManagerLoad]
    claims: int


@dataclass(frozen=True)
class ManagerOrder:
    """Who is to look after a partner, decided while it was `seen` who does."""

    partner_id: str
    seen: str | None
    manager: PersonKey


def give_manager(uow: UnitOfWork, program: Program, partner: Partner, *, now: datetime) -> None:
    """Gives a partner without an account manager the least loaded one, where its tier promises one.

    The partner must have been loaded for update. Where there is nobody, the admins are told.
    """
    if partner.account_manager or not program.grants(partner.tier, Grant.ACCOUNT_MANAGER):
        return
    uow.staff.take_turn()
    manager = least_loaded(uow.staff.managers())
    if manager is None:
        admins = tuple(each.person for each in uow.people.staff() if each.role is Role.ADMIN)
        tell(uow, ManagerMissing(partner.id, partner.tier, admins, now), partner)
        return
    partner.account_manager = manager
    tell(uow, ManagerIntroduced(partner.id, manager, SYSTEM, now), partner)


def open_managers(uow: UnitOfWork, actor: Actor, partner_id: str, *, now: datetime) -> ManagerFile:
    """Who looks after a partner, and who could. Raises DomainError: NOT_STAFF, NOT_ALLOWED, PARTNER_UNKNOWN."""
    actor.require(Task.ASSIGN_MANAGERS)
    partner = known_partner(uow, partner_id)
    claims = uow.claims.for_entitlements(partner.id, since=now)
    return ManagerFile(partner, uow.staff.managers(), len(_in_hands(claims, partner)))


def replace_manager(uow: UnitOfWork, program: Program, actor: Actor, order: ManagerOrder, *, now: datetime) -> Partner:
    """Gives a partner to an account manager, with the open claims in the former one's hands.

    Done again, it changes nothing. The new one is introduced in the channel; both are told. Raises DomainError:
    NOT_STAFF, NOT_ALLOWED, PARTNER_UNKNOWN, PARTNER_CHANGED where somebody else was chosen meanwhile; NOT_A_MANAGER
    (field `manager`).
    """
    actor.require(Task.ASSIGN_MANAGERS)
    partner = known_partner(uow, order.partner_id, for_update=True)
    if partner.account_manager == order.manager:
        return partner
    if partner.account_manager != order.seen:
        raise DomainError(Code.PARTNER_CHANGED, partner=partner.name)
    if all(each.person != order.manager for each in uow.staff.managers()):
        raise DomainError(Code.NOT_A_MANAGER, field="manager")
    former = PersonKey(partner.account_manager) if partner.account_manager else None
    every = [benefit.key for benefit in program.benefits]
    going = _in_hands(uow.claims.to_flag(partner.id, every), partner)
    partner.account_manager = order.manager
    tell(uow, ManagerIntroduced(partner.id, order.manager, actor.person, now, former, len(going)), partner)
    if former is not None:
        tell(uow, ManagerRelieved(partner.id, former, order.manager, actor.person, now, len(going)), partner)
    _hand_over(uow, actor, partner, going, former, now=now)
    return partner


def _in_hands(claims: Sequence[Claim], partner: Partner) -> list[Claim]:
    """Those of the claims that are open with a partner's account manager: taken, or waiting to be."""
    return [claim for claim in claims if claim.is_open and _is_managers(claim, partner.account_manager)]


def _is_managers(claim: Claim, manager: str | None) -> bool:
    if claim.handler is None:
        return claim.queue is Queue.ACCOUNT_MANAGER
    return claim.handler == manager


def _hand_over(
    uow: UnitOfWork,
    actor: Actor,
    partner: Partner,
    claims: Sequence[Claim],
    former: PersonKey | None,
    *,
    now: datetime,
) -> None:
    """Puts the claims into the hands of the partner's account manager; of others the card goes there."""
    manager = PersonKey(str(partner.account_manager))
    for claim in claims:
        if claim.handler is not None:
            reassign(uow, actor, claim.id, claim.version, manager, now=now)
        else:
            tell(uow, ClaimReleased(claim.id, partner.id, claim.version, former, desk_of(claim, partner)), partner)
