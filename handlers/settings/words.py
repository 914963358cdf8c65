"""Words for what people choose."""

from __future__ import annotations

from collections.abc import Mapping

from domain.staff import ON_OR_OFF, Mode, Topic
from handlers.texts.catalogue import Spoken, mark, say

TOPIC: Mapping[Topic, str] = Spoken(
    {
        Topic.CLAIM_NEW: mark("New claims"),
        Topic.CLAIM_LATE: mark("Late claims"),
        Topic.CLAIM_ANSWERED: mark("Questions answered"),
        Topic.PROMOTION: mark("Promotions"),
        Topic.AT_RISK: mark("Tiers at risk or lost"),
        Topic.LEAD_NEW: mark("New leads of all partners"),
        Topic.LEAD_ANSWERED: mark("Answers about your leads"),
        Topic.LEAD_REASSIGNED: mark("Leads given to you or taken"),
        Topic.LEAD_LATE: mark("Your leads that are late"),
        Topic.LEAD_CLOSED: mark("Leads won or lost"),
        Topic.LEAD_ESCALATED: mark("Late leads nobody saw to"),
        Topic.OWN_LEAD_ASKED: mark("Questions about leads you gave"),
        Topic.OWN_LEAD_NEWS: mark("News of leads you gave"),
        Topic.TEAM_LEAD_ASKED: mark("Questions about colleagues' leads"),
        Topic.TEAM_LEAD_NEWS: mark("News of colleagues' leads"),
        Topic.WEEKLY: mark("Your week, once a week"),
    }
)

MODE: Mapping[Mode, str] = Spoken({Mode.NOW: mark("At once"), Mode.DIGEST: mark("Daily digest"), Mode.OFF: mark("Off")})
ON = mark("On")

CHANNEL_TELLS = mark("Your channel tells everything about your leads. What do you want to hear directly, too?")
NO_CHANNEL = mark("Your company has no channel with us yet. What do you want to hear of your leads directly?")


def modes_of(topic: Topic) -> list[Mode]:
    """What can be chosen about a topic."""
    return [mode for mode in Mode if mode is not Mode.DIGEST or topic not in ON_OR_OFF]


def mode_name(topic: Topic, mode: Mode) -> str:
    """`At once`, `Daily digest`, `Off`; `On` or `Off` for what comes at times of its own."""
    return say(ON) if topic in ON_OR_OFF and mode is not Mode.OFF else MODE[mode]
