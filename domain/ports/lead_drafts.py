"""Leads that are being given: what is unfinished, and what ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.lead_drafts import LeadDraft
from domain.people import PersonKey


class LeadDrafts(Protocol):
    def unfinished(self, partner_id: str, person: PersonKey, *, limit: int) -> Sequence[LeadDraft]:
        """A person's drafts that were not submitted, those touched last first. To look at."""
        ...

    def to_warn(self, untouched_since: datetime, *, limit: int) -> Sequence[str]:
        """The ids of drafts that nobody has touched since an instant and whose person was not told yet."""
        ...

    def to_end(self, untouched_since: datetime, warned_before: datetime, *, limit: int) -> Sequence[str]:
        """The ids of drafts untouched since one instant whose person was told before another."""
        ...

    def forget(self, draft: LeadDraft) -> None:
        """Removes a draft, and the talk about it."""
        ...
