"""Putting a notice on the unit of work, addressed to everybody concerned."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from domain.notices import (
    CLAIMS_DESK,
    Address,
    ChannelReady,
    ClaimNotice,
    Face,
    LeadArrived,
    Notice,
    PersonalTierNotice,
    audience,
    direct,
    partner_channel,
)
from domain.notices.places import person_of
from domain.notices.topics import STAFF_FACES, heard, is_personal, topic_of, topic_of_member
from domain.partners import Partner
from domain.people import ALLOWED, MemberRole, PersonKey, Role, Task, allows
from domain.ports import UnitOfWork
from domain.staff import Listener, Mode, Topic, unless_chosen


def tell(uow: UnitOfWork, notice: Notice, partner: Partner | None, *, urgent: bool = False) -> None:
    """Addresses a notice about a partner and puts it into the outbox. What is pinned greets it by its present name.

    Nobody is written to who is gone from Slack. In a person's quiet hours it waits for their end, but for what is
    `urgent`: it answers what the person has just done.
    """
    if partner is not None and isinstance(notice, ChannelReady):
        notice = replace(notice, partner_name=partner.name)
    personal = partner is not None and isinstance(notice, PersonalTierNotice)
    members = uow.people.members(partner.id) if partner is not None and personal else ()
    addressed = list(_present(uow, audience(notice, partner=partner, members=members), partner))
    cards = _cards(uow, notice)
    routed = list(_routed(uow, notice, [*addressed, *_curious(uow, notice)], cards))
    if partner is not None and (
        isinstance(notice, LeadArrived) or Address(partner_channel(partner.id), Face.THREAD) in addressed
    ):
        routed += _members(uow, notice, partner)
    # cards first: a reply in its thread waits for the card of its place
    every = list(dict.fromkeys([*(Address(place, Face.CARD) for place in cards), *routed]))
    _told(uow, notice, every, urgent=urgent)


def _told(uow: UnitOfWork, notice: Notice, addresses: Sequence[Address], *, urgent: bool) -> None:
    """With the manners of each person minded."""
    people = {address.place: person for address in addresses if (person := person_of(address.place)) is not None}
    manners = uow.manners.of(people.values())
    minded = {place: manners[person] for place, person in people.items() if person in manners}
    reached = [each for each in addresses if each.place not in minded or not minded[each.place].is_gone]
    held = {
        place: manner.quiet_until
        for place, manner in minded.items()
        if manner.quiet_until is not None and not urgent and people[place] != getattr(notice, "by", None)
    }
    uow.tell(notice, reached, held=held)


def _present(uow: UnitOfWork, addresses: Iterable[Address], partner: Partner | None) -> Iterator[Address]:
    """The addresses; what is for a claimant who claims for the partner no more goes to its owners."""
    for address in addresses:
        person = person_of(address.place) if address.face is Face.CLAIMANT else None
        if person is None or partner is None:
            yield address
            continue
        roster = uow.people.roster(partner.id)
        if any(each.person == person and allows(each.role, Task.CLAIM_BENEFITS) for each in roster):
            yield address
        else:
            owners = (each.person for each in roster if each.role is MemberRole.OWNER)
            yield from (Address(direct(owner), address.face) for owner in owners)


def _curious(uow: UnitOfWork, notice: Notice) -> Iterator[Address]:
    """The reps who want to hear of every new lead, beside the desk."""
    if isinstance(notice, LeadArrived):
        reps = {each.person for each in uow.people.staff() if each.role in ALLOWED[Task.WORK_LEADS]}
        for rep, modes in sorted(uow.staff.modes(reps).items()):
            if modes.get(Topic.LEAD_NEW, Mode.OFF) is not Mode.OFF:
                yield Address(direct(rep), Face.MANAGER)


def _members(uow: UnitOfWork, notice: Notice, partner: Partner) -> Iterator[Address]:
    """Those who give the partner's leads and want by DM what is told of a lead in their channel; not who has done it.

    What waits for a daily digest is held here.
    """
    lead = uow.leads.get(getattr(notice, "lead_id", 0))
    if lead is None or lead.partner_id != partner.id:
        return
    giving = [each.person for each in uow.people.roster(partner.id) if allows(each.role, Task.GIVE_LEADS)]
    members = [each for each in giving if each != getattr(notice, "by", None)]
    chosen = uow.staff.modes(members)
    for member in members:
        topic = topic_of_member(notice, is_own=lead.submitted_by == member)
        mode = chosen.get(member, {}).get(topic, unless_chosen(topic))
        if mode is Mode.NOW:
            yield Address(direct(member), Face.MEMBER)
        elif mode is Mode.DIGEST:
            uow.staff.hold(member, topic, Face.MEMBER, notice)


def _cards(uow: UnitOfWork, notice: Notice) -> Sequence[str]:
    """Where a claim has a card already: there it is kept up to date, also when its desk is elsewhere by now.

    Such are the card of a stand-in who is one no more, and of who had the claim before.
    """
    if not isinstance(notice, ClaimNotice) or notice.desk is None:
        return ()
    staff = dict.fromkeys(direct(each.person) for each in uow.people.staff())
    return uow.claims.cards(notice.claim_id, [CLAIMS_DESK, *staff])


def _routed(uow: UnitOfWork, notice: Notice, addresses: Iterable[Address], cards: Collection[str]) -> Iterator[Address]:
    """The addresses to be told at once, as the staff among them has chosen. What waits for a digest is held here.

    Who is away hears through the stand-in, who has made choices of their own. `cards` are places with the claim's card.
    """
    topic = topic_of(notice)
    for address in addresses:
        person = person_of(address.place)
        if person is None or address.face not in STAFF_FACES:
            yield address
            continue
        for listener in _listeners(uow, person, itself=is_personal(notice)):
            place = direct(listener.person)
            mode, face = heard(notice, address.face, listener, has_card=place in cards)
            if mode is Mode.NOW:
                yield Address(place, face)
            elif mode is Mode.DIGEST and topic is not None:
                uow.staff.hold(listener.person, topic, face, notice)


def _listeners(uow: UnitOfWork, person: PersonKey, *, itself: bool) -> list[Listener]:
    """Who hears what is meant for a person: the stand-in, the stand-in's, and where all are away, the admins.

    Where there is no admin either, the person, so that nothing is lost.
    """
    listener = first = uow.staff.listener(person)
    seen = {person}
    while listener.stand_in is not None and not itself:
        if listener.stand_in in seen:
            return _admins(uow) or [first]
        seen.add(listener.stand_in)
        listener = uow.staff.listener(listener.stand_in)
    return [listener]


def _admins(uow: UnitOfWork) -> list[Listener]:
    """The admins that are here."""
    admins = [uow.staff.listener(each.person) for each in uow.people.staff() if each.role is Role.ADMIN]
    return [admin for admin in admins if admin.stand_in is None]
