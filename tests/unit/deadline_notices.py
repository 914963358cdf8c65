"""What is told of late leads, and of a week: one notice of each kind, and who hears of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.lead_deadlines import Deadline
from domain.notices import (
    LEADS_DESK,
    Address,
    AnswerMissing,
    Face,
    LateLead,
    LeadDeadlineNotice,
    LeadEscalated,
    LeadsLate,
    WeeklyDigest,
    direct,
)
from domain.weeks import Figures, Reader, Thing, ThingKind, Week
from tests.unit.samples import PAT, SAM

REVIEW = LateLead(7, Deadline.REVIEW, "2026-03-02T09:30:00+00:00", date(2026, 3, 4))
LATE = LeadsLate(date(2026, 3, 5), SAM, False, (REVIEW, replace(REVIEW, lead_id=9)))
MISSING = AnswerMissing(7, "northwind", "2026-03-02T09:30:00+00:00", "How many agents?")
RAISED = LeadEscalated(7, "northwind", (REVIEW, replace(REVIEW, deadline=Deadline.ANSWER)), to_manager=True)
WEEK = Week(date(2026, 2, 23), date(2026, 3, 2))
WEEKLY = WeeklyDigest(SAM, Reader.REP, WEEK, Figures(submitted=2, open=1), (Thing(ThingKind.STEP, 7),))

ITS_CARD, ITS_THREAD = Address("partner:northwind", Face.CARD), Address("partner:northwind", Face.THREAD)

HEARD_BY: Sequence[tuple[LeadDeadlineNotice | WeeklyDigest, list[Address]]] = [
    (LATE, [Address(direct(SAM), Face.MANAGER)]),
    (replace(LATE, to=None), [Address(LEADS_DESK, Face.NEWS)]),
    (MISSING, [ITS_CARD, ITS_THREAD]),
    (RAISED, [Address(LEADS_DESK, Face.THREAD)]),
    (WEEKLY, [Address(direct(SAM), Face.MANAGER)]),
    (replace(WEEKLY, person=PAT, reader=Reader.PARTNER), [Address(direct(PAT), Face.NEWS)]),
]
KEYS: Sequence[tuple[LeadDeadlineNotice | WeeklyDigest, str]] = [
    (LATE, "leads-late:reminded:7:review:2026-03-02T09:30:00+00:00"),
    (replace(LATE, escalated=True), "leads-late:escalated:7:review:2026-03-02T09:30:00+00:00"),
    (MISSING, "lead:7:answer-missing:2026-03-02T09:30:00+00:00"),
    (RAISED, "lead:7:escalated:review:2026-03-02T09:30:00+00:00"),
    (WEEKLY, "weekly:T0VEND:U0SAM:rep:2026-03-02"),
]
ONE_OF_EACH: Sequence[LeadDeadlineNotice | WeeklyDigest] = [LATE, MISSING, RAISED, WEEKLY]
