"""What happens to partners' tiers, and what comes up for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from domain.money import Cents
from domain.people import PersonKey


@dataclass(frozen=True)
class TierPromoted:
    """A partner rose to a tier."""

    partner_id: str
    change_id: int
    from_tier: str
    to_tier: str
    arr: Cents
    kind: Literal["tier_promoted"] = "tier_promoted"

    @property
    def key(self) -> str:
        return f"tier:{self.change_id}"


@dataclass(frozen=True)
class TierAtRisk:
    """A grace period began (`reminder` false) or is about to end (true)."""

    partner_id: str
    change_id: int
    tier: str
    until: date
    missing_arr: Cents
    missing_customers: int
    reminder: bool
    kind: Literal["tier_at_risk"] = "tier_at_risk"

    @property
    def key(self) -> str:
        return f"tier:{self.change_id}"


@dataclass(frozen=True)
class TierKept:
    """A partner met its tier's requirement again within the grace period."""

    partner_id: str
    change_id: int
    tier: str
    kind: Literal["tier_kept"] = "tier_kept"

    @property
    def key(self) -> str:
        return f"tier:{self.change_id}"


@dataclass(frozen=True)
class TierLost:
    """A grace period ended and the partner fell to a lower tier."""

    partner_id: str
    change_id: int
    from_tier: str
    to_tier: str
    arr: Cents
    kind: Literal["tier_lost"] = "tier_lost"

    @property
    def key(self) -> str:
        return f"tier:{self.change_id}"


@dataclass(frozen=True)
class TierOverridden:
    """An admin set a partner's tier, which is kept through `until` whatever the figures."""

    partner_id: str
    change_id: int
    from_tier: str
    to_tier: str
    until: date
    by: PersonKey
    reason: str
    is_upward: bool
    kind: Literal["tier_overridden"] = "tier_overridden"

    @property
    def key(self) -> str:
        return f"tier:{self.change_id}"


@dataclass(frozen=True)
class OverrideEnded:
    """A tier that an admin had set is over, by its date or by an admin; the partner holds what it earns."""

    partner_id: str
    change_id: int
    from_tier: str
    to_tier: str
    arr: Cents
    by: PersonKey | None = None
    kind: Literal["override_ended"] = "override_ended"

    @property
    def key(self) -> str:
        return f"tier:{self.change_id}"


@dataclass(frozen=True)
class CustomersAgeing:
    """The newest customers that a tier needs are soon too old to count as new. A new customer moves the day."""

    partner_id: str
    tier: str
    lost_on: date
    days_before: int
    kind: Literal["customers_ageing"] = "customers_ageing"

    @property
    def key(self) -> str:
        return f"customers:{self.partner_id}:{self.lost_on.isoformat()}:{self.days_before}"


@dataclass(frozen=True)
class Near:
    """A partner that is close to a tier, with what is missing to it."""

    partner_id: str
    tier: str
    missing_arr: Cents
    missing_customers: int


@dataclass(frozen=True)
class CloseToPromotion:
    """The partners of an account manager that are close to the next tier, the nearest first."""

    on: date
    manager: PersonKey
    partners: tuple[Near, ...]
    kind: Literal["close_to_promotion"] = "close_to_promotion"

    @property
    def key(self) -> str:
        return f"close-to-promotion:{self.on.isoformat()}:{self.manager}"


PersonalTierNotice = TierAtRisk | TierKept | TierLost | TierOverridden | OverrideEnded | CustomersAgeing
"""Those that a partner's people hear of by direct message; a tier that was raised is news for the channel instead."""

TierNotice = TierPromoted | PersonalTierNotice
