"""Leads that may be late, and which of their deadlines were brought up."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import BindParameter, Date, Integer, String, bindparam, func, literal_column, or_, select, update

from domain.lead_deadlines import Bounds, Deadline, Reminded
from domain.leads import Lead, LeadStatus
from storage.repositories.leads import read_lead
from storage.tables import lead_reminders, leads
from storage.tables.leads import IS_OPEN
from storage.transaction import KEYS_A_STATEMENT, Transaction
from storage.types import UtcDateTime, choice


def _moment(name: str) -> BindParameter[datetime]:
    return bindparam(name, type_=UtcDateTime)


_IS_SUBMITTED = leads.c.status == literal_column(f"'{LeadStatus.SUBMITTED}'")
_WAITING_SINCE = func.coalesce(leads.c.status_since, leads.c.submitted_at)

CANDIDATES = (
    select(leads)
    .where(
        IS_OPEN,
        leads.c.id > bindparam("after", type_=Integer),
        or_(
            _IS_SUBMITTED & (_moment("review") >= _WAITING_SINCE),
            leads.c.question.is_not(None) & (leads.c.asked_at <= _moment("answer")),
            leads.c.next_step_on < bindparam("steps_before", type_=Date),
            leads.c.stage.in_(bindparam("trials", type_=String, expanding=True))
            & (leads.c.stage_since <= _moment("trial")),
            leads.c.touched_at <= _moment("silent"),
        ),
    )
    .order_by(leads.c.id)
    .limit(bindparam("limit", type_=Integer))
)
TOLD = select(lead_reminders).where(lead_reminders.c.lead_id.in_(bindparam("lead_ids", expanding=True)))
ESCALATE = (
    update(lead_reminders)
    .where(
        lead_reminders.c.lead_id == bindparam("of_lead", type_=Integer),
        lead_reminders.c.kind == bindparam("of_kind", type_=choice(Deadline)),
        lead_reminders.c.since == bindparam("counted_since", type_=String),
        lead_reminders.c.escalated_at.is_(None),
    )
    .values(escalated_at=bindparam("now", type_=UtcDateTime))
)


class LeadDeadlineRepository:
    """Each missed deadline is noted once, and once more when it is told further up."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def candidates(self, bounds: Bounds, *, after: int, limit: int) -> Sequence[Lead]:
        """Open leads with a deadline that may be missed, by rising id from the one after `after`. To look at."""
        asked = {
            "review": bounds.review,
            "answer": bounds.answer,
            "trial": bounds.trial,
            "silent": bounds.silent,
            "steps_before": bounds.steps_before,
            "trials": list(bounds.trials),
            "after": after,
            "limit": limit,
        }
        return [read_lead(row) for row in self._transaction.execute(CANDIDATES, asked)]

    def told(self, lead_ids: Collection[int]) -> Mapping[tuple[int, Deadline, str], Reminded]:
        """What was brought up of these leads, by lead, kind, and what it is counted from."""
        wanted, found = sorted(set(lead_ids)), {}
        for start in range(0, len(wanted), KEYS_A_STATEMENT):
            part = wanted[start : start + KEYS_A_STATEMENT]
            for row in self._transaction.execute(TOLD, {"lead_ids": part}):
                found[row.lead_id, row.kind, row.since] = Reminded(row.reminded_at, row.escalated_at)
        return found

    def remind(self, lead_id: int, kind: Deadline, since: str, now: datetime) -> bool:
        """Notes that somebody is reminded. False where that was so before."""
        insert = self._transaction.insert(lead_reminders).on_conflict_do_nothing(
            index_elements=["lead_id", "kind", "since"]
        )
        row = {"lead_id": lead_id, "kind": kind, "since": since, "reminded_at": now}
        added = self._transaction.execute(insert.returning(lead_reminders.c.lead_id), row)
        return added.one_or_none() is not None

    def escalate(self, lead_id: int, kind: Deadline, since: str, now: datetime) -> bool:
        """Notes that it is told further up. False where that was so before."""
        values = {"of_lead": lead_id, "of_kind": kind, "counted_since": since, "now": now}
        return bool(self._transaction.execute(ESCALATE, values).rowcount)
