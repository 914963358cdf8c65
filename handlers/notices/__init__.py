"""Messages from the outbox: what each notice looks like at each place."""

from __future__ import annotations

from typing import assert_never

from domain.notices import (
    ChannelReady,
    CloseToPromotion,
    CustomersAgeing,
    Face,
    LeadArrived,
    LeadAssigned,
    LeadFlagged,
    LeadMoved,
    LeadStaged,
    LeadsWaiting,
    Notice,
    OverrideEnded,
    TierAtRisk,
    TierKept,
    TierLost,
    TierOverridden,
    TierPromoted,
)
from handlers.context import Reading
from handlers.notices import leads, tiers
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
        case TierPromoted():
            return tiers.promotion(notice, face, reading)
        case TierAtRisk() | TierKept() | TierLost() | TierOverridden() | OverrideEnded() | CustomersAgeing():
            return tiers.change(notice, face, reading)
        case CloseToPromotion():
            return tiers.close_to_promotion(notice, reading)
        case ChannelReady():
            return _pinned(notice, reading)
        case _:
            assert_never(notice)


def _pinned(notice: ChannelReady, reading: Reading) -> Post:
    return Post(
        f"{reading.program.vendor.program}: your ARR, tier and leads",
        pinned(partner_of(notice.partner_id, reading), reading.house),
        remember_as=f"pin:{notice.channel_id}",
        pin=True,
    )
