"""What is told of leads as partners give them: one notice of each kind, and who hears of each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.notices import (
    LEADS_DESK,
    Address,
    DraftEnding,
    Face,
    LeadCorrected,
    LeadGivingNotice,
    LeadWithdrawn,
    direct,
)
from tests.unit.samples import PAT

ENDING = DraftEnding("draft-7", "northwind", PAT, date(2026, 3, 9))
WITHDRAWN = LeadWithdrawn(7, "northwind", 2, PAT, "Not yet")
CORRECTED = LeadCorrected(7, "northwind", 3, PAT, (("Company: Acme", "Acme Inc"), ("Phone: +48600100200", None)))

CARD, THREAD = Address(LEADS_DESK, Face.CARD), Address(LEADS_DESK, Face.THREAD)
ITS_CARD, ITS_THREAD = Address("partner:northwind", Face.CARD), Address("partner:northwind", Face.THREAD)

HEARD_BY: Sequence[tuple[LeadGivingNotice, list[Address]]] = [
    (ENDING, [Address(direct(PAT), Face.NEWS)]),
    (WITHDRAWN, [CARD, THREAD, ITS_CARD, ITS_THREAD]),
    (CORRECTED, [CARD, THREAD, ITS_CARD, ITS_THREAD]),
]
KEYS: Sequence[tuple[LeadGivingNotice, str]] = [
    (ENDING, "lead-draft:draft-7:ending:2026-03-09"),
    (WITHDRAWN, "lead:7:v2:withdrawn"),
    (CORRECTED, "lead:7:v3:corrected"),
]
ONE_OF_EACH: Sequence[LeadGivingNotice] = [ENDING, WITHDRAWN, CORRECTED]
