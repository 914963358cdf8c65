"""What is told about claims: one notice of each kind, and who hears of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.claims import Attention, ClaimStatus
from domain.notices import (
    CLAIMS_DESK,
    Address,
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
    Face,
    direct,
)
from domain.people import PersonKey
from tests.unit.samples import PAT, SAM

KIM = PersonKey("T0PART:U0KIM")
ADA = PersonKey("T0VEND:U0ADA")
SAMS = direct(SAM)

ARRIVED = ClaimArrived(7, "northwind", PAT, CLAIMS_DESK)
TAKEN = ClaimMoved(7, "northwind", 2, ClaimStatus.REQUESTED, ClaimStatus.IN_PROGRESS, SAM, PAT, CLAIMS_DESK)
FULFILLED = replace(TAKEN, after=ClaimStatus.FULFILLED, text="https://done.example")
AT_ONCE = replace(FULFILLED, by=PAT, desk=None, text=None)
DECLINED = replace(TAKEN, after=ClaimStatus.DECLINED, text="No room")
WITHDRAWN = replace(TAKEN, after=ClaimStatus.WITHDRAWN, by=PAT)
ASKED = ClaimAsked(7, "northwind", 3, SAM, PAT, CLAIMS_DESK, "When?")
ANSWERED = ClaimAnswered(7, "northwind", 4, PAT, SAM, CLAIMS_DESK, "At nine")
ASSIGNED = ClaimAssigned(7, "northwind", 5, SAM, ADA, SAMS)
RELEASED = ClaimReleased(7, "northwind", 6, SAM, CLAIMS_DESK)
REMINDED = ClaimLate(7, "northwind", date(2026, 3, 9), date(2026, 3, 6), escalated=False, to=(SAM,), desk=CLAIMS_DESK)
ESCALATED = replace(REMINDED, escalated=True, to=(ADA,))
FLAGGED = ClaimFlagged(7, "northwind", 6, Attention.TIER_LOST, CLAIMS_DESK)
KEPT = ClaimDecided(7, "northwind", 7, True, SAM, PAT, CLAIMS_DESK, "Agreed")
ENDED = replace(KEPT, kept=False)

CARD, THREAD = Address(CLAIMS_DESK, Face.CARD), Address(CLAIMS_DESK, Face.THREAD)
CHANNEL = Address("partner:northwind", Face.NEWS)
CLAIMANT = Address(direct(PAT), Face.CLAIMANT)

HEARD_BY: Sequence[tuple[ClaimNotice, list[Address]]] = [
    (ARRIVED, [CARD, CHANNEL]),
    (TAKEN, [CARD, THREAD, CLAIMANT]),
    (FULFILLED, [CARD, THREAD, CHANNEL, CLAIMANT]),
    (AT_ONCE, [CHANNEL]),
    (DECLINED, [CARD, THREAD, CLAIMANT]),
    (WITHDRAWN, [CARD, THREAD]),
    (replace(WITHDRAWN, by=KIM), [CARD, THREAD, CLAIMANT]),
    (ASKED, [CARD, THREAD, CLAIMANT]),
    (ANSWERED, [CARD, THREAD, Address(SAMS, Face.MANAGER)]),
    (replace(ANSWERED, handler=None), [CARD, THREAD]),
    (replace(ANSWERED, desk=SAMS), [Address(SAMS, Face.CARD), Address(SAMS, Face.THREAD)]),
    (ASSIGNED, [Address(SAMS, Face.CARD), Address(SAMS, Face.THREAD)]),
    (RELEASED, [CARD, THREAD]),
    (REMINDED, [CARD, Address(SAMS, Face.MANAGER)]),
    (replace(REMINDED, to=()), [CARD, THREAD]),
    (ESCALATED, [CARD, Address(direct(ADA), Face.MANAGER), THREAD]),
    (FLAGGED, [CARD, Address(CLAIMS_DESK, Face.MANAGER)]),
    (KEPT, [CARD, THREAD]),
    (ENDED, [CARD, THREAD, CLAIMANT]),
]
ONE_OF_EACH: Sequence[ClaimNotice] = [ARRIVED, TAKEN, ASKED, ANSWERED, ASSIGNED, RELEASED, REMINDED, FLAGGED, KEPT]

KEYS: Sequence[tuple[ClaimNotice, str]] = [
    (ARRIVED, "claim:7:arrived"),
    (TAKEN, "claim:7:v2:moved"),
    (ASKED, "claim:7:v3:asked"),
    (ANSWERED, "claim:7:v4:answered"),
    (ASSIGNED, "claim:7:v5:assigned"),
    (RELEASED, "claim:7:v6:released"),
    (REMINDED, "claim:7:due2026-03-06:reminded"),
    (ESCALATED, "claim:7:due2026-03-06:escalated"),
    (FLAGGED, "claim:7:v6:flagged"),
    (KEPT, "claim:7:v7:decided"),
]
