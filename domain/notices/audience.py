"""Who hears of a notice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from domain.leads import LeadStatus
from domain.notices.channels import ChannelReady
from domain.notices.claim_audience import of_claim
from domain.notices.claims import ClaimNotice
from domain.notices.lead_affairs import LeadAffair, of_lead_affair
from domain.notices.leads import LeadArrived, LeadAssigned, LeadMoved, LeadNotice, LeadStaged, LeadsWaiting
from domain.notices.outbox import Notice
from domain.notices.people import (
    ApplicationArrived,
    ApplicationDecided,
    ApplicationSettled,
    InviteSent,
    PeopleChanged,
    PeopleNotice,
)
from domain.notices.places import CLAIMS_DESK, LEADS_DESK, Address, Face, direct, partner_channel
from domain.notices.rooms import RoomNotice, of_rooms
from domain.notices.staff import (
    AppRemoved,
    Digest,
    ManagerAway,
    ManagerIntroduced,
    ManagerLeft,
    ManagerMissing,
    ManagerRelieved,
    StaffNotice,
)
from domain.notices.surroundings import SurroundingNotice, of_surroundings
from domain.notices.tiers import CloseToPromotion, TierNotice, TierOverridden, TierPromoted
from domain.partners import Partner
from domain.people import PersonKey


def audience(notice: Notice, *, partner: Partner | None, members: Iterable[PersonKey] = ()) -> Iterator[Address]:
    """Every place that hears of a notice, in the order of sending.

    Sales news go to the leads desk and into the lead's thread in the partner's channel; of leads won or lost, of these
    open again, and of promotions the account manager hears, too. Everything else about a tier goes to the partner's
    people and the account manager only, by DM.
    """
    if isinstance(notice, LeadNotice):
        yield from _of_lead(notice, partner)
    elif isinstance(notice, LeadAffair):
        yield from of_lead_affair(notice)
    elif isinstance(notice, ClaimNotice):
        yield from of_claim(notice)
    elif isinstance(notice, TierNotice):
        yield from _of_tier(notice, partner, members)
    elif isinstance(notice, StaffNotice):
        yield from _of_staff(notice)
    elif isinstance(notice, PeopleNotice):
        yield from _of_people(notice)
    elif isinstance(notice, SurroundingNotice):
        yield from of_surroundings(notice)
    elif isinstance(notice, RoomNotice):
        yield from of_rooms(notice)
    elif isinstance(notice, LeadsWaiting | CloseToPromotion | ChannelReady):
        yield _of_one(notice)
    else:
        assert_never(notice)


def _of_lead(notice: LeadNotice, partner: Partner | None) -> Iterator[Address]:
    yield Address(LEADS_DESK, Face.CARD)
    if not isinstance(notice, LeadArrived):
        yield Address(LEADS_DESK, Face.THREAD)
    if not isinstance(notice, LeadAssigned) and not (isinstance(notice, LeadArrived) and notice.in_file):
        yield Address(partner_channel(notice.partner_id), Face.CARD)
    if isinstance(notice, LeadMoved) or (isinstance(notice, LeadStaged) and notice.stage):
        yield Address(partner_channel(notice.partner_id), Face.THREAD)
    if isinstance(notice, LeadMoved) and {notice.before, notice.after} & {LeadStatus.WON, LeadStatus.LOST}:
        yield from _account_manager(partner)


def _of_tier(notice: TierNotice, partner: Partner | None, members: Iterable[PersonKey]) -> Iterator[Address]:
    if isinstance(notice, TierPromoted) or (isinstance(notice, TierOverridden) and notice.is_upward):
        yield Address(partner_channel(notice.partner_id), Face.NEWS)
    else:
        yield from (Address(direct(member), Face.NEWS) for member in members)
    yield from _account_manager(partner)


def _of_staff(notice: StaffNotice) -> Iterator[Address]:
    match notice:
        case ManagerIntroduced():
            yield Address(partner_channel(notice.partner_id), Face.NEWS)
            yield Address(direct(notice.manager), Face.MANAGER)
        case ManagerRelieved():
            yield Address(direct(notice.former), Face.MANAGER)
        case ManagerMissing():
            yield from (Address(direct(admin), Face.MANAGER) for admin in notice.admins)
        case ManagerLeft():
            if notice.leads:
                yield Address(LEADS_DESK, Face.NEWS)
            yield from (Address(direct(admin), Face.MANAGER) for admin in notice.admins)
        case ManagerAway():
            yield Address(partner_channel(notice.partner_id), Face.NEWS)
        case Digest():
            yield Address(direct(notice.person), Face.MANAGER)
        case AppRemoved():
            yield from (Address(direct(person), Face.MANAGER) for person in notice.told)


def _of_people(notice: PeopleNotice) -> Iterator[Address]:
    match notice:
        case ApplicationArrived():
            yield Address(CLAIMS_DESK, Face.CARD)
        case ApplicationDecided():
            yield Address(CLAIMS_DESK, Face.CARD)
            yield Address(CLAIMS_DESK, Face.THREAD)
            yield Address(direct(notice.applicant), Face.NEWS)
        case ApplicationSettled():
            yield Address(CLAIMS_DESK, Face.CARD)
            yield Address(CLAIMS_DESK, Face.THREAD)
        case InviteSent():
            yield Address(direct(notice.person), Face.NEWS)
        case PeopleChanged():
            yield from (Address(direct(person), Face.NEWS) for person in notice.to)


def _of_one(notice: LeadsWaiting | CloseToPromotion | ChannelReady) -> Address:
    match notice:
        case LeadsWaiting():
            return Address(LEADS_DESK, Face.NEWS)
        case CloseToPromotion():
            return Address(direct(notice.manager), Face.MANAGER)
        case ChannelReady():
            return Address(partner_channel(notice.partner_id), Face.PINNED)


def _account_manager(partner: Partner | None) -> Iterator[Address]:
    if partner is not None and partner.account_manager:
        yield Address(direct(PersonKey(partner.account_manager)), Face.MANAGER)
