"""Partners and their members, as other systems and staff tell us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from domain.errors import Code, DomainError
from domain.membership import PeopleChange, PeopleEvent
from domain.money import Cents
from domain.notices import ChannelReady
from domain.partners import Partner, TierChange, TierEvent
from domain.people import SYSTEM, JoinedBy, Member, MemberRole, PersonKey
from domain.ports import UnitOfWork
from domain.program import Program
from domain.usecases.membership import settle, waiting_application
from domain.usecases.telling import tell


class Change(StrEnum):
    """What putting a row did."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class PartnerData:
    """A partner as told from outside. `members` are all its people that are told so: who was among them before is taken
    off. The first one is the owner where there is no other.

    Without `joined_on`, a new partner joins today and a known one keeps its day. Without an account manager or a
    channel, a known one keeps its own: it may have been given one on its promotion, or in Slack.
    """

    id: str
    name: str
    joined_on: date | None
    members: Sequence[PersonKey]
    slack_team_id: str | None = None
    slack_channel_id: str | None = None
    account_manager: PersonKey | None = None


def put_partner(uow: UnitOfWork, program: Program, data: PartnerData, *, now: datetime) -> Change:
    """Adds a partner or brings it up to date. A new one starts in the lowest tier.

    Raises DomainError(MEMBER_ELSEWHERE) where a person belongs to another partner.
    """
    partner = uow.partners.get(data.id, for_update=True)
    if partner is None:
        joined_on = data.joined_on or program.calendar.local_day(now)
        partner, before = start_partner(uow, program, data.id, data.name, joined_on, now=now), None
    else:
        before = _state(partner)
    partner.name, partner.joined_on = data.name, data.joined_on or partner.joined_on
    partner.slack_team_id = data.slack_team_id
    partner.account_manager = data.account_manager or partner.account_manager
    partner.slack_channel_id = data.slack_channel_id or partner.slack_channel_id
    members_changed = _set_members(uow, partner, data.members, now=now, is_new=before is None)
    if partner.slack_channel_id:
        tell(uow, ChannelReady(partner.id, partner.slack_channel_id), partner)
    if before is not None and not members_changed and before == _state(partner):
        return Change.UNCHANGED
    uow.changed_for(partner_id=partner.id, staff=True)
    return Change.ADDED if before is None else Change.CHANGED


def start_partner(
    uow: UnitOfWork, program: Program, partner_id: str, name: str, joined_on: date, *, now: datetime
) -> Partner:
    """Adds a partner in the lowest tier, without people or a channel."""
    lowest = program.tiers[0].key
    partner = Partner(partner_id, name, joined_on, tier=lowest, tier_since=joined_on)
    uow.partners.add(partner)
    uow.flush()
    uow.partners.record(TierChange(partner.id, TierEvent.JOINED, joined_on, now, None, lowest, Cents(0), 0))
    return partner


def _set_members(
    uow: UnitOfWork, partner: Partner, members: Sequence[PersonKey], *, now: datetime, is_new: bool
) -> bool:
    """Of those who are there, only who came by an import is taken off: others came in by a door of Slack's.

    The first one listed is the owner where there is no other.
    """
    known = {each.person: each for each in uow.people.roster(partner.id)}
    new = [person for person in dict.fromkeys(members) if person not in known]
    gone = [each for each in known.values() if each.joined_by is JoinedBy.IMPORT and each.person not in set(members)]
    for person in new:
        membership = uow.people.membership(person)
        if membership is not None and membership.partner_id != partner.id:
            raise DomainError(Code.MEMBER_ELSEWHERE, field="members", person=person, partner=membership.partner_id)
    owners = {each.person for each in known.values() if each.role is MemberRole.OWNER} - {each.person for each in gone}
    staying = [*members, *(person for person, each in known.items() if each not in gone)]
    heir = staying[0] if staying and not owners else None
    for person in new:
        role = MemberRole.OWNER if person == heir else MemberRole.MEMBER
        uow.people.add_member(Member(person, partner.id, now, role))
        if not is_new:
            uow.joining.record(PeopleChange(partner.id, PeopleEvent.JOINED, now, SYSTEM, person, None, role))
        waiting = waiting_application(uow, person)
        if waiting is not None:
            settle(uow, waiting, partner, now=now)
    for each in gone:
        uow.people.remove_member(each.person)
        uow.joining.record(PeopleChange(partner.id, PeopleEvent.REMOVED, now, SYSTEM, each.person, each.role))
        uow.changed_for(person=each.person)
    if heir in known and (member := uow.people.membership(PersonKey(str(heir)))) is not None:
        before, member.role = member.role, MemberRole.OWNER
        given = PeopleChange(partner.id, PeopleEvent.ROLE_GIVEN, now, SYSTEM, heir, before, MemberRole.OWNER)
        uow.joining.record(given)
    return bool(new or gone)


def _state(entity: Any) -> tuple[object, ...]:
    return tuple(getattr(entity, each.name) for each in fields(entity))
