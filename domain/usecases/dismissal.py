"""Somebody leaves the staff: what they looked after is nobody's, until it is given to others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.claims import Claim, ClaimEvent, ClaimEventKind
from domain.leads import LeadEvent, LeadEventKind
from domain.notices import ClaimReleased, LeadHandedOver, ManagerLeft
from domain.people import ALLOWED, SYSTEM, Actor, PersonKey, Role, Task
from domain.ports import UnitOfWork
from domain.staff import PARTNER_TOPICS, topics_for
from domain.usecases.claim_telling import desk_of
from domain.usecases.staff_settings import can_stand_in
from domain.usecases.telling import tell


@dataclass(frozen=True)
class Dismissed:
    """How many roles were taken, how many partners, open claims and leads are nobody's because of it, how many codes
    ended."""

    roles: int
    partners: int = 0
    claims: int = 0
    codes: int = 0
    leads: int = 0


def dismiss(uow: UnitOfWork, person: PersonKey, role: Role | None, *, now: datetime) -> Dismissed:
    """Takes one role from a person, or all of them, and what only that role let them look after.

    Who is no account manager any more has no partners; who delivers no benefits any more has no claims; who works on no
    leads any more has none; who admits no partners any more has given no codes that are good. Nobody hears of, or
    stands in at, what is not theirs to do. The admins are told of what is nobody's now, of leads also the desk.
    """
    removed = uow.people.remove_staff(person, role)
    if not removed:
        return Dismissed(0)
    actor = uow.people.actor(person)
    left = actor.roles
    partners = () if Role.ACCOUNT_MANAGER in left else tuple(_without_manager(uow, person))
    is_gone = left.isdisjoint(ALLOWED[Task.WORK_CLAIMS])
    claims = _release(uow, person, partners, all_of_them=is_gone, now=now) if partners or is_gone else 0
    leads = _put_down(uow, person, now=now) if left.isdisjoint(ALLOWED[Task.WORK_LEADS]) else 0
    codes = uow.joining.end_staff_codes(person, now) if left.isdisjoint(ALLOWED[Task.ADMIT_PARTNERS]) else 0
    absent = tuple(_stood_in_no_more(uow, person))
    _forget(uow, actor)
    if partners or claims or leads or absent:
        admins = tuple(sorted(each.person for each in uow.people.staff() if each.role is Role.ADMIN))
        tell(uow, ManagerLeft(person, partners, claims, absent, admins, now, leads), None)
    return Dismissed(removed, len(partners), claims, codes, leads)


def _stood_in_no_more(uow: UnitOfWork, person: PersonKey) -> Sequence[PersonKey]:
    """Ends the absences of those whose work the person cannot do any more; of whom."""
    absent = uow.staff.stood_in_by(person)
    ended = [each for each in absent if not can_stand_in(uow, person, uow.people.actor(each))]
    for each in ended:
        uow.staff.end_absence(each)
    return ended


def _forget(uow: UnitOfWork, actor: Actor) -> None:
    """Leaves a person with the choices about what it still hears of, as one of the staff or of a partner's people."""
    if not actor.is_staff:
        uow.staff.end_absence(actor.person)
    if not actor.is_staff and actor.partner is None:
        uow.staff.forget(actor.person)
        return
    of_partner = PARTNER_TOPICS if actor.partner is not None else ()
    uow.staff.forget_topics(actor.person, keep={*topics_for(actor.roles), *of_partner})


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


def _put_down(uow: UnitOfWork, person: PersonKey, *, now: datetime) -> int:
    """Takes the leads that are still to be worked on out of the person's hands; how many need somebody.

    Parts of a deal go along, but need nobody of their own. It touches no lead: those nobody touches are brought up.
    """
    number = 0
    for lead_id in uow.leads.in_hands(person):
        lead = uow.leads.get(lead_id, for_update=True)
        partner = uow.partners.get(lead.partner_id) if lead is not None else None
        if lead is None or partner is None or lead.assignee != person:  # a colleague may have been faster
            continue
        lead.assignee = None
        lead.version += 1
        uow.leads.record(LeadEvent(lead.id, now, SYSTEM, LeadEventKind.ASSIGNED, before=person))
        tell(uow, LeadHandedOver(lead.id, partner.id, lead.version, person, None, SYSTEM), partner)
        number += lead.is_open
    return number


def _told(uow: UnitOfWork, claim: Claim, former: PersonKey) -> bool:
    """Says at its new desk that a claim is nobody's, where it is to be done."""
    partner = uow.partners.get(claim.partner_id)
    if partner is None or not (claim.is_open or claim.attention is not None):
        return False
    tell(uow, ClaimReleased(claim.id, partner.id, claim.version, former, desk_of(claim, partner)), partner)
    return True
