"""What the vendor's people choose for themselves: which news they hear when, and who stands in for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.people import PersonKey


class Topic(StrEnum):
    """The kinds of news an account manager can choose about."""

    CLAIM_NEW = "claim_new"
    CLAIM_LATE = "claim_late"
    CLAIM_ANSWERED = "claim_answered"
    PROMOTION = "promotion"
    AT_RISK = "at_risk"
    LEAD_CLOSED = "lead_closed"


class Mode(StrEnum):
    """When they hear of it. What was held for a digest is told, whatever they choose meanwhile."""

    NOW = "now"
    DIGEST = "digest"
    OFF = "off"


DEFAULT_DIGEST_HOUR = 9


@dataclass(frozen=True)
class StaffSettings:
    """One person's choices: a mode for each topic, and the hour of the digest in the person's time zone."""

    person: PersonKey
    modes: Mapping[Topic, Mode]
    timezone: str
    digest_hour: int = DEFAULT_DIGEST_HOUR

    def mode(self, topic: Topic) -> Mode:
        """When the person hears of a topic; at once where nothing was chosen."""
        return self.modes.get(topic, Mode.NOW)


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
        return Mode.NOW if topic is None else self.modes.get(topic, Mode.NOW)


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
