"""What is told of a partner's part in a lead: one notice of each kind, and who hears of each."""

from __future__ import annotations

from collections.abc import Sequence

from domain.notices import (
    LEADS_DESK,
    Address,
    Face,
    IntroductionAsked,
    InvitationDue,
    LeadIntroduced,
    LeadInvolvementNotice,
    direct,
)
from tests.unit.samples import PAT, SAM

ASKED = IntroductionAsked(7, "northwind", 2)
INTRODUCED = LeadIntroduced(7, "northwind", 3, PAT, SAM)
INVITATION = InvitationDue(7, "northwind", 4, "demo", PAT, SAM)

CARD, THREAD = Address(LEADS_DESK, Face.CARD), Address(LEADS_DESK, Face.THREAD)
ITS_CARD, ITS_THREAD = Address("partner:northwind", Face.CARD), Address("partner:northwind", Face.THREAD)
REP = Address(direct(SAM), Face.MANAGER)

HEARD_BY: Sequence[tuple[LeadInvolvementNotice, list[Address]]] = [
    (ASKED, [ITS_CARD, ITS_THREAD]),
    (INTRODUCED, [CARD, THREAD, ITS_CARD, ITS_THREAD, REP]),
    (INVITATION, [REP]),
]
KEYS: Sequence[tuple[LeadInvolvementNotice, str]] = [
    (ASKED, "lead:7:v2:introduction-asked"),
    (INTRODUCED, "lead:7:v3:introduced"),
    (INVITATION, "lead:7:v4:invitation-due"),
]
ONE_OF_EACH: Sequence[LeadInvolvementNotice] = [ASKED, INTRODUCED, INVITATION]
