"""Partners, their figures and the history of their tiers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.money import Cents
from domain.partners import Partner, TierChange
from domain.people import MemberRole, PersonKey
from domain.rewards import LedgerEntry
from domain.tier_steps import TierState
from domain.tiers import Figures


@dataclass(frozen=True)
class PartnerFigures:
    """The figures of a partner's overview: what tiers are decided on, its open leads and its newest ledger entry."""

    tiers: Figures
    open_leads: int
    latest_entry: LedgerEntry | None


@dataclass(frozen=True)
class PartnerRow:
    """A partner in a list: with its ARR in cents and its number of open leads."""

    partner: Partner
    arr: Cents
    open_leads: int


class Partners(Protocol):
    def get(self, partner_id: str, *, for_update: bool = False) -> Partner | None: ...
    def add(self, partner: Partner) -> None: ...
    def locked(self, partner_ids: Iterable[str]) -> Mapping[str, TierState]:
        """How these partners hold their tiers now; nobody else changes them before the transaction ends."""
        ...

    def to_change(self, partner_ids: Collection[str]) -> Sequence[Partner]:
        """These partners, locked, to be changed; in the order of their ids, unknown ones left out."""
        ...

    def page(self, *, offset: int, limit: int) -> tuple[Sequence[PartnerRow], int]:
        """Partners by falling ARR, and how many there are."""
        ...

    def ids(self) -> Sequence[str]: ...
    def counts_by_tier(self) -> Mapping[str, int]: ...
    def by_id(self, partner_ids: Iterable[str]) -> Mapping[str, Partner]: ...
    def figures(self, partner_id: str, *, new_since: date) -> PartnerFigures:
        """One query. Customers paying since `new_since` or later are new."""
        ...

    def of_member(self, person: PersonKey, *, new_since: date) -> tuple[Partner, MemberRole, PartnerFigures] | None:
        """The partner a person is a member of, as what, and its figures; None for anybody else. One query."""
        ...

    def tier_figures(self, partner_id: str, *, new_since: date) -> Figures: ...
    def record(self, change: TierChange) -> TierChange:
        """Adds a line of tier history and returns it with its id."""
        ...

    def history(self, partner_id: str, *, limit: int) -> Sequence[TierChange]:
        """The newest lines of a partner's tier history, newest first."""
        ...
