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
    requirement is missed, the tier is kept from `grace_since` up to `grace_until`, the day of the demotion. A tier that
    an admin has set is kept whatever the figures through `override_until`.
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
    override_until: date | None = None


class TierEvent(StrEnum):
    """What can happen to a partner's tier."""

    JOINED = "joined"
    PROMOTED = "promoted"
    GRACE_STARTED = "grace_started"
    GRACE_WARNED = "grace_warned"
    RECOVERED = "recovered"
    DEMOTED = "demoted"
    OVERRIDDEN = "overridden"
    OVERRIDE_ENDED = "override_ended"


@dataclass(eq=False)
class TierChange:
    """One line of a partner's tier history, with the inputs it was decided on. Never changed.

    `by`, `reason` and `override_until` are those of an admin who set the tier.
    """

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
    override_until: date | None = None
    by: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class DayFigures:
    """A partner's figures and tier at the end of a day of the vendor's calendar (or so far, for today).

    There is a row for each day on which something changed or the daily evaluation ran; others are as the row before.
    """

    partner_id: str
    on: date
    arr: Cents
    new_customers: int
    tier: str
