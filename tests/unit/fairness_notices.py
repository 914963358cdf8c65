"""What is told of whose company it is, and of files of leads: one notice of each kind, and who hears of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.lead_conflicts import Ruling
from domain.notices import (
    LEADS_DESK,
    Address,
    ConflictRuled,
    ConflictsFound,
    CustomerRuled,
    Face,
    LeadFairnessNotice,
    LeadsImported,
    ProtectionEnding,
    ProtectionExtended,
    direct,
)
from tests.unit.samples import PAT, SAM

FOUND = ConflictsFound(7, "northwind")
RULED = ConflictRuled(4, 7, "northwind", True, Ruling.KNOWN, "It came to us in May", SAM)
OF_CUSTOMER = CustomerRuled(5, "Acme", "southridge", Ruling.KNOWN, "It came to us in May")
ENDING = ProtectionEnding(7, "northwind", date(2026, 9, 1), SAM)
EXTENDED = ProtectionExtended(7, "northwind", date(2026, 11, 30), SAM)
IMPORTED = LeadsImported("upload-7", "northwind", PAT, (7, 8))

CARD, THREAD = Address(LEADS_DESK, Face.CARD), Address(LEADS_DESK, Face.THREAD)
ITS_CARD, ITS_THREAD = Address("partner:northwind", Face.CARD), Address("partner:northwind", Face.THREAD)
REP = Address(direct(SAM), Face.MANAGER)

HEARD_BY: Sequence[tuple[LeadFairnessNotice, list[Address]]] = [
    (FOUND, [THREAD]),
    (RULED, [CARD, THREAD, ITS_CARD, ITS_THREAD]),
    (OF_CUSTOMER, [Address("partner:southridge", Face.NEWS)]),
    (ENDING, [REP, ITS_CARD, ITS_THREAD]),
    (replace(ENDING, assignee=None), [THREAD, ITS_CARD, ITS_THREAD]),
    (EXTENDED, [CARD, THREAD, ITS_CARD, ITS_THREAD]),
    (IMPORTED, [Address("partner:northwind", Face.NEWS)]),
]
KEYS: Sequence[tuple[LeadFairnessNotice, str]] = [
    (FOUND, "lead:7:conflicts-found"),
    (RULED, "lead-conflict:4:lead:7"),
    (replace(RULED, lead_id=3, partner_id="southridge", is_newer=False), "lead-conflict:4:lead:3"),
    (OF_CUSTOMER, "lead-conflict:5:customer"),
    (ENDING, "lead:7:protection-ending:2026-09-01"),
    (EXTENDED, "lead:7:protected-until:2026-11-30"),
    (IMPORTED, "leads-imported:upload-7"),
]
ONE_OF_EACH: Sequence[LeadFairnessNotice] = [FOUND, RULED, OF_CUSTOMER, ENDING, EXTENDED, IMPORTED]
