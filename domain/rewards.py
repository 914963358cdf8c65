"""What a lead may earn, and the ledger of what was earned. Ledger entries are only ever added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.lead_rules import Rewards
from domain.leads import Lead, ProductChoice, RewardOption
from domain.money import BasisPoints, Cents, half_up, share
from domain.price_book import PriceBook
from domain.subscriptions import MONTHS


@dataclass(frozen=True)
class EstimateLine:
    """One product of an estimate; `annual` is None for a plan sold on request."""

    product: str
    plan: str
    price: Cents | None
    annual: Cents | None


@dataclass(frozen=True)
class Estimate:
    """The deal's annual value at list prices (None where nothing is priced) and what either reward would be."""

    agents: int
    lines: tuple[EstimateLine, ...]
    annual: Cents | None
    fixed_fee: Cents
    revenue_share: Cents | None
    rate: BasisPoints
    break_even: Cents

    @property
    def is_partial(self) -> bool:
        """Whether some, but not all, of the products have a price."""
        return self.annual is not None and any(line.annual is None for line in self.lines)


def estimate(rewards: Rewards, book: PriceBook, products: Sequence[ProductChoice], agents: int | None) -> Estimate:
    """12 months × agents × price, summed over the products, and both rewards for it.

    Unknown products and plans are left out; without agents or priced products there is no amount.
    """
    lines = []
    for choice in products:
        product = book.product(choice.product)
        plan = product.plan(choice.plan) if product else None
        if product and plan:
            annual = Cents(MONTHS * agents * plan.price) if agents and plan.price is not None else None
            lines.append(EstimateLine(product.name, plan.name, plan.price, annual))
    priced = [line.annual for line in lines if line.annual is not None]
    total = Cents(sum(priced)) if priced else None
    return Estimate(
        agents=agents or 0,
        lines=tuple(lines),
        annual=total,
        fixed_fee=rewards.fixed_fee,
        revenue_share=None if total is None else share(total, rewards.revenue_share),
        rate=rewards.revenue_share,
        break_even=break_even(rewards),
    )


def break_even(rewards: Rewards) -> Cents:
    """The annual value at which both rewards pay the same; above it the share pays more."""
    return Cents(half_up(rewards.fixed_fee * 10_000, rewards.revenue_share)) if rewards.revenue_share else Cents(0)


def reward(rewards: Rewards, option: RewardOption, annual: Cents | None) -> Cents | None:
    """What a deal of this annual value pays under an option; None where that depends on an unknown value."""
    if option is RewardOption.FLAT_FEE:
        return rewards.fixed_fee
    return None if annual is None else share(annual, rewards.revenue_share)


class EntryKind(StrEnum):
    LEAD_REWARD = "lead_reward"
    REVERSAL = "reversal"


@dataclass(frozen=True)
class LedgerEntry:
    """One booking: `amount` is positive for a credit and negative for its reversal. Never changed or removed.

    `key` is unique: the same cause is booked once, whatever is retried.
    """

    key: str
    partner_id: str
    at: datetime
    kind: EntryKind
    amount: Cents
    currency: str
    lead_id: int
    reverses: str | None = None
    id: int | None = None


@dataclass(frozen=True)
class Booking:
    """An entry of the ledger with the company of its lead."""

    entry: LedgerEntry
    company: str


@dataclass(frozen=True)
class Bookings:
    """Some of a partner's entries, newest first; `count` is the number of all and `total` their sum.

    `since` is the sum of those from an instant on that was asked about.
    """

    rows: Sequence[Booking]
    count: int
    total: Cents
    since: Cents


def reward_key(lead: Lead) -> str:
    """The key of the entry for the lead's newest win."""
    return f"lead:{lead.id}:win:{lead.wins}"


def won_entry(lead: Lead, rewards: Rewards, *, currency: str, at: datetime) -> LedgerEntry:
    """The credit for a lead that has just been won at its confirmed value."""
    amount = reward(rewards, lead.deal.reward, lead.confirmed_value)
    if amount is None:
        raise ValueError("a won lead has a confirmed value")
    return LedgerEntry(
        key=reward_key(lead),
        partner_id=lead.partner_id,
        at=at,
        kind=EntryKind.LEAD_REWARD,
        amount=amount,
        currency=currency,
        lead_id=lead.id,
    )


def reversal_of(entry: LedgerEntry, *, at: datetime) -> LedgerEntry:
    """The entry that takes another one back."""
    return LedgerEntry(
        key=f"{entry.key}:reversal",
        partner_id=entry.partner_id,
        at=at,
        kind=EntryKind.REVERSAL,
        amount=Cents(-entry.amount),
        currency=entry.currency,
        lead_id=entry.lead_id,
        reverses=entry.key,
    )
