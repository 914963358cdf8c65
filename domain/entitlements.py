"""What a partner may claim today: pure functions of (program, tier, its claims, day).

A quota counts claims that are open or fulfilled, by the day they were claimed on; declined and withdrawn ones leave it
free. A benefit without a quota has one open claim at a time. One that runs is claimed again only when it has ended.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from domain.benefits import CLAIMED, Benefit, Quota
from domain.claims import COUNTED, Claim
from domain.errors import Code, DomainError
from domain.program import Program, Tier


class EntitlementState(StrEnum):
    """How a partner stands to a benefit: one of these, and one thing to do about it."""

    LOCKED = "locked"
    AVAILABLE = "available"
    OPEN = "open"
    RUNNING = "running"
    QUOTA_REACHED = "quota_reached"
    YOURS = "yours"


@dataclass(frozen=True)
class Entitlement:
    """A benefit as one partner has it today.

    `claim` is the one to show: that which is open, else that which runs, else the newest. `next_on` is the first day on
    which the quota has room again, where it has none. A partner keeps what is open or runs when its tier is lost, so
    `is_unlocked` may be false there.
    """

    benefit: Benefit
    state: EntitlementState
    is_unlocked: bool
    claim: Claim | None = None
    next_on: date | None = None

    def require_claimable(self, program: Program) -> None:
        """Raises DomainError with the reason why it cannot be claimed now: BENEFIT_LOCKED, BENEFIT_NOT_CLAIMED,
        CLAIM_OPEN or QUOTA_REACHED."""
        name = self.benefit.name
        if not self.is_unlocked:
            raise DomainError(Code.BENEFIT_LOCKED, benefit=name, tier=program.tier(self.benefit.tier).name)
        match self.state:
            case EntitlementState.YOURS | EntitlementState.RUNNING:
                raise DomainError(Code.BENEFIT_NOT_CLAIMED, benefit=name)
            case EntitlementState.OPEN if self.claim is not None:
                raise DomainError(Code.CLAIM_OPEN, number=self.claim.number, benefit=name, waiting=self.claim.waiting)
            case EntitlementState.QUOTA_REACHED:
                named: dict[str, Any] = {"benefit": name, "from": self.next_on}
                raise DomainError(Code.QUOTA_REACHED, **named)


def year_after(day: date) -> date:
    """The same day a year on; after 29 February that is 1 March."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 3, 1)
    return day.replace(year=day.year + 1)


def free_again(quota: Quota, claimed_on: date) -> date:
    """The first day on which a claim made on a day no longer counts: rolling a year on, calendar 1 January."""
    return date(claimed_on.year + 1, 1, 1) if quota.per == "calendar_year" else year_after(claimed_on)


def next_free(quota: Quota, claimed_on: Iterable[date], today: date) -> date | None:
    """The first day on which there is room for one more claim; None where there is room today.

    `claimed_on` are the days of all claims that a quota counts, in any order.
    """
    until = sorted(end for day in claimed_on if (end := free_again(quota, day)) > today)
    too_many = len(until) - quota.claims
    return until[too_many] if too_many >= 0 else None


def entitlement(program: Program, tier: Tier, benefit: Benefit, claims: Iterable[Claim], today: date) -> Entitlement:
    """How a partner of a tier, with these claims of the benefit, stands to it today."""
    unlocked = program.rank(benefit.tier) <= program.rank(tier.key)
    newest_first = sorted(claims, key=lambda claim: claim.id, reverse=True)
    shown, room_on = _shown(newest_first), _room_on(program, benefit, newest_first, today)

    def is_(state: EntitlementState) -> Entitlement:
        return Entitlement(benefit, state, unlocked, shown, room_on)

    if benefit.way not in CLAIMED:
        return is_(EntitlementState.YOURS if unlocked else EntitlementState.LOCKED)
    if shown is not None and shown.is_open and (benefit.quota is None or room_on is not None or not unlocked):
        return is_(EntitlementState.OPEN)
    if any(claim.is_running for claim in newest_first):
        return is_(EntitlementState.RUNNING)
    if not unlocked:
        return is_(EntitlementState.LOCKED)
    return is_(EntitlementState.AVAILABLE if room_on is None else EntitlementState.QUOTA_REACHED)


def entitlements(program: Program, held: str, claims: Sequence[Claim], today: date) -> Sequence[Entitlement]:
    """The same for all benefits of the program, in its order. `held` is the key of the partner's tier."""
    tier = program.tier(held)
    of_each: dict[str, list[Claim]] = {}
    for claim in claims:
        of_each.setdefault(claim.benefit, []).append(claim)
    return [entitlement(program, tier, each, of_each.get(each.key, ()), today) for each in program.benefits]


def _shown(newest_first: Sequence[Claim]) -> Claim | None:
    is_open = (claim for claim in newest_first if claim.is_open)
    running = (claim for claim in newest_first if claim.is_running)
    return next(is_open, None) or next(running, None) or next(iter(newest_first), None)


def _room_on(program: Program, benefit: Benefit, claims: Iterable[Claim], today: date) -> date | None:
    if benefit.quota is None:
        return None
    local_day = program.calendar.local_day
    return next_free(benefit.quota, (local_day(each.claimed_at) for each in claims if each.status in COUNTED), today)
