"""What the vendor's people choose for themselves: which news they hear when, and who stands in for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

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
    modes: dict[Topic, Mode]
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
class Held:
    """A notice held for a person's digest."""

    id: int
    topic: Topic
    held_at: datetime
    payload: dict[str, object]
