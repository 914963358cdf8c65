"""Messages from the outbox: what each notice looks like at each place."""

from __future__ import annotations

from typing import assert_never

from domain.notices import (
    AppRemoved,
    ChannelReady,
    ClaimNotice,
    CloseToPromotion,
    Digest,
    Face,
    LeadAffair,
    LeadNotice,
    LeadsWaiting,
    ManagerLeft,
    Notice,
    PeopleNotice,
    StaffNotice,
    TierNotice,
    TierPromoted,
)
from domain.notices.rooms import RoomNotice
from domain.notices.surroundings import SurroundingNotice
from handlers.context import Reading
from handlers.notices import claims_desk, claims_partner, leads, staff, tiers
from handlers.notices.app_removed import app_removed
from handlers.notices.digest import digest
from handlers.notices.lead_affairs import lead_affair
from handlers.notices.leads_channel import is_for_partner, to_partner
from handlers.notices.partners import partner_of
from handlers.notices.people import people
from handlers.notices.rooms import rooms
from handlers.notices.surroundings import surroundings
from handlers.pinned import pinned
from handlers.results import Post
from handlers.texts.catalogue import say


def render(notice: Notice, face: Face, reading: Reading) -> Post:
    """The message for a notice. LookupError where what it speaks of is gone."""
    lead_id: int | None = getattr(notice, "lead_id", None)
    if lead_id is not None and is_for_partner(face, reading):
        return to_partner(notice, lead_id, face, reading, render)
    return _at_its_place(notice, face, reading)


def _at_its_place(notice: Notice, face: Face, reading: Reading) -> Post:
    if isinstance(notice, LeadNotice):
        post = leads.lead(notice, face, reading)
    elif isinstance(notice, LeadAffair):
        post = lead_affair(notice, face, reading)
    elif isinstance(notice, ClaimNotice):
        post = _claim(notice, face, reading)
    elif isinstance(notice, TierNotice):
        post = _tier(notice, face, reading)
    elif isinstance(notice, StaffNotice):
        post = _staff(notice, face, reading)
    elif isinstance(notice, PeopleNotice):
        post = people(notice, face, reading)
    elif isinstance(notice, SurroundingNotice):
        post = surroundings(notice, reading)
    elif isinstance(notice, RoomNotice):
        post = rooms(notice, reading)
    elif isinstance(notice, LeadsWaiting | CloseToPromotion | ChannelReady):
        post = _single(notice, reading)
    else:
        assert_never(notice)
    return post


def _single(notice: LeadsWaiting | CloseToPromotion | ChannelReady, reading: Reading) -> Post:
    match notice:
        case LeadsWaiting():
            return leads.waiting(notice, reading)
        case CloseToPromotion():
            return tiers.close_to_promotion(notice, reading)
        case ChannelReady():
            return _pinned(notice, reading)


def _claim(notice: ClaimNotice, face: Face, reading: Reading) -> Post:
    """The desk's version, with all the answers, never reaches a partner."""
    if face in claims_desk.FACES:
        return claims_desk.claim(notice, face, reading)
    return claims_partner.claim(notice, face, reading)


def _tier(notice: TierNotice, face: Face, reading: Reading) -> Post:
    if isinstance(notice, TierPromoted):
        return tiers.promotion(notice, face, reading)
    return tiers.change(notice, face, reading)


def _staff(notice: StaffNotice, face: Face, reading: Reading) -> Post:
    if isinstance(notice, Digest):
        return digest(notice, reading, render)
    if isinstance(notice, ManagerLeft):
        return staff.left(notice, face, reading)
    if isinstance(notice, AppRemoved):
        return app_removed(notice, reading)
    return staff.staffing(notice, face, reading)


def _pinned(notice: ChannelReady, reading: Reading) -> Post:
    return Post(
        say("{program}: your ARR, tier and leads", program=reading.program.vendor.program),
        pinned(partner_of(notice.partner_id, reading), reading.house),
        remember_as=f"pin:{notice.channel_id}",
        pin=True,
    )
