"""Which notices people can choose about, and which are meant for one person and nobody else."""

from __future__ import annotations

from domain.leads import LeadStatus
from domain.notices.claims import ClaimAnswered, ClaimArrived, ClaimAssigned, ClaimLate, ClaimReleased
from domain.notices.lead_deadlines import AnswerMissing, LeadsLate
from domain.notices.lead_fairness import ProtectionEnding
from domain.notices.lead_involvement import IntroductionAsked, LeadIntroduced
from domain.notices.lead_work import LeadAnswered, LeadAsked, LeadHandedOver, LeadMessaged
from domain.notices.leads import LeadArrived, LeadAssigned, LeadMoved
from domain.notices.outbox import Notice
from domain.notices.places import Face
from domain.notices.staff import Digest, ManagerIntroduced, ManagerLeft, ManagerMissing, ManagerRelieved
from domain.notices.tiers import (
    CloseToPromotion,
    CustomersAgeing,
    OverrideEnded,
    TierAtRisk,
    TierKept,
    TierLost,
    TierOverridden,
    TierPromoted,
)
from domain.notices.weekly import WeeklyDigest
from domain.staff import Listener, Mode, Topic

_OF_LEADS: dict[Topic, tuple[type, ...]] = {
    Topic.LEAD_NEW: (LeadArrived,),
    Topic.LEAD_ANSWERED: (LeadAnswered, LeadIntroduced),
    Topic.LEAD_REASSIGNED: (LeadAssigned, LeadHandedOver),
    Topic.LEAD_LATE: (LeadsLate, ProtectionEnding),
    Topic.WEEKLY: (WeeklyDigest,),
}
_QUESTIONS = (LeadAsked, LeadMessaged, AnswerMissing, IntroductionAsked)

STAFF_FACES = frozenset({Face.MANAGER, Face.CARD, Face.THREAD})
"""How notices show themselves to the staff; partners get news."""


_OF_CLAIMS: dict[Topic, tuple[type, ...]] = {
    Topic.CLAIM_NEW: (ClaimArrived, ClaimAssigned, ClaimReleased),
    Topic.CLAIM_LATE: (ClaimLate,),
    Topic.CLAIM_ANSWERED: (ClaimAnswered,),
}


_PERSONAL = (
    CloseToPromotion,
    Digest,
    ManagerIntroduced,
    ManagerLeft,
    ManagerMissing,
    ManagerRelieved,
    WeeklyDigest,
)
_BY_KIND = {**_OF_CLAIMS, **_OF_LEADS}


def topic_of(notice: Notice) -> Topic | None:
    """What the staff chooses about; None for what is always told at once."""
    match notice:
        case LeadsLate(escalated=True):
            return Topic.LEAD_ESCALATED
        case TierPromoted() | CloseToPromotion() | TierOverridden(is_upward=True):
            return Topic.PROMOTION
        case TierAtRisk() | TierKept() | TierLost() | TierOverridden() | OverrideEnded() | CustomersAgeing():
            return Topic.AT_RISK
        case LeadMoved(after=LeadStatus.WON | LeadStatus.LOST) | LeadMoved(before=LeadStatus.WON | LeadStatus.LOST):
            return Topic.LEAD_CLOSED
        case _:
            return next((topic for topic, kinds in _BY_KIND.items() if isinstance(notice, kinds)), None)


def topic_of_member(notice: Notice, *, is_own: bool) -> Topic:
    """What a partner's person chooses about, of what is told about a lead; `is_own`: the person has given it."""
    if isinstance(notice, _QUESTIONS):
        return Topic.OWN_LEAD_ASKED if is_own else Topic.TEAM_LEAD_ASKED
    return Topic.OWN_LEAD_NEWS if is_own else Topic.TEAM_LEAD_NEWS


def is_personal(notice: Notice) -> bool:
    """Whether it speaks to this very person, so that nobody hears of it in the person's stead."""
    return isinstance(notice, _PERSONAL)


def heard(notice: Notice, face: Face, listener: Listener, *, has_card: bool = False) -> tuple[Mode, Face]:
    """When one of the staff hears of a notice, and how it shows itself then. `has_card`: its card is there already.

    Cards of claims come to somebody's direct messages only where new claims are told at once. Without a card there is
    none to be kept up to date and no thread to reply in: what is told all the same is a message of its own.
    """
    topic, has_cards = topic_of(notice), has_card or listener.mode(Topic.CLAIM_NEW) is Mode.NOW
    updates = (face is Face.CARD and topic is not Topic.CLAIM_NEW) or (face is Face.THREAD and topic is None)
    if updates:
        return Mode.NOW if has_cards else Mode.OFF, face
    mode = listener.mode(topic)
    if face is Face.THREAD and not (has_cards and mode is Mode.NOW):
        return mode, Face.MANAGER
    return mode, face
