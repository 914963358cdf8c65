"""Partners and their members, as other systems and staff tell us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from domain.errors import Code, DomainError
from domain.money import Cents
from domain.notices import ChannelReady
from domain.partners import Partner, TierChange, TierEvent
from domain.people import Member, PersonKey
from domain.ports import UnitOfWork
from domain.program import Program
from domain.usecases.telling import tell


class Change(StrEnum):
    """What putting a row did."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True)
class PartnerData:
    """A partner as told from outside. `members` are all its people: others are taken off.

    Without `joined_on`, a new partner joins today and a known one keeps its day. Without an account manager, a known
    one keeps its own: it may have been given one on its promotion.
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
        partner, before = _join(uow, program, data, now=now), None
    else:
        before = _state(partner)
    partner.name, partner.joined_on = data.name, data.joined_on or partner.joined_on
    partner.slack_team_id = data.slack_team_id
    partner.account_manager = data.account_manager or partner.account_manager
    partner.slack_channel_id = data.slack_channel_id
    members_changed = _set_members(uow, partner, data.members, now=now)
    if partner.slack_channel_id:
        tell(uow, ChannelReady(partner.id, partner.slack_channel_id), partner)
    if before is None:
        return Change.ADDED
    return Change.CHANGED if members_changed or before != _state(partner) else Change.UNCHANGED


def _join(uow: UnitOfWork, program: Program, data: PartnerData, *, now: datetime) -> Partner:
    joined_on = data.joined_on or program.calendar.local_day(now)
    lowest = program.tiers[0].key
    partner = Partner(data.id, data.name, joined_on, tier=lowest, tier_since=joined_on)
    uow.partners.add(partner)
    uow.flush()
    uow.partners.record(TierChange(partner.id, TierEvent.JOINED, joined_on, now, None, lowest, Cents(0), 0))
    return partner


def _set_members(uow: UnitOfWork, partner: Partner, members: Sequence[PersonKey], *, now: datetime) -> bool:
    known = set(uow.people.members(partner.id))
    new, gone = [person for person in members if person not in known], known - set(members)
    for person in new:
        membership = uow.people.membership(person)
        if membership is not None and membership.partner_id != partner.id:
            raise DomainError(Code.MEMBER_ELSEWHERE, field="members", person=person, partner=membership.partner_id)
        uow.people.add_member(Member(person, partner.id, now))
    for person in gone:
        uow.people.remove_member(person)
    return bool(new or gone)


def _state(entity: Any) -> tuple[object, ...]:
    return tuple(getattr(entity, each.name) for each in fields(entity))
