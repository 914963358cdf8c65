"""Drafts of leads: what is unfinished, and what ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Integer, String, bindparam, delete, select

from domain.lead_drafts import LeadDraft
from domain.people import PersonKey
from storage.mapping import columns_of, to_look_at
from storage.tables import lead_drafts, lead_talks
from storage.transaction import Transaction
from storage.types import UtcDateTime

DRAFT = columns_of(LeadDraft, lead_drafts)
read_draft = to_look_at(LeadDraft)

_LIMIT = bindparam("limit", type_=Integer)
_UNTOUCHED = (
    lead_drafts.c.lead_id.is_(None),
    lead_drafts.c.updated_at <= bindparam("untouched_since", type_=UtcDateTime),
)
_OLDEST_FIRST = (lead_drafts.c.updated_at, lead_drafts.c.id)

UNFINISHED = (
    select(*DRAFT)
    .where(
        lead_drafts.c.person == bindparam("person", type_=String),
        lead_drafts.c.lead_id.is_(None),
        lead_drafts.c.partner_id == bindparam("partner_id", type_=String),
    )
    .order_by(lead_drafts.c.updated_at.desc(), lead_drafts.c.id)
    .limit(_LIMIT)
)
TO_WARN = (
    select(lead_drafts.c.id)
    .where(*_UNTOUCHED, lead_drafts.c.warned_at.is_(None))
    .order_by(*_OLDEST_FIRST)
    .limit(_LIMIT)
)
TO_END = (
    select(lead_drafts.c.id)
    .where(*_UNTOUCHED, lead_drafts.c.warned_at <= bindparam("warned_before", type_=UtcDateTime))
    .order_by(*_OLDEST_FIRST)
    .limit(_LIMIT)
)
END_TALK = delete(lead_talks).where(lead_talks.c.draft_id == bindparam("ended", type_=String))


class LeadDraftRepository:
    """What was begun and not submitted."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def unfinished(self, partner_id: str, person: PersonKey, *, limit: int) -> Sequence[LeadDraft]:
        """A person's drafts that were not submitted, those touched last first. To look at."""
        asked = {"partner_id": partner_id, "person": person, "limit": limit}
        return [read_draft(row) for row in self._transaction.execute(UNFINISHED, asked)]

    def to_warn(self, untouched_since: datetime, *, limit: int) -> Sequence[str]:
        """The ids of drafts that nobody has touched since an instant and whose person was not told yet."""
        asked = {"untouched_since": untouched_since, "limit": limit}
        return self._transaction.execute(TO_WARN, asked).scalars().all()

    def to_end(self, untouched_since: datetime, warned_before: datetime, *, limit: int) -> Sequence[str]:
        """The ids of drafts untouched since one instant whose person was told before another."""
        asked = {"untouched_since": untouched_since, "warned_before": warned_before, "limit": limit}
        return self._transaction.execute(TO_END, asked).scalars().all()

    def forget(self, draft: LeadDraft) -> None:
        """Removes a draft, and the talk about it."""
        self._transaction.session.delete(draft)
        self._transaction.execute(END_TALK, {"ended": draft.id})
