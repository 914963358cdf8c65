"""What is told about the work on a lead: one notice of each kind, and who hears of each."""

from __future__ import annotations

from dataclasses import replace

from domain.notices import (
    LEADS_DESK,
    Address,
    Face,
    LeadAnswered,
    LeadAsked,
    LeadHandedOver,
    LeadLinked,
    LeadMessaged,
    LeadNoted,
    LeadScheduled,
    LeadWorkNotice,
    direct,
)
from domain.people import SYSTEM, PersonKey
from tests.unit.samples import PAT, SAM

KIM = PersonKey("T0VEND:U0RILEY")
ASKED = LeadAsked(7, "northwind", 3, SAM, "Which plan?")
ANSWERED = LeadAnswered(7, "northwind", 4, PAT, SAM, "Which plan?", "Business")
MESSAGED = LeadMessaged(7, "northwind", 5, SAM, "We meet on Monday")
NOTED = LeadNoted(7, "northwind", 6, SAM, "Pays late")
HANDED = LeadHandedOver(7, "northwind", 7, SAM, KIM, SAM)
SCHEDULED = LeadScheduled(7, "northwind", 8, "2026-03-05", SAM)
LINKED = LeadLinked(7, "northwind", 9, 5, SAM)

DESK = [Address(LEADS_DESK, Face.CARD), Address(LEADS_DESK, Face.THREAD)]
CHANNEL = [Address("partner:northwind", Face.CARD), Address("partner:northwind", Face.THREAD)]
SAMS, KIMS = Address(direct(SAM), Face.MANAGER), Address(direct(KIM), Face.MANAGER)

HEARD_BY: list[tuple[LeadWorkNotice, list[Address]]] = [
    (ASKED, [*DESK, *CHANNEL]),
    (ANSWERED, [*DESK, *CHANNEL, SAMS]),
    (MESSAGED, [*DESK, *CHANNEL]),
    (NOTED, DESK),
    (HANDED, [*DESK, KIMS]),
    (replace(HANDED, by=SYSTEM, former=None), [*DESK, KIMS]),
    (replace(HANDED, by=KIM, assignee=None), [*DESK, SAMS]),
    (replace(HANDED, by=SYSTEM, assignee=None), DESK[:1]),
    (SCHEDULED, DESK),
    (LINKED, [*DESK, *CHANNEL]),
]
ONE_OF_EACH: list[LeadWorkNotice] = [ASKED, ANSWERED, MESSAGED, NOTED, HANDED, SCHEDULED, LINKED]
KEYS: list[tuple[LeadWorkNotice, str]] = [
    (ASKED, "lead:7:v3:asked"),
    (ANSWERED, "lead:7:v4:answered"),
    (MESSAGED, "lead:7:v5:messaged"),
    (NOTED, "lead:7:v6:noted"),
    (HANDED, "lead:7:v7:handed-over"),
    (SCHEDULED, "lead:7:v8:scheduled"),
    (LINKED, "lead:7:v9:linked"),
]
