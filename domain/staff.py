"""What people choose for themselves: which news they hear when, and who of the vendor's stands in for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.manners import QuietHours
from domain.people import PersonKey, Role


class Topic(StrEnum):
    """The kinds of news a person can choose about, as far as they concern the person: `topics_for` says which."""

    CLAIM_NEW = "claim_new"
    CLAIM_LATE = "claim_late"
    CLAIM_ANSWERED = "claim_answered"
    PROMOTION = "promotion"
    AT_RISK = "at_risk"
    LEAD_NEW = "lead_new"
    LEAD_ANSWERED = "lead_answered"
    LEAD_REASSIGNED = "lead_reassigned"
    LEAD_LATE = "lead_late"
    LEAD_CLOSED = "lead_closed"
    LEAD_ESCALATED = "lead_escalated"
    OWN_LEAD_ASKED = "own_lead_asked"
    OWN_LEAD_NEWS = "own_lead_news"
    TEAM_LEAD_ASKED = "team_lead_asked"
    TEAM_LEAD_NEWS = "team_lead_news"
    WEEKLY = "weekly"


class Mode(StrEnum):
    """When they hear of it. What was held for a digest is told, whatever they choose meanwhile."""

    NOW = "now"
    DIGEST = "digest"
    OFF = "off"


DEFAULT_DIGEST_HOUR = 9

_OF_REPS = (Topic.LEAD_NEW, Topic.LEAD_ANSWERED, Topic.LEAD_REASSIGNED, Topic.LEAD_LATE)
_OF_MANAGERS = (
    Topic.CLAIM_NEW,
    Topic.CLAIM_LATE,
    Topic.CLAIM_ANSWERED,
    Topic.PROMOTION,
    Topic.AT_RISK,
    Topic.LEAD_CLOSED,
    Topic.LEAD_ESCALATED,
)
TOPICS: Mapping[Role, tuple[Topic, ...]] = {
    Role.SALES_REP: (*_OF_REPS, Topic.WEEKLY),
    Role.ACCOUNT_MANAGER: (*_OF_MANAGERS, Topic.WEEKLY),
    Role.ADMIN: (*_OF_MANAGERS, *_OF_REPS, Topic.WEEKLY),
}
"""What each role hears of by direct message."""

PARTNER_TOPICS = (
    Topic.OWN_LEAD_ASKED,
    Topic.OWN_LEAD_NEWS,
    Topic.TEAM_LEAD_ASKED,
    Topic.TEAM_LEAD_NEWS,
    Topic.WEEKLY,
)
"""What a partner's people can hear of by direct message, beside their channel."""

OFF_UNLESS_CHOSEN = frozenset({Topic.LEAD_NEW, Topic.OWN_LEAD_NEWS, Topic.TEAM_LEAD_ASKED, Topic.TEAM_LEAD_NEWS})
"""What a channel tells anyway: by direct message only to whom asks for it."""

ON_OR_OFF = frozenset({Topic.WEEKLY})
"""What comes at times of its own: it is in no daily digest."""


def topics_for(roles: Iterable[Role]) -> tuple[Topic, ...]:
    """What somebody of the staff with these roles can choose about, in a fixed order."""
    wanted = {topic for role in roles for topic in TOPICS[role]}
    return tuple(topic for topic in Topic if topic in wanted)


def unless_chosen(topic: Topic) -> Mode:
    """When somebody who has chosen nothing hears of a topic."""
    return Mode.OFF if topic in OFF_UNLESS_CHOSEN else Mode.NOW


@dataclass(frozen=True)
class StaffSettings:
    """One person's choices: a mode for each topic; in the person's time zone the digest's hour and quiet hours."""

    person: PersonKey
    modes: Mapping[Topic, Mode]
    timezone: str
    digest_hour: int = DEFAULT_DIGEST_HOUR
    quiet: QuietHours | None = None

    def mode(self, topic: Topic) -> Mode:
        """When the person hears of a topic, chosen or not."""
        return self.modes.get(topic, unless_chosen(topic))


@dataclass(frozen=True)
class Absence:
    """An account manager is away from one day through another, and somebody stands in."""

    person: PersonKey
    stand_in: PersonKey
    since: date
    until: date

    def covers(self, day: date) -> bool:
        """Whether the person is away on a day."""
        return self.since <= day <= self.until


@dataclass(frozen=True)
class Listener:
    """Somebody of the staff who is told things, as of one moment: when, and by whom in the person's stead."""

    person: PersonKey
    modes: Mapping[Topic, Mode]
    stand_in: PersonKey | None = None

    def mode(self, topic: Topic | None) -> Mode:
        """When the person hears of a topic; what nobody can choose about is told at once."""
        return Mode.NOW if topic is None else self.modes.get(topic, unless_chosen(topic))


def stood_in_for(person: PersonKey, away: Mapping[PersonKey, PersonKey]) -> frozenset[PersonKey]:
    """Everybody who is `away`, by their stand-ins, and for whom a person stands in: also for another stand-in."""
    found: set[PersonKey] = set()
    while more := {each for each, stand_in in away.items() if stand_in in {person, *found}} - found - {person}:
        found |= more
    return frozenset(found)


@dataclass(frozen=True)
class ManagerLoad:
    """An account manager with the number of partners, and through which day the person is away if so now."""

    person: PersonKey
    partners: int
    away_until: date | None = None


def least_loaded(managers: Iterable[ManagerLoad]) -> PersonKey | None:
    """Who has the fewest partners, those who are away last, equals by their ids; None where there is nobody."""
    ranked = sorted(managers, key=lambda each: (each.away_until is not None, each.partners, each.person))
    return ranked[0].person if ranked else None


def last_digest_at(now: datetime, zone: ZoneInfo, hour: int) -> datetime:
    """The newest instant, this one included, at which a digest of that local hour was or is due. In UTC."""
    day = now.astimezone(zone).date()
    today = datetime.combine(day, time(hour), zone).astimezone(UTC)
    if today <= now:
        return today
    return datetime.combine(day - timedelta(days=1), time(hour), zone).astimezone(UTC)
