"""Partner companies and the history of their tiers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.money import Cents


@dataclass(eq=False)
class Partner:
    """A company that resells or refers the vendor's products.

    `tier` is what the partner holds; ARR is never stored but summed from its subscriptions. While the tier's
    requirement is missed, the tier is kept from `grace_since` up to `grace_until`, the day of the demotion.
    """

    id: str
    name: str
    joined_on: date
    tier: str
    tier_since: date
    slack_team_id: str | None = None
    slack_channel_id: str | None = None
    account_manager: str | None = None
    grace_since: date | None = None
    grace_until: date | None = None
    grace_warned: bool = False


class TierEvent(StrEnum):
    """What can happen to a partner's tier."""

    JOINED = "joined"
    PROMOTED = "promoted"
    GRACE_STARTED = "grace_started"
    GRACE_WARNED = "grace_warned"
    RECOVERED = "recovered"
    DEMOTED = "demoted"


@dataclass(eq=False)
class TierChange:
    """One line of a partner's tier history, with the inputs it was decided on. Never changed."""

    partner_id: str
    event: TierEvent
    on: date
    at: datetime
    from_tier: str | None
    to_tier: str
    arr: Cents
    new_customers: int
    grace_until: date | None = None
    id: int | None = None
