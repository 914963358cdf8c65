"""Words for what people choose."""

from __future__ import annotations

from domain.staff import ON_OR_OFF, Mode, Topic

TOPIC: dict[Topic, str] = {
    Topic.CLAIM_NEW: "New claims",
    Topic.CLAIM_LATE: "Late claims",
    Topic.CLAIM_ANSWERED: "Questions answered",
    Topic.PROMOTION: "Promotions",
    Topic.AT_RISK: "Tiers at risk or lost",
    Topic.LEAD_NEW: "New leads of all partners",
    Topic.LEAD_ANSWERED: "Answers about your leads",
    Topic.LEAD_REASSIGNED: "Leads given to you or taken",
    Topic.LEAD_LATE: "Your leads that are late",
    Topic.LEAD_CLOSED: "Leads won or lost",
    Topic.LEAD_ESCALATED: "Late leads nobody saw to",
    Topic.OWN_LEAD_ASKED: "Questions about leads you gave",
    Topic.OWN_LEAD_NEWS: "News of leads you gave",
    Topic.TEAM_LEAD_ASKED: "Questions about colleagues' leads",
    Topic.TEAM_LEAD_NEWS: "News of colleagues' leads",
    Topic.WEEKLY: "Your week, once a week",
}

MODE: dict[Mode, str] = {Mode.NOW: "At once", Mode.DIGEST: "Daily digest", Mode.OFF: "Off"}
ON = "On"

CHANNEL_TELLS = "Your channel tells everything about your leads. What do you want to hear directly, too?"
NO_CHANNEL = "Your company has no channel with us yet. What do you want to hear of your leads directly?"


def modes_of(topic: Topic) -> list[Mode]:
    """What can be chosen about a topic."""
    return [mode for mode in Mode if mode is not Mode.DIGEST or topic not in ON_OR_OFF]


def mode_name(topic: Topic, mode: Mode) -> str:
    """`At once`, `Daily digest`, `Off`; `On` or `Off` for what comes at times of its own."""
    return ON if topic in ON_OR_OFF and mode is not Mode.OFF else MODE[mode]
