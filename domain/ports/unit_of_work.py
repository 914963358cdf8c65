"""One transaction with all that can be done in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.notices import Address, Notice
from domain.people import PersonKey
from domain.ports.arr import Arr
from domain.ports.billing import Billing
from domain.ports.claims import Claims
from domain.ports.directory import Directory
from domain.ports.history import History
from domain.ports.homes import Homes, Manners
from domain.ports.joining import Joining
from domain.ports.lead_conflicts import LeadConflicts
from domain.ports.lead_deadlines import LeadDeadlines
from domain.ports.lead_drafts import LeadDrafts
from domain.ports.lead_talks import LeadTalks
from domain.ports.lead_uploads import LeadUploads
from domain.ports.lead_weeks import LeadWeeks
from domain.ports.leads import Leads
from domain.ports.leads_desk import LeadsDesk
from domain.ports.ledger import Ledger
from domain.ports.partners import Partners
from domain.ports.people import People
from domain.ports.staff import Staff
from domain.ports.subscriptions import Subscriptions


@dataclass(frozen=True)
class DeadLetter:
    """A message that can never be delivered: its outbox id, its place, and why."""

    id: int
    place: str
    error: str
    at: datetime


class UnitOfWork(Protocol):
    """One transaction. Nothing in the domain commits it; whoever opened it does."""

    partners: Partners
    people: People
    joining: Joining
    subscriptions: Subscriptions
    arr: Arr
    billing: Billing
    leads: Leads
    lead_conflicts: LeadConflicts
    lead_uploads: LeadUploads
    leads_desk: LeadsDesk
    lead_drafts: LeadDrafts
    lead_deadlines: LeadDeadlines
    lead_weeks: LeadWeeks
    lead_talks: LeadTalks
    claims: Claims
    ledger: Ledger
    history: History
    directory: Directory
    staff: Staff

    @property
    def homes(self) -> Homes: ...
    @property
    def manners(self) -> Manners: ...

    def tell(self, notice: Notice, addresses: Iterable[Address], *, held: Mapping[str, datetime] | None = None) -> None:
        """Puts a notice into the outbox for each address; one told before is left as it is.

        Where a place is `held`, the notice waits until then.
        """
        ...

    def changed_for(
        self, *, partner_id: str | None = None, person: PersonKey | None = None, staff: bool = False
    ) -> None:
        """Says that what is on Homes has changed: those of a partner's people, of one person, or of the staff."""
        ...

    def dead_letters(self, *, limit: int) -> tuple[Sequence[DeadLetter], int]:
        """The newest messages that could not be delivered, and how many there are."""
        ...

    def flush(self) -> None:
        """Sends pending changes to the database, still within the transaction."""
        ...
