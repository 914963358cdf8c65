"""Whether what was on its way to a person for a while is still theirs to see: quiet hours end, Slack comes back."""

from __future__ import annotations

from domain.membership import PeopleEvent
from domain.notices import (
    ApplicationDecided,
    Digest,
    DraftEnding,
    Face,
    InviteSent,
    Notice,
    PeopleChanged,
    WeeklyDigest,
)
from domain.notices.places import person_of
from domain.notices.surroundings import BotAdded
from domain.notices.topics import STAFF_FACES, topic_of
from domain.people import Actor, PersonKey, Task, allows
from domain.ports import UnitOfWork
from domain.staff import topics_for


def may_still_hear(actor: Actor, notice: Notice, face: Face) -> bool:
    """Whether a person with these roles sees such news now.

    A partner's news are for those of its own people whose role has to do with it, all else is for the staff by its
    roles.
    """
    if face in STAFF_FACES:
        topic = topic_of(notice)
        return actor.is_staff if topic is None else topic in topics_for(actor.roles)
    if actor.partner is None or not allows(actor.member_role, _needed(notice, face)):
        return False
    return (getattr(notice, "partner_id", None) or actor.partner.id) == actor.partner.id


def is_still_theirs(uow: UnitOfWork, notice: Notice, face: Face, place: str) -> bool:
    """Whether a message may still go to its place: always to a channel, and to a person as may_still_hear says.

    What answers a person, or tells of the end of what they had, goes out. A card that is there is kept up to date for
    all of the staff, and a partner's account manager hears of the partner without any role, too. A digest is read anew
    itself.
    """
    person = person_of(place)
    if person is None or _is_for_anybody(notice, person):
        return True
    actor = uow.people.actor(person)
    if face is Face.CARD and actor.is_staff:
        return True
    return may_still_hear(actor, notice, face) or (face in STAFF_FACES and _looks_after(uow, person, notice))


def _needed(notice: Notice, face: Face) -> Task:
    """What somebody at a partner must be allowed to do, to hear of it by direct message."""
    if face is Face.MEMBER or isinstance(notice, DraftEnding | WeeklyDigest):
        return Task.GIVE_LEADS
    if face is Face.CLAIMANT:
        return Task.CLAIM_BENEFITS
    if isinstance(notice, PeopleChanged) and notice.event is not PeopleEvent.ROLE_GIVEN:
        return Task.MANAGE_PEOPLE
    return Task.SEE_FIGURES


def _is_for_anybody(notice: Notice, person: PersonKey) -> bool:
    """Whether it is for who belongs to nobody, too."""
    match notice:
        case Digest() | InviteSent() | BotAdded() | ApplicationDecided(partner_id=None):
            return True
        case PeopleChanged(event=PeopleEvent.REMOVED):
            return notice.person == person
        case _:
            return False


def _looks_after(uow: UnitOfWork, person: PersonKey, notice: Notice) -> bool:
    """Whether the partner is the person's: an import may have said so of who has no role."""
    partner_id, own = getattr(notice, "partner_id", None), uow.staff.partners_of(person)
    return bool(own) if partner_id is None else partner_id in own
