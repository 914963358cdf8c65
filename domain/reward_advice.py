"""Which of the two rewards pays more for a deal as it is estimated, and what would change that."""

from __future__ import annotations

from dataclasses import dataclass

from domain.leads import RewardOption
from domain.money import Cents, share
from domain.rewards import Estimate
from domain.subscriptions import MONTHS


@dataclass(frozen=True)
class Advice:
    """`better` is None where both pay the same; `more` is by how much the better one is ahead.

    `share_from` is the number of agents from which the share pays more, with the products as they are; None where no
    number of agents would do.
    """

    better: RewardOption | None
    more: Cents
    share_from: int | None


def advice(valued: Estimate) -> Advice | None:
    """The advice for an estimate; None while it has no value. A plan sold on request may change all of it."""
    if valued.revenue_share is None:
        return None
    ahead = valued.revenue_share - valued.fixed_fee
    better = None
    if ahead:
        better = RewardOption.REV_SHARE if ahead > 0 else RewardOption.FLAT_FEE
    return Advice(better, Cents(abs(ahead)), _share_from(valued))


def _share_from(valued: Estimate) -> int | None:
    an_agent = MONTHS * sum(line.price for line in valued.lines if line.price is not None)
    if not an_agent or not valued.rate:
        return None
    # the first guess may be one short: the share is rounded to the cent
    agents = max(1, valued.fixed_fee * 10_000 // (an_agent * valued.rate))
    while share(Cents(an_agent * agents), valued.rate) <= valued.fixed_fee:
        agents += 1
    return agents
