"""One lead in somebody's hands: what every act upon it has in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.errors import Code, DomainError
from domain.leads import Lead, LeadEvent, LeadEventKind
from domain.money import Cents
from domain.notices import Notice
from domain.partners import Partner
from domain.people import Actor
from domain.ports import UnitOfWork
from domain.usecases.telling import tell


def load_lead(uow: UnitOfWork, lead_id: int, *, for_update: bool = False) -> tuple[Lead, Partner]:
    """A lead with its partner. Raises DomainError(LEAD_UNKNOWN)."""
    lead = uow.leads.get(lead_id, for_update=for_update)
    partner = uow.partners.get(lead.partner_id) if lead else None
    if lead is None or partner is None:
        raise DomainError(Code.LEAD_UNKNOWN, number=f"L-{lead_id}")
    return lead, partner


def require_open(lead: Lead) -> None:
    """Raises DomainError: LEAD_LINKED for a part of another lead's deal, LEAD_CLOSED where nothing is to come of it."""
    if lead.deal_of is not None:
        raise DomainError(Code.LEAD_LINKED, number=lead.number, main=f"L-{lead.deal_of}")
    if not lead.is_open:
        raise DomainError(Code.LEAD_CLOSED, number=lead.number)


@dataclass(frozen=True)
class LeadCase:
    """A lead locked for the act of one person. Each change raises its version, is recorded, and told to whom concerned.

    Whoever acts touches it: a lead nobody touches is brought up again.
    """

    uow: UnitOfWork
    lead: Lead
    partner: Partner
    actor: Actor
    now: datetime

    @staticmethod
    def of(uow: UnitOfWork, actor: Actor, lead_id: int, now: datetime) -> LeadCase:
        """Raises DomainError(LEAD_UNKNOWN)."""
        lead, partner = load_lead(uow, lead_id, for_update=True)
        return LeadCase(uow, lead, partner, actor, now)

    def changed(self) -> None:
        """Marks that the lead has changed, by somebody's act."""
        self.lead.version += 1
        self.lead.touched_at = self.now

    def take_on(self) -> None:
        """Who does something about a lead that is nobody's has it from then on."""
        self.lead.assignee = self.lead.assignee or self.actor.person

    def record(
        self,
        kind: LeadEventKind,
        before: str | None = None,
        after: str | None = None,
        *,
        reason: str | None = None,
        amount: Cents | None = None,
    ) -> None:
        """Adds a line to the lead's history."""
        event = LeadEvent(self.lead.id, self.now, self.actor.person, kind, before, after, reason, amount)
        self.uow.leads.record(event)

    def tell(self, notice: Notice) -> None:
        """Tells everybody concerned."""
        tell(self.uow, notice, self.partner)
