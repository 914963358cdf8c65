"""Words for what staff chooses."""

from __future__ import annotations

from domain.staff import Mode, Topic

TOPIC: dict[Topic, str] = {
    Topic.CLAIM_NEW: "New claims",
    Topic.CLAIM_LATE: "Late claims",
    Topic.CLAIM_ANSWERED: "Questions answered",
    Topic.PROMOTION: "Promotions",
    Topic.AT_RISK: "Tiers at risk or lost",
    Topic.LEAD_CLOSED: "Leads won or lost",
}

MODE: dict[Mode, str] = {Mode.NOW: "At once", Mode.DIGEST: "Daily digest", Mode.OFF: "Off"}
