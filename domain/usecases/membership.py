"""Who belongs to a partner: people join, are given roles, are removed and leave. Every change is on record.

Whatever changes a partner's people holds the partner first, so that of two who do so at once neither leaves it without
an owner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.errors import Code, DomainError
from domain.membership import Application, ApplicationStatus, PeopleChange, PeopleEvent
from domain.notices import ApplicationSettled, PeopleChanged
from domain.partners import Partner
from domain.people import Actor, JoinedBy, Member, MemberRole, PersonKey, Task, team_id
from domain.ports import UnitOfWork
from domain.usecases.known_partner import known_partner
from domain.usecases.telling import tell

GONE = frozenset({PeopleEvent.REMOVED, PeopleEvent.LEFT})


@dataclass(frozen=True)
class PeopleFile:
    """A partner's people as one of them sees them."""

    partner: Partner
    people: Sequence[Member]
    me: Member
    may_manage: bool


def open_people(uow: UnitOfWork, actor: Actor) -> PeopleFile:
    """The people of the caller's company. Raises DomainError(NOT_A_MEMBER)."""
    actor.require(Task.SEE_PEOPLE)
    partner = actor.of_partner()
    people = uow.people.roster(partner.id)
    me = next(each for each in people if each.person == actor.person)
    return PeopleFile(partner, people, me, actor.may(Task.MANAGE_PEOPLE))


def member_of(file: PeopleFile, person: PersonKey) -> Member:
    """One of the people. Raises DomainError(MEMBER_GONE)."""
    found = next((each for each in file.people if each.person == person), None)
    if found is None:
        raise DomainError(Code.MEMBER_GONE)
    return found


def people_history(uow: UnitOfWork, actor: Actor, *, offset: int, limit: int) -> tuple[Sequence[PeopleChange], int]:
    """The newest lines of the history, for owners, and how many there are."""
    actor.require(Task.MANAGE_PEOPLE)
    return uow.joining.history(actor.of_partner().id, offset=offset, limit=limit)


def join(
    uow: UnitOfWork, partner: Partner, person: PersonKey, role: MemberRole, way: JoinedBy, *, now: datetime
) -> MemberRole:
    """Makes a person a member, and the owner where there is none; the owners hear of it. Which role it became.

    An application of the person's that waits is settled by it, unless it is the way. The partner is held from here on.
    Raises DomainError(MEMBER_ALREADY) where the person belongs to a partner.
    """
    waiting = waiting_application(uow, person) if way is not JoinedBy.APPLICATION else None
    known_partner(uow, partner.id, for_update=True)
    present = uow.people.membership(person)
    if present is not None:
        theirs = uow.partners.get(present.partner_id)
        raise DomainError(Code.MEMBER_ALREADY, company=theirs.name if theirs else "")
    owners = _owners(uow, partner.id)
    given = role if owners or way is JoinedBy.CHANNEL else MemberRole.OWNER
    uow.people.add_member(Member(person, partner.id, now, given, way))
    uow.flush()
    told = tuple(each for each in owners if each != person)
    _record(uow, partner, PeopleChange(partner.id, PeopleEvent.JOINED, now, person, person, None, given), told)
    if waiting is not None:
        settle(uow, waiting, partner, now=now)
    return given


def waiting_application(uow: UnitOfWork, person: PersonKey) -> Application | None:
    """The one that a person waits for, held until the transaction ends: nobody decides it meanwhile."""
    waiting = uow.joining.open_application(person)
    held = uow.joining.application(int(waiting.id or 0), for_update=True) if waiting is not None else None
    return held if held is not None and held.is_open else None


def settle(uow: UnitOfWork, application: Application, partner: Partner, *, now: datetime) -> None:
    """Takes an application off the desk whose person has come to a partner another way. The person hears nothing."""
    application.status, application.partner_id = ApplicationStatus.SETTLED, partner.id
    application.decided_by, application.decided_at = application.person, now
    uow.flush()
    tell(uow, ApplicationSettled(int(application.id or 0), application.person, partner.id), partner)


def admit_by_channel(
    uow: UnitOfWork, person: PersonKey, channel_id: str, vendor_team: str | None, *, now: datetime
) -> bool:
    """Lets in who clicks in a partner's channel and is of that partner's own workspace; whether they are in now.

    Who is of the vendor's workspace must be named as a member, and so must people of a company without a workspace of
    its own. Who was removed or has left needs an invitation.
    """
    partner = uow.joining.partner_of_channel(channel_id)
    if partner is None or vendor_team is None or partner.slack_team_id in {None, vendor_team}:
        return False
    if team_id(person) != partner.slack_team_id or uow.people.actor(person).is_staff:
        return False
    held = known_partner(uow, partner.id, for_update=True)
    present = uow.people.membership(person)
    if present is not None:
        return present.partner_id == held.id
    newest = uow.joining.newest_change(held.id, person)
    if newest is not None and newest.event in GONE:
        return False
    join(uow, held, person, MemberRole.MEMBER, JoinedBy.CHANNEL, now=now)
    return True


def give_role(uow: UnitOfWork, actor: Actor, person: PersonKey, role: MemberRole, *, now: datetime) -> Member:
    """Gives one of the company's people another role; the person hears of it. Done again, it changes nothing.

    Raises DomainError: NOT_A_MEMBER, NOT_ALLOWED, MEMBER_GONE, LAST_OWNER.
    """
    actor, partner = _managing(uow, actor)
    member = _own(uow, partner, person)
    before = member.role
    if before is role:
        return member
    if before is MemberRole.OWNER:
        _keep_an_owner(uow, partner, person)
    member.role = role
    uow.flush()
    told = (person,) if person != actor.person else ()
    change = PeopleChange(partner.id, PeopleEvent.ROLE_GIVEN, now, actor.person, person, before, role)
    _record(uow, partner, change, told)
    return member


def remove(uow: UnitOfWork, actor: Actor, person: PersonKey, *, now: datetime) -> None:
    """Takes one of the company's people off it, at once. What they have given and claimed stays with the company.

    Raises DomainError: NOT_A_MEMBER, NOT_ALLOWED, MEMBER_GONE, LAST_OWNER.
    """
    actor, partner = _managing(uow, actor)
    event = PeopleEvent.LEFT if person == actor.person else PeopleEvent.REMOVED
    _take_off(uow, partner, _own(uow, partner, person), actor.person, event, now=now)


def leave(uow: UnitOfWork, actor: Actor, *, now: datetime) -> Partner:
    """The caller leaves the company. Raises DomainError: NOT_A_MEMBER, LAST_OWNER."""
    actor.require(Task.SEE_PEOPLE)
    partner = known_partner(uow, actor.of_partner().id, for_update=True)
    _take_off(uow, partner, _own(uow, partner, actor.person), actor.person, PeopleEvent.LEFT, now=now)
    return partner


def _take_off(
    uow: UnitOfWork, partner: Partner, member: Member, by: PersonKey, event: PeopleEvent, *, now: datetime
) -> None:
    person, before = member.person, member.role
    if before is MemberRole.OWNER:
        _keep_an_owner(uow, partner, person)
    uow.people.remove_member(person)
    uow.flush()
    uow.joining.end_invites(partner.id, person, now)
    if not uow.people.actor(person).is_staff:
        uow.staff.forget(person)  # what is held for them speaks of the company
    told = (person,) if event is PeopleEvent.REMOVED else tuple(_owners(uow, partner.id))
    _record(uow, partner, PeopleChange(partner.id, event, now, by, person, before, None), told)


def _managing(uow: UnitOfWork, actor: Actor) -> tuple[Actor, Partner]:
    """The caller as of now that nobody else can change the company's people: somebody may have been faster."""
    actor.require(Task.MANAGE_PEOPLE)
    partner = known_partner(uow, actor.of_partner().id, for_update=True)
    present = uow.people.actor(actor.person)
    present.require(Task.MANAGE_PEOPLE)
    return present, partner


def _own(uow: UnitOfWork, partner: Partner, person: PersonKey) -> Member:
    member = uow.people.membership(person)
    if member is None or member.partner_id != partner.id:
        raise DomainError(Code.MEMBER_GONE)
    return member


def _owners(uow: UnitOfWork, partner_id: str) -> list[PersonKey]:
    return [each.person for each in uow.people.roster(partner_id) if each.role is MemberRole.OWNER]


def _keep_an_owner(uow: UnitOfWork, partner: Partner, but: PersonKey) -> None:
    if _owners(uow, partner.id) == [but]:
        raise DomainError(Code.LAST_OWNER)


def _record(uow: UnitOfWork, partner: Partner, change: PeopleChange, told: tuple[PersonKey, ...]) -> None:
    kept = uow.joining.record(change)
    if told and kept.person is not None:
        notice = PeopleChanged(
            int(kept.id or 0), partner.id, kept.person, kept.by, kept.event, kept.after, told, kept.at
        )
        tell(uow, notice, partner)
