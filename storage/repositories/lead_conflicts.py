"""Companies that are known already, found by index, and what was decided where two claim one."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    Row,
    Select,
    String,
    Table,
    and_,
    bindparam,
    case,
    cast,
    false,
    func,
    null,
    or_,
    select,
    union_all,
)

from domain.lead_conflicts import LeadConflict
from domain.leads import OPEN, Lead, LeadStatus
from domain.same_company import Company, Wanted
from storage.mapping import columns_of, to_look_at
from storage.repositories.leads import read_lead
from storage.tables import customers, lead_conflicts, leads
from storage.transaction import Transaction
from storage.types import choice

SHORTEST_PREFIX = 4
"""Letters at least that two names must begin with in common to be compared at all; of long names it is half of them.

Many companies are called Nordic something: compared by four letters, they would be read by the thousand.
"""

MOST_ALIKE = 100
"""So many names are compared at most; where more begin so, more letters must be the same."""

LAST = "\U0010ffff"
"""Sorts after every other letter."""

STRIPES = 32
"""So many locks there are for domains, and as many for names: a file of thousands of leads needs no more."""

_TODAY = bindparam("today", type_=Date)
_SITES: BindParameter[str] = bindparam("sites", type_=String, expanding=True)
# as a CASE no index answers it: SQLite would rather read all open leads than those whose names begin so
_IS_KNOWN = case((leads.c.withdrawn_at.is_(None), leads.c.status), else_=None).in_([*sorted(OPEN), LeadStatus.WON])


def _known_leads(*wanted: ColumnElement[bool]) -> Select[Any]:
    is_over = and_(leads.c.protected_until.is_not(None), leads.c.protected_until < _TODAY)
    return select(
        leads.c.partner_id,
        leads.c.name_key,
        leads.c.domain,
        leads.c.mail_domain,
        leads.c.id.label("lead_id"),
        leads.c.status,
        is_over.label("is_over"),
        cast(null(), String).label("customer_id"),
    ).where(_IS_KNOWN, *wanted)


def _known_customers(*wanted: ColumnElement[bool]) -> Select[Any]:
    return select(
        customers.c.partner_id,
        customers.c.name_key,
        customers.c.domain,
        cast(null(), String).label("mail_domain"),
        cast(null(), Integer).label("lead_id"),
        cast(null(), choice(LeadStatus)).label("status"),
        false().label("is_over"),
        customers.c.id.label("customer_id"),
    ).where(*wanted)


def _named_so(table: Table) -> ColumnElement[bool]:
    """Names that begin so and are about as long: others cannot be alike enough."""
    key = table.c.name_key
    length = func.length(key)
    return and_(
        key >= bindparam("prefix", type_=String),
        key < bindparam("end", type_=String),
        length >= bindparam("shortest", type_=Integer),
        length <= bindparam("longest", type_=Integer),
    )


def _first(query: Select[Any]) -> Select[Any]:
    """The first of them: SQLite wants a query within a union to be one of its own for that."""
    return select(query.limit(bindparam("most", type_=Integer)).subquery())


BY_SITE: CompoundSelect[Any] = union_all(
    _first(_known_leads(leads.c.domain.in_(_SITES))),
    _first(_known_leads(leads.c.mail_domain.in_(_SITES))),
    _first(_known_customers(customers.c.domain.in_(_SITES))),
)
BY_NAME: CompoundSelect[Any] = union_all(
    _first(_known_leads(_named_so(leads))), _first(_known_customers(_named_so(customers)))
)
CONFLICT = columns_of(LeadConflict, lead_conflicts)
OF_LEAD = (
    select(*CONFLICT)
    .where(
        or_(
            lead_conflicts.c.lead_id == bindparam("lead_id", type_=Integer),
            lead_conflicts.c.other_lead_id == bindparam("lead_id", type_=Integer),
        )
    )
    .order_by(lead_conflicts.c.id)
)
UNDECIDED = (
    select(lead_conflicts.c.lead_id, func.count())
    .where(lead_conflicts.c.ruling.is_(None), lead_conflicts.c.lead_id.in_(bindparam("lead_ids", expanding=True)))
    .group_by(lead_conflicts.c.lead_id)
)
PROTECTED = (
    select(leads)
    .where(
        leads.c.status == LeadStatus.APPROVED,
        leads.c.protected_until.between(bindparam("first", type_=Date), bindparam("last", type_=Date)),
    )
    .order_by(leads.c.protected_until, leads.c.id)
)
_conflict = to_look_at(LeadConflict)


class LeadConflictRepository:
    """What is alike, and the conflicts that came of it."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def hold(self, wanted: Wanted) -> None:
        """Lets nobody else add a lead for such a company before this transaction ends.

        Domains come before names, each in its order, so that two who hold several wait for one another never.
        """
        self._hold({_stripe(site) for site in wanted.sites}, {_stripe(wanted.name_key[:SHORTEST_PREFIX])})

    def hold_all(self) -> None:
        """Lets nobody else add any lead before this transaction ends.

        Who adds several holds everything before the first: one company after the other, two files would wait for one
        another, or a file for a lead whose turn it has taken.
        """
        self._hold(range(STRIPES), range(STRIPES))

    def _hold(self, sites: Collection[int], names: Collection[int]) -> None:
        for stripe in sorted(sites):
            self._transaction.hold(f"company-site:{stripe}")
        for stripe in sorted(names):
            self._transaction.hold(f"company-name:{stripe}")

    def alike(self, wanted: Wanted, *, today: date) -> Sequence[Company]:
        """Leads that are open or won, and customers, that may be the same company: to be compared one by one."""
        given = {"sites": sorted(wanted.sites), "today": today, "most": MOST_ALIKE}
        found = [_company(row) for row in self._transaction.execute(BY_SITE, given)]
        if wanted.name_key:
            found += self._named_alike(wanted, today)
        return list(dict.fromkeys(found))

    def _named_alike(self, wanted: Wanted, today: date) -> Sequence[Company]:
        name, share = wanted.name_key, wanted.least / 100
        found: Sequence[Row[Any]] = ()
        for letters in (len(name) // 2, len(name) * 3 // 4, len(name)):
            prefix = name[: max(letters, SHORTEST_PREFIX)]
            given = {
                "prefix": prefix,
                "end": prefix + LAST,
                "shortest": int(len(name) * share / (2 - share)),
                "longest": int(len(name) * (2 - share) / share) + 1,
                "today": today,
                "most": MOST_ALIKE,
            }
            found = self._transaction.execute(BY_NAME, given).all()
            if len(found) < MOST_ALIKE:
                break
        return [_company(row) for row in found]

    def add(self, conflict: LeadConflict) -> LeadConflict:
        """Keeps a conflict and returns it with its id."""
        self._transaction.session.add(conflict)
        self._transaction.flush()
        return conflict

    def get(self, conflict_id: int, *, for_update: bool = False) -> LeadConflict | None:
        """A conflict that may be decided."""
        return self._transaction.load(LeadConflict, conflict_id, for_update=for_update)

    def of_lead(self, lead_id: int) -> Sequence[LeadConflict]:
        """The conflicts that a lead is in, on either side, the oldest first."""
        return [_conflict(row) for row in self._transaction.execute(OF_LEAD, {"lead_id": lead_id})]

    def undecided(self, lead_ids: Collection[int]) -> Mapping[int, int]:
        """How many conflicts of each of these leads, as the one that came later, nobody has decided; none left out."""
        if not lead_ids:
            return {}
        found = self._transaction.execute(UNDECIDED, {"lead_ids": sorted(set(lead_ids))})
        return {row[0]: row[1] for row in found}

    def protected_until(self, first: date, last: date) -> Sequence[Lead]:
        """Approved leads whose protection ends within some days, the next one first. To look at."""
        return [read_lead(row) for row in self._transaction.execute(PROTECTED, {"first": first, "last": last})]


def _company(row: Row[Any]) -> Company:
    values = dict(row._mapping)
    return Company(protection_is_over=bool(values.pop("is_over")), **values)


def _stripe(text: str) -> int:
    return zlib.crc32(text.encode()) % STRIPES
