"""What the domain needs from outside: a unit of work with its repositories, and a clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.leads import Lead, LeadDraft, LeadEvent, LeadStatus
from domain.money import Cents
from domain.notices import Address, Notice
from domain.partners import Partner, TierChange
from domain.people import Actor, Member, PersonKey, Role, StaffRole
from domain.rewards import LedgerEntry
from domain.subscriptions import ArrLine, Customer, Subscription
from domain.tiers import Figures


class Clock(Protocol):
    """The time, from outside. Always aware, in UTC."""

    def now(self) -> datetime:
        """This instant."""
        ...


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


@dataclass(frozen=True)
class DeadLetter:
    """A message that can never be delivered: its outbox id, its place, and why."""

    id: int
    place: str
    error: str
    at: datetime


class Partners(Protocol):
    def get(self, partner_id: str, *, for_update: bool = False) -> Partner | None: ...
    def add(self, partner: Partner) -> None: ...
    def page(self, *, offset: int, limit: int) -> tuple[Sequence[PartnerRow], int]:
        """Partners by falling ARR, and how many there are."""
        ...

    def ids(self) -> Sequence[str]: ...
    def counts_by_tier(self) -> Mapping[str, int]: ...
    def by_id(self, partner_ids: Iterable[str]) -> Mapping[str, Partner]: ...
    def figures(self, partner_id: str, *, new_since: date) -> PartnerFigures:
        """One query. Customers paying since `new_since` or later are new."""
        ...

    def tier_figures(self, partner_id: str, *, new_since: date) -> Figures: ...
    def record(self, change: TierChange) -> TierChange:
        """Adds a line of tier history and returns it with its id."""
        ...

    def history(self, partner_id: str, *, limit: int) -> Sequence[TierChange]:
        """The newest lines of a partner's tier history, newest first."""
        ...


class People(Protocol):
    def actor(self, person: PersonKey) -> Actor:
        """Who this is: one query."""
        ...

    def members(self, partner_id: str) -> Sequence[PersonKey]: ...
    def membership(self, person: PersonKey) -> Member | None: ...
    def add_member(self, member: Member) -> None: ...
    def remove_member(self, person: PersonKey) -> None: ...
    def staff(self) -> Sequence[StaffRole]: ...
    def add_staff(self, person: PersonKey, role: Role, *, now: datetime) -> bool:
        """False where the person has the role already."""
        ...

    def remove_staff(self, person: PersonKey, role: Role | None) -> int:
        """Removes one role, or all of them; how many were removed."""
        ...


class Subscriptions(Protocol):
    def get(self, subscription_id: str, *, for_update: bool = False) -> Subscription | None: ...
    def by_id(self, subscription_ids: Iterable[str], *, for_update: bool = False) -> Mapping[str, Subscription]: ...
    def add(self, subscription: Subscription) -> None: ...
    def customer(self, customer_id: str) -> Customer | None: ...
    def customers_by_id(self, customer_ids: Iterable[str]) -> Mapping[str, Customer]:
        """Those that there are. Their rows are locked, for they may change with their subscriptions."""
        ...

    def add_customer(self, customer: Customer) -> None: ...
    def add_customers(self, customers: Iterable[Customer]) -> None:
        """Stores many new customers in one go."""
        ...

    def arr_lines(self, partner_id: str, *, offset: int, limit: int) -> tuple[Sequence[ArrLine], int]:
        """Counting subscriptions grouped by what they pay, largest total first, and how many groups there are."""
        ...

    def not_counting(self, partner_id: str) -> Mapping[str, int]:
        """How many subscriptions do not count, by status."""
        ...


class Leads(Protocol):
    def get(self, lead_id: int, *, for_update: bool = False) -> Lead | None: ...
    def add(self, lead: Lead) -> Lead:
        """Stores a new lead and returns it with its id."""
        ...

    def page(
        self, *, partner_id: str | None, statuses: Iterable[LeadStatus] | None, offset: int, limit: int
    ) -> tuple[Sequence[Lead], int]:
        """Leads, newest first (of one partner where given), and how many there are."""
        ...

    def counts(self) -> Mapping[LeadStatus, int]: ...
    def by_id(self, lead_ids: Iterable[int]) -> Mapping[int, Lead]: ...
    def submitted_before(self, instant: datetime, *, limit: int) -> Sequence[Lead]:
        """Leads still Submitted since before an instant, oldest first."""
        ...

    def record(self, event: LeadEvent) -> None: ...
    def history(self, lead_id: int) -> Sequence[LeadEvent]:
        """A lead's history, oldest first."""
        ...

    def draft(self, draft_id: str, *, for_update: bool = False) -> LeadDraft | None: ...
    def add_draft(self, draft: LeadDraft) -> None: ...


class Ledger(Protocol):
    def add(self, entry: LedgerEntry) -> None: ...
    def get(self, key: str) -> LedgerEntry | None: ...


class UnitOfWork(Protocol):
    """One transaction. Nothing in the domain commits it; whoever opened it does."""

    partners: Partners
    people: People
    subscriptions: Subscriptions
    leads: Leads
    ledger: Ledger

    def tell(self, notice: Notice, addresses: Iterable[Address]) -> None:
        """Puts a notice into the outbox for each address; one told before is left as it is."""
        ...

    def dead_letters(self, *, limit: int) -> tuple[Sequence[DeadLetter], int]:
        """The newest messages that could not be delivered, and how many there are."""
        ...

    def flush(self) -> None:
        """Sends pending changes to the database, still within the transaction."""
        ...
