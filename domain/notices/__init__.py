"""Facts that somebody should hear of, and who hears them.

A use case puts notices on the unit of work. Each is addressed here to places (a partner's channel, a desk, a person)
and becomes one outbox row a place, in the same transaction as what happened. `key` names the fact: telling it twice
changes nothing. What is pinned tells how things are: it is told again when that has changed.
"""

from domain.notices.audience import audience
from domain.notices.channels import PINNED_EDITION, ChannelReady
from domain.notices.claims import (
    ClaimAnswered,
    ClaimArrived,
    ClaimAsked,
    ClaimAssigned,
    ClaimDecided,
    ClaimFlagged,
    ClaimLate,
    ClaimMoved,
    ClaimNotice,
    ClaimReleased,
)
from domain.notices.leads import (
    LeadArrived,
    LeadAssigned,
    LeadFlagged,
    LeadMoved,
    LeadNotice,
    LeadStaged,
    LeadsWaiting,
    moved,
)
from domain.notices.outbox import Notice, from_payload, to_payload
from domain.notices.places import CLAIMS_DESK, LEADS_DESK, Address, Face, claim_card, direct, partner_channel
from domain.notices.staff import (
    Digest,
    ManagerAway,
    ManagerIntroduced,
    ManagerLeft,
    ManagerMissing,
    ManagerRelieved,
    StaffNotice,
)
from domain.notices.tiers import (
    CloseToPromotion,
    CustomersAgeing,
    Near,
    OverrideEnded,
    PersonalTierNotice,
    TierAtRisk,
    TierKept,
    TierLost,
    TierNotice,
    TierOverridden,
    TierPromoted,
)

__all__ = [
    "CLAIMS_DESK",
    "LEADS_DESK",
    "PINNED_EDITION",
    "Address",
    "ChannelReady",
    "ClaimAnswered",
    "ClaimArrived",
    "ClaimAsked",
    "ClaimAssigned",
    "ClaimDecided",
    "ClaimFlagged",
    "ClaimLate",
    "ClaimMoved",
    "ClaimNotice",
    "ClaimReleased",
    "CloseToPromotion",
    "CustomersAgeing",
    "Digest",
    "Face",
    "LeadArrived",
    "LeadAssigned",
    "LeadFlagged",
    "LeadMoved",
    "LeadNotice",
    "LeadStaged",
    "LeadsWaiting",
    "ManagerAway",
    "ManagerIntroduced",
    "ManagerLeft",
    "ManagerMissing",
    "ManagerRelieved",
    "Near",
    "Notice",
    "OverrideEnded",
    "PersonalTierNotice",
    "StaffNotice",
    "TierAtRisk",
    "TierKept",
    "TierLost",
    "TierNotice",
    "TierOverridden",
    "TierPromoted",
    "audience",
    "claim_card",
    "direct",
    "from_payload",
    "moved",
    "partner_channel",
    "to_payload",
]
