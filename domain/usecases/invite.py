"""Inviting people to a company, by a code or in person, and saying yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.errors import Code, DomainError
from domain.joining_rules import GUESSING
from domain.membership import Invite, PeopleChange, PeopleEvent, code_digest
from domain.notices import InviteSent
from domain.partners import Partner
from domain.people import Actor, JoinedBy, MemberRole, PersonKey, Role, Task
from domain.ports import UnitOfWork
from domain.program import Program
from domain.usecases.known_partner import known_partner
from domain.usecases.membership import join
from domain.usecases.telling import tell

MOST_LISTED = 10
MOST_CODES = 20


@dataclass(frozen=True)
class Joined:
    """The person belongs to a partner now."""

    partner: Partner
    role: MemberRole


def invite_by_code(
    uow: UnitOfWork, program: Program, actor: Actor, code: str, role: MemberRole, *, now: datetime
) -> Invite:
    """An owner's invitation to the own company: whoever has the code. Raises DomainError: NOT_A_MEMBER, NOT_ALLOWED."""
    actor.require(Task.MANAGE_PEOPLE)
    return _invite(uow, program, actor, actor.of_partner(), role, now=now, code=code)


def invite_to_partner(
    uow: UnitOfWork, program: Program, actor: Actor, partner_id: str, code: str, *, now: datetime
) -> Invite:
    """The staff's invitation to a partner by code. Who uses it while there is no owner becomes that.

    Raises DomainError: NOT_STAFF, NOT_ALLOWED, PARTNER_UNKNOWN.
    """
    actor.require(Task.ADMIT_PARTNERS)
    partner = known_partner(uow, partner_id)
    return _invite(uow, program, actor, partner, MemberRole.MEMBER, now=now, code=code)


def invite_person(
    uow: UnitOfWork, program: Program, actor: Actor, person: PersonKey, role: MemberRole, *, now: datetime
) -> Invite:
    """An owner's invitation to one person, who hears of it and may say yes.

    Raises DomainError: NOT_A_MEMBER, NOT_ALLOWED; NOT_TO_INVITE (field `person`) for staff and for everybody who has a
    company, without saying which.
    """
    actor.require(Task.MANAGE_PEOPLE)
    partner, theirs = actor.of_partner(), uow.people.actor(person)
    if theirs.is_staff or theirs.partner is not None:
        raise DomainError(Code.NOT_TO_INVITE, field="person")
    made = _invite(uow, program, actor, partner, role, now=now, person=person)
    tell(uow, InviteSent(int(made.id or 0), partner.id, person, actor.person), partner)
    return made


def own_invites(uow: UnitOfWork, actor: Actor, *, now: datetime) -> Sequence[Invite]:
    """The invitations to the caller's company whose time is not over, for owners; nothing for others."""
    if actor.partner is None or not actor.may(Task.MANAGE_PEOPLE):
        return ()
    return uow.joining.invites_of(actor.partner.id, now, limit=MOST_LISTED)


def given_codes(uow: UnitOfWork, actor: Actor, *, now: datetime) -> Sequence[tuple[Invite, Partner]]:
    """The newest codes that one of the staff has given, and for an admin those of others too, whose time is not over.

    What a partner's own people give is not among them. Raises DomainError: NOT_STAFF, NOT_ALLOWED.
    """
    actor.require(Task.ADMIT_PARTNERS)
    by = None if Role.ADMIN in actor.roles else actor.person
    found = uow.joining.staff_codes(by, now, limit=MOST_CODES)
    partners = uow.partners.by_id({each.partner_id for each in found})
    return [(each, partners[each.partner_id]) for each in found]


def end_code(uow: UnitOfWork, actor: Actor, invite_id: int, *, now: datetime) -> Partner | None:
    """Ends a code that is out, of whose partner; None where it was used up or has ended already.

    Raises DomainError: NOT_STAFF, NOT_ALLOWED; CODE_NOT_YOURS where neither the caller nor, for an admin, another one
    of the staff has given it.
    """
    actor.require(Task.ADMIT_PARTNERS)
    invite = uow.joining.invite(invite_id, for_update=True)
    if invite is None or invite.person is not None or not _may_end(uow, actor, invite):
        raise DomainError(Code.CODE_NOT_YOURS)
    return uow.partners.get(invite.partner_id) if _ended(uow, invite, now) else None


def end_invitation(uow: UnitOfWork, actor: Actor, invite_id: int, *, now: datetime) -> bool:
    """An owner ends an invitation to the own company, whoever gave it; False where it was used or has ended already.

    Raises DomainError: NOT_A_MEMBER, NOT_ALLOWED; CODE_NOT_YOURS where it is another company's.
    """
    actor.require(Task.MANAGE_PEOPLE)
    invite = uow.joining.invite(invite_id, for_update=True)
    if invite is None or invite.partner_id != actor.of_partner().id:
        raise DomainError(Code.CODE_NOT_YOURS)
    return _ended(uow, invite, now)


def _ended(uow: UnitOfWork, invite: Invite, now: datetime) -> bool:
    """Ends what is still good."""
    if invite.is_over(now):
        return False
    invite.expires_at = now
    uow.flush()
    return True


def _may_end(uow: UnitOfWork, actor: Actor, invite: Invite) -> bool:
    giver = uow.people.membership(invite.made_by)
    is_partners_own = giver is not None and giver.partner_id == invite.partner_id
    return not is_partners_own and (invite.made_by == actor.person or Role.ADMIN in actor.roles)


def join_by_code(uow: UnitOfWork, program: Program, actor: Actor, code: str, *, now: datetime) -> Joined | DomainError:
    """Lets in who has a good code. The refusal of a wrong one is returned, not raised: it is counted.

    Raises DomainError: MEMBER_ALREADY; NOT_A_MEMBER for staff; CODES_TOO_MANY after too many wrong ones.
    """
    require_free(actor)
    since = now - GUESSING
    if uow.joining.wrong_codes(actor.person, since=since) >= program.joining.wrong_codes_an_hour:
        raise DomainError(Code.CODES_TOO_MANY, field="code")
    invite = uow.joining.invite_by_digest(code_digest(code))
    if invite is None or invite.is_over(now) or _was_removed_since(uow, actor, invite):
        uow.joining.note_wrong_code(actor.person, now, since=since)
        return DomainError(Code.CODE_WRONG if invite is None else Code.CODE_OVER, field="code")
    return _used(uow, actor, invite, now=now)


def accept(uow: UnitOfWork, actor: Actor, invite_id: int, *, now: datetime) -> Joined:
    """Says yes to an invitation in person. Raises DomainError: MEMBER_ALREADY; NOT_A_MEMBER for staff; INVITE_OVER."""
    require_free(actor)
    invite = uow.joining.invite(invite_id, for_update=True)
    if invite is None or invite.person != actor.person or invite.is_over(now):
        raise DomainError(Code.INVITE_OVER)
    return _used(uow, actor, invite, now=now)


def require_free(actor: Actor) -> None:
    """Raises DomainError(MEMBER_ALREADY) for who has a company, and for staff what tells them where theirs is."""
    if actor.partner is not None:
        raise DomainError(Code.MEMBER_ALREADY, company=actor.partner.name)
    if actor.is_staff:
        raise DomainError(Code.NOT_A_MEMBER)


def _was_removed_since(uow: UnitOfWork, actor: Actor, invite: Invite) -> bool:
    """Whether the person was taken off the company after the code was made: a code kept is no way back."""
    newest = uow.joining.newest_change(invite.partner_id, actor.person)
    return newest is not None and newest.event is PeopleEvent.REMOVED and newest.at >= invite.made_at


def _used(uow: UnitOfWork, actor: Actor, invite: Invite, *, now: datetime) -> Joined:
    partner = uow.partners.get(invite.partner_id)
    if partner is None:
        raise DomainError(Code.INVITE_OVER)
    invite.uses += 1
    role = join(uow, partner, actor.person, invite.role, JoinedBy.INVITE, now=now)
    return Joined(partner, role)


def _invite(
    uow: UnitOfWork,
    program: Program,
    actor: Actor,
    partner: Partner,
    role: MemberRole,
    *,
    now: datetime,
    code: str | None = None,
    person: PersonKey | None = None,
) -> Invite:
    rules = program.joining
    made = Invite(
        partner_id=partner.id,
        role=role,
        made_by=actor.person,
        made_at=now,
        expires_at=now + rules.invites_last,
        most_uses=rules.code_uses if code is not None else 1,
        digest=code_digest(code) if code is not None else None,
        person=person,
    )
    uow.joining.add_invite(made)
    uow.joining.record(PeopleChange(partner.id, PeopleEvent.INVITED, now, actor.person, person, None, role))
    return made
