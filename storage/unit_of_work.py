"""The unit of work: one transaction with all that can be done in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from domain import ports
from domain.notices import Address, Notice
from domain.people import PersonKey
from storage.audit import ArrAudit
from storage.deliveries import Deliveries
from storage.installations import Installations
from storage.job_runs import JobRuns
from storage.outbox import Outbox
from storage.repositories.arr import ArrRepository
from storage.repositories.billing import BillingRepository
from storage.repositories.claims import ClaimRepository
from storage.repositories.directory import DirectoryRepository
from storage.repositories.history import HistoryRepository
from storage.repositories.homes import PARTNER, PERSON, STAFF, HomeRepository
from storage.repositories.joining import JoiningRepository
from storage.repositories.lead_conflicts import LeadConflictRepository
from storage.repositories.lead_deadlines import LeadDeadlineRepository
from storage.repositories.lead_drafts import LeadDraftRepository
from storage.repositories.lead_talks import LeadTalkRepository
from storage.repositories.lead_uploads import LeadUploadRepository
from storage.repositories.lead_weeks import LeadWeekRepository
from storage.repositories.leads import LeadRepository
from storage.repositories.leads_desk import LeadsDeskRepository
from storage.repositories.ledger import LedgerRepository
from storage.repositories.manners import MannerRepository
from storage.repositories.partners import PartnerRepository
from storage.repositories.people import PeopleRepository
from storage.repositories.staff import StaffRepository
from storage.repositories.subscriptions import SubscriptionRepository
from storage.stored_tiers import stored_tiers
from storage.transaction import Transaction


class ReadOnlyError(RuntimeError):
    """Something was to be changed in a unit of work that only reads."""


class UnitOfWork:
    """The domain's unit of work, with the outbox, deliveries and job runs for the rest of the program.

    Whoever opened it commits it; left without that, it changes nothing. `told` says whether it has put notices into
    the outbox, so that after the commit somebody can be woken to send them.
    """

    def __init__(self, transaction: Transaction, clock: ports.Clock, *, read_only: bool) -> None:
        self._transaction = transaction
        self._clock = clock
        self._read_only = read_only
        self.told = False
        self._changed: set[str] = set()
        self.partners: ports.Partners = PartnerRepository(transaction)
        self.people: ports.People = PeopleRepository(transaction)
        self.joining: ports.Joining = JoiningRepository(transaction)
        self.subscriptions: ports.Subscriptions = SubscriptionRepository(transaction)
        self.arr: ports.Arr = ArrRepository(transaction)
        self.billing: ports.Billing = BillingRepository(transaction)
        self.leads: ports.Leads = LeadRepository(transaction)
        self.leads_desk: ports.LeadsDesk = LeadsDeskRepository(transaction)
        self.lead_weeks: ports.LeadWeeks = LeadWeekRepository(transaction)
        self.lead_deadlines: ports.LeadDeadlines = LeadDeadlineRepository(transaction)
        self.lead_drafts: ports.LeadDrafts = LeadDraftRepository(transaction)
        self.lead_talks: ports.LeadTalks = LeadTalkRepository(transaction)
        self.lead_conflicts: ports.LeadConflicts = LeadConflictRepository(transaction)
        self.lead_uploads: ports.LeadUploads = LeadUploadRepository(transaction)
        self.claims: ports.Claims = ClaimRepository(transaction)
        self.ledger: ports.Ledger = LedgerRepository(transaction)
        self.history: ports.History = HistoryRepository(transaction)
        self.directory: ports.Directory = DirectoryRepository(transaction)
        self.staff: ports.Staff = StaffRepository(transaction, clock)
        self.homes = HomeRepository(transaction)
        self.manners = MannerRepository(transaction, clock)
        self.outbox = Outbox(transaction)
        self.deliveries = Deliveries(transaction)
        self.job_runs = JobRuns(transaction)
        self.installations = Installations(transaction)
        self.audit = ArrAudit(transaction)

    def tell(self, notice: Notice, addresses: Iterable[Address], *, held: Mapping[str, datetime] | None = None) -> None:
        """Puts a notice into the outbox for each address; one told before is left as it is.

        Where a place is `held`, the notice waits until then. Whatever is told shows on Homes.
        """
        self._refuse_when_reading()
        addresses = list(addresses)
        if self.outbox.add(notice, addresses, self._clock.now(), held):
            self.told = True
            self._changed |= {STAFF, *(each.place for each in addresses if each.place.startswith(PERSON))}
            if partner_id := getattr(notice, "partner_id", None):
                self._changed.add(f"{PARTNER}{partner_id}")

    def changed_for(
        self, *, partner_id: str | None = None, person: PersonKey | None = None, staff: bool = False
    ) -> None:
        """Says that what is on Homes has changed: those of a partner's people, of one person, or of the staff."""
        if partner_id is not None:
            self._changed.add(f"{PARTNER}{partner_id}")
        if person is not None:
            self._changed.add(f"{PERSON}{person}")
        if staff:
            self._changed.add(STAFF)

    @property
    def shows(self) -> bool:
        """Whether there is something new for Homes."""
        return bool(self._changed)

    def dead_letters(self, *, limit: int) -> tuple[Sequence[ports.DeadLetter], int]:
        """The newest messages that could not be delivered, and how many there are."""
        found = [
            ports.DeadLetter(row.id, row.place, row.error or "", row.dead_at)
            for row in self.outbox.dead(limit)
            if row.dead_at is not None
        ]
        return found, self.outbox.dead_count() if len(found) == limit else len(found)

    def stored_tiers(self) -> Mapping[str, int]:
        """By the key of each tier that is held or was once reached, how many partners hold it now."""
        return stored_tiers(self._transaction)

    def flush(self) -> None:
        """Sends pending changes to the database, still within the transaction."""
        self._transaction.flush()

    def commit(self) -> None:
        """Makes everything permanent, at once."""
        self._refuse_when_reading()
        self.homes.note(self._changed)
        self._changed.clear()
        self._transaction.commit()

    def _refuse_when_reading(self) -> None:
        if self._read_only:
            raise ReadOnlyError("this unit of work only reads; open it with Database.write()")
