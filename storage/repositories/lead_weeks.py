"""What a week has brought in leads: a few statements for everybody at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import BigInteger, String, bindparam, cast, func, or_, select

from domain.lead_drafts import LeadDraft
from domain.leads import Lead, LeadEventKind, LeadStatus
from domain.money import Cents
from domain.people import MemberRole, PersonKey, Task, allows
from domain.staff import Mode, Topic
from domain.weeks import Figures, Part
from storage.repositories.lead_drafts import DRAFT, read_draft
from storage.repositories.leads import read_lead
from storage.tables import lead_drafts, lead_events, leads, ledger_entries, members, notice_choices
from storage.tables.leads import IS_OPEN
from storage.transaction import Transaction
from storage.types import UtcDateTime, choice

_BEGIN, _END = bindparam("begin", type_=UtcDateTime), bindparam("end", type_=UtcDateTime)

MOVED = (
    select(
        leads.c.partner_id,
        leads.c.assignee,
        lead_events.c.after,
        func.count(func.distinct(leads.c.id)).label("number"),
        cast(func.coalesce(func.sum(lead_events.c.amount), 0), BigInteger).label("value"),
    )
    .select_from(lead_events.join(leads, leads.c.id == lead_events.c.lead_id))
    .where(
        lead_events.c.kind.in_([LeadEventKind.SUBMITTED, LeadEventKind.MOVED]),
        lead_events.c.at >= _BEGIN,
        lead_events.c.at < _END,
    )
    .group_by(leads.c.partner_id, leads.c.assignee, lead_events.c.after)
)
BOOKED = (
    select(
        leads.c.partner_id,
        leads.c.assignee,
        cast(func.sum(ledger_entries.c.amount), BigInteger).label("booked"),
    )
    .select_from(ledger_entries.join(leads, leads.c.id == ledger_entries.c.lead_id))
    .where(ledger_entries.c.at >= _BEGIN, ledger_entries.c.at < _END)
    .group_by(leads.c.partner_id, leads.c.assignee)
)
OPEN = (
    select(leads.c.partner_id, leads.c.assignee, func.count().label("number"))
    .where(IS_OPEN)
    .group_by(leads.c.partner_id, leads.c.assignee)
)
MEMBERS = (
    select(members.c.partner_id, members.c.person)
    .where(members.c.role.in_([role for role in MemberRole if allows(role, Task.GIVE_LEADS)]))
    .order_by(members.c.partner_id, members.c.person)
)
TURNED_OFF = select(notice_choices.c.person).where(
    notice_choices.c.topic == bindparam("topic", type_=choice(Topic)), notice_choices.c.mode == Mode.OFF
)
PARTNERS_TURN = (
    select(leads)
    .where(
        IS_OPEN,
        or_(
            leads.c.question.is_not(None),
            (leads.c.status == LeadStatus.APPROVED)
            & leads.c.introduced_at.is_(None)
            & leads.c.involvement.in_(bindparam("introducing", type_=String, expanding=True)),
        ),
    )
    .order_by(leads.c.id)
)
UNASSIGNED = select(leads).where(IS_OPEN, leads.c.assignee.is_(None)).order_by(leads.c.id).limit(bindparam("limit"))
DRAFTS = (
    select(*DRAFT)
    .where(lead_drafts.c.lead_id.is_(None), lead_drafts.c.updated_at >= _BEGIN)
    .order_by(lead_drafts.c.updated_at, lead_drafts.c.id)
)


class LeadWeekRepository:
    """Everything is read once, whoever looks at which part of it."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def parts(self, begin: datetime, end: datetime) -> Sequence[Part]:
        """What happened from one instant up to another, and what is open now, by partner and rep."""
        found: dict[tuple[str, PersonKey | None], Figures] = defaultdict(Figures)
        asked = {"begin": begin, "end": end}
        for row in self._transaction.execute(MOVED, asked):
            figures = Figures(**{row.after: row.number})
            if row.after == LeadStatus.WON:
                figures += Figures(value=Cents(row.value))
            found[row.partner_id, row.assignee] += figures
        for row in self._transaction.execute(BOOKED, asked):
            found[row.partner_id, row.assignee] += Figures(booked=Cents(row.booked))
        for row in self._transaction.execute(OPEN):
            found[row.partner_id, row.assignee] += Figures(open=row.number)
        return [Part(partner_id, assignee, figures) for (partner_id, assignee), figures in found.items()]

    def members(self) -> Mapping[str, Sequence[PersonKey]]:
        """Those of every partner's people who give leads, by its id."""
        found: dict[str, list[PersonKey]] = defaultdict(list)
        for row in self._transaction.execute(MEMBERS):
            found[row.partner_id].append(PersonKey(row.person))
        return found

    def turned_off(self, topic: Topic) -> Collection[PersonKey]:
        """Who wants to hear nothing of a topic."""
        return frozenset(self._transaction.execute(TURNED_OFF, {"topic": topic}).scalars())

    def partners_turn(self, introducing: Collection[str]) -> Sequence[Lead]:
        """Open leads that wait for their partner: for an answer, or to be introduced, by rising id."""
        return [
            read_lead(row) for row in self._transaction.execute(PARTNERS_TURN, {"introducing": sorted(introducing)})
        ]

    def unassigned(self, *, limit: int) -> Sequence[Lead]:
        """Open leads that nobody has, the oldest first."""
        return [read_lead(row) for row in self._transaction.execute(UNASSIGNED, {"limit": limit})]

    def drafts(self, since: datetime) -> Mapping[PersonKey, LeadDraft]:
        """The unfinished lead of each person that was touched last, if that was after an instant."""
        rows = self._transaction.execute(DRAFTS, {"begin": since})
        return {draft.person: draft for draft in (read_draft(row) for row in rows)}
