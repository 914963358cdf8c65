"""Messages from the outbox: what each notice looks like at each place."""

from __future__ import annotations

from typing import assert_never

from domain.notices import (
    ChannelReady,
    ClaimAnswered,
    ClaimArrived,
    ClaimAsked,
    ClaimAssigned,
    ClaimDecided,
    ClaimFlagged,
    ClaimLate,
    ClaimMoved,
    ClaimNotice,
    CloseToPromotion,
    CustomersAgeing,
    Digest,
    Face,
    LeadArrived,
    LeadAssigned,
    LeadFlagged,
    LeadMoved,
    LeadStaged,
    LeadsWaiting,
    ManagerAway,
    ManagerIntroduced,
    ManagerMissing,
    ManagerRelieved,
    Notice,
    OverrideEnded,
    StaffNotice,
    TierAtRisk,
    TierKept,
    TierLost,
    TierNotice,
    TierOverridden,
    TierPromoted,
)
from handlers.context import Reading
from handlers.notices import claims_desk, claims_partner, leads, staff, tiers
from handlers.notices.digest import digest
from handlers.notices.partners import partner_of
from handlers.pinned import pinned
from handlers.results import Post


def render(notice: Notice, face: Face, reading: Reading) -> Post:
    """The message for a notice. LookupError where what it speaks of is gone."""
    match notice:
        case LeadArrived() | LeadMoved() | LeadStaged() | LeadFlagged() | LeadAssigned():
            return leads.lead(notice, face, reading)
        case LeadsWaiting():
            return leads.waiting(notice, reading)
        case (
            ClaimArrived()
            | ClaimMoved()
            | ClaimAsked()
            | ClaimAnswered()
            | ClaimAssigned()
            | ClaimLate()
            | ClaimFlagged()
            | ClaimDecided()
        ):
            return _claim(notice, face, reading)
        case (
            TierPromoted()
            | TierAtRisk()
            | TierKept()
            | TierLost()
            | TierOverridden()
            | OverrideEnded()
            | CustomersAgeing()
            | CloseToPromotion()
        ):
            return _tier(notice, face, reading)
        case ManagerIntroduced() | ManagerRelieved() | ManagerMissing() | ManagerAway() | Digest():
            return _staff(notice, face, reading)
        case ChannelReady():
            return _pinned(notice, reading)
        case _:
            assert_never(notice)


def _claim(notice: ClaimNotice, face: Face, reading: Reading) -> Post:
    """The desk's version, with all the answers, never reaches a partner."""
    if face in claims_desk.FACES:
        return claims_desk.claim(notice, face, reading)
    return claims_partner.claim(notice, face, reading)


def _tier(notice: TierNotice | CloseToPromotion, face: Face, reading: Reading) -> Post:
    match notice:
        case TierPromoted():
            return tiers.promotion(notice, face, reading)
        case CloseToPromotion():
            return tiers.close_to_promotion(notice, reading)
        case _:
            return tiers.change(notice, face, reading)


def _staff(notice: StaffNotice, face: Face, reading: Reading) -> Post:
    if isinstance(notice, Digest):
        return digest(notice, reading, render)
    return staff.staffing(notice, face, reading)


def _pinned(notice: ChannelReady, reading: Reading) -> Post:
    return Post(
        f"{reading.program.vendor.program}: your ARR, tier and leads",
        pinned(partner_of(notice.partner_id, reading), reading.house),
        remember_as=f"pin:{notice.channel_id}",
        pin=True,
    )
