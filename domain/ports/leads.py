"""Leads, their history and their drafts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.lead_drafts import LeadDraft
from domain.leads import Lead, LeadEvent, LeadStatus
from domain.people import PersonKey


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

    def of_partner(
        self, partner_id: str, *, is_open: bool | None, offset: int, limit: int
    ) -> tuple[Sequence[Lead], int]:
        """A partner's leads, newest first (only those still open, or those not, where given), and how many."""
        ...

    def renew_words(self, lead: Lead) -> None:
        """Has a lead found by what it says now, and by nothing that it said before."""
        ...

    def in_hands(self, person: PersonKey) -> Sequence[int]:
        """The leads that a person has to work on, with those that are parts of a deal, by rising id."""
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
