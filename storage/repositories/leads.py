"""Leads with their history and the drafts they came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, String, bindparam, delete, func, insert, not_, select

from domain.companies import search_words
from domain.lead_drafts import LeadDraft
from domain.leads import OPEN, Contact, Deal, Lead, LeadEvent, LeadStatus
from domain.people import PersonKey
from storage.mapping import columns_of
from storage.tables import lead_events, lead_words, leads
from storage.tables.leads import IS_OPEN
from storage.transaction import Transaction
from storage.types import UtcDateTime

CONTACT = [column.name for column in columns_of(Contact, leads)]
DEAL = [column.name for column in columns_of(Deal, leads)]
OWN = [column.name for column in columns_of(Lead, leads) if column.name != "id"]

_OFFSET, _LIMIT = bindparam("offset", type_=Integer), bindparam("limit", type_=Integer)
_WAITING_SINCE = func.coalesce(leads.c.status_since, leads.c.submitted_at)

FORGET_WORDS = delete(lead_words).where(lead_words.c.lead_id == bindparam("renewed", type_=Integer))

COUNTS = (
    select(leads.c.status, func.count())
    .where(leads.c.withdrawn_at.is_(None), leads.c.deal_of.is_(None))
    .group_by(leads.c.status)
)
BY_ID = select(leads).where(leads.c.id.in_(bindparam("lead_ids", expanding=True)))
SUBMITTED_BEFORE = (
    select(leads)
    .where(leads.c.status == LeadStatus.SUBMITTED, IS_OPEN, bindparam("instant", type_=UtcDateTime) > _WAITING_SINCE)
    .order_by(_WAITING_SINCE, leads.c.id)
    .limit(_LIMIT)
)
IN_HANDS = (
    select(leads.c.id)
    .where(
        leads.c.assignee == bindparam("person", type_=String),
        leads.c.status.in_(sorted(OPEN)),
        leads.c.withdrawn_at.is_(None),
    )
    .order_by(leads.c.id)
)
HISTORY = (
    select(*columns_of(LeadEvent, lead_events))
    .where(lead_events.c.lead_id == bindparam("lead_id", type_=Integer))
    .order_by(lead_events.c.id)
)


class LeadRepository:
    """Leads, their events and drafts."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def get(self, lead_id: int, *, for_update: bool = False) -> Lead | None:
        """A lead that may be changed."""
        return self._transaction.load(Lead, lead_id, for_update=for_update)

    def add(self, lead: Lead) -> Lead:
        """Stores a new lead, with what it is searched by, and returns it with its id."""
        self._transaction.session.add(lead)
        self._transaction.flush()
        self._transaction.execute(insert(lead_words), _words(lead))
        return lead

    def renew_words(self, lead: Lead) -> None:
        """Has a lead found by what it says now, and by nothing that it said before."""
        self._transaction.execute(FORGET_WORDS, {"renewed": lead.id})
        self._transaction.execute(insert(lead_words), _words(lead))

    def page(
        self, *, partner_id: str | None, statuses: Iterable[LeadStatus] | None, offset: int, limit: int
    ) -> tuple[Sequence[Lead], int]:
        """Leads, newest first (of one partner where given), and how many there are."""
        wanted: list[ColumnElement[bool]] = []
        if partner_id is not None:
            wanted.append(leads.c.partner_id == partner_id)
        if statuses is not None:
            wanted.append(leads.c.status.in_(sorted(statuses)))
        return self._page(wanted, offset=offset, limit=limit)

    def of_partner(
        self, partner_id: str, *, is_open: bool | None, offset: int, limit: int
    ) -> tuple[Sequence[Lead], int]:
        """A partner's leads, newest first (only those still open, or those not, where given), and how many."""
        wanted = [leads.c.partner_id == partner_id]
        if is_open is not None:
            wanted.append(IS_OPEN if is_open else not_(IS_OPEN))
        return self._page(wanted, offset=offset, limit=limit)

    def _page(self, wanted: Sequence[ColumnElement[bool]], *, offset: int, limit: int) -> tuple[Sequence[Lead], int]:
        page = select(leads).where(*wanted).order_by(leads.c.id.desc()).offset(offset).limit(limit)
        found = self._read(page)
        if (found and len(found) < limit) or not (found or offset):
            return found, offset + len(found)
        count = select(func.count()).select_from(leads).where(*wanted)
        return found, self._transaction.execute(count).scalar_one()

    def in_hands(self, person: PersonKey) -> Sequence[int]:
        """The leads that a person has to work on, with those that are parts of a deal, by rising id."""
        return self._transaction.execute(IN_HANDS, {"person": person}).scalars().all()

    def counts(self) -> Mapping[LeadStatus, int]:
        """How many leads there are in each status that has any; withdrawn ones and parts of others are in none."""
        return {row.status: row[1] for row in self._transaction.execute(COUNTS)}

    def by_id(self, lead_ids: Iterable[int]) -> Mapping[int, Lead]:
        """These leads by their id; unknown ones are left out."""
        wanted = sorted(set(lead_ids))
        if not wanted:
            return {}
        return {lead.id: lead for lead in self._read(BY_ID, {"lead_ids": wanted})}

    def submitted_before(self, instant: datetime, *, limit: int) -> Sequence[Lead]:
        """Leads still Submitted since before an instant, oldest first."""
        return self._read(SUBMITTED_BEFORE, {"instant": instant, "limit": limit})

    def record(self, event: LeadEvent) -> None:
        """Adds a line to a lead's history."""
        self._transaction.session.add(event)

    def history(self, lead_id: int) -> Sequence[LeadEvent]:
        """A lead's history, oldest first."""
        return [LeadEvent(*row) for row in self._transaction.execute(HISTORY, {"lead_id": lead_id})]

    def draft(self, draft_id: str, *, for_update: bool = False) -> LeadDraft | None:
        """A draft that may be changed.

        For update, a draft that is not there yet is held back too: of two that want to make it, the second waits
        and then finds what the first has made.
        """
        draft = self._transaction.load(LeadDraft, draft_id, for_update=for_update)
        if draft is None and for_update and self._transaction.hold(f"lead-draft:{draft_id}"):
            draft = self._transaction.load(LeadDraft, draft_id, for_update=True)
        return draft

    def add_draft(self, draft: LeadDraft) -> None:
        """Stores a new draft."""
        self._transaction.session.add(draft)
        self._transaction.flush()

    def _read(self, statement: Any, parameters: Mapping[str, Any] | None = None) -> list[Lead]:
        return [read_lead(row) for row in self._transaction.execute(statement, parameters)]


def _words(lead: Lead) -> list[dict[str, Any]]:
    contact = lead.contact
    texts = (contact.company, contact.domain, contact.first_name, contact.last_name, contact.email)
    return [{"word": word, "lead_id": lead.id} for word in sorted(search_words(texts))]


def read_lead(row: Row[Any]) -> Lead:
    """A lead as one row has it, for reading."""
    values = row._mapping
    lead = Lead(
        contact=Contact(*(values[name] for name in CONTACT)),
        deal=Deal(*(values[name] for name in DEAL)),
        **{name: values[name] for name in OWN},
    )
    lead.id = row.id
    return lead
