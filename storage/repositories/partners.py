"""Partners, their figures and the history of their tiers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    String,
    bindparam,
    cast,
    func,
    literal_column,
    select,
)

from domain.money import Cents
from domain.partners import Partner, TierChange
from domain.people import MemberRole, PersonKey
from domain.ports import PartnerFigures, PartnerRow
from domain.rewards import LedgerEntry
from domain.tier_steps import TierState
from domain.tiers import Figures
from storage.mapping import columns_of, to_look_at
from storage.tables import customers, leads, ledger_entries, members, partners, subscriptions, tier_changes
from storage.tables.leads import IS_OPEN
from storage.transaction import KEYS_A_STATEMENT, Transaction
from storage.written import Written

PARTNER = columns_of(Partner, partners)
read_partner = to_look_at(Partner)
CHANGE = columns_of(TierChange, tier_changes)
LEDGER_ENTRY = columns_of(LedgerEntry, ledger_entries)

_ID = bindparam("partner_id", type_=String)
_PERSON = bindparam("person", type_=String)
_NEW_SINCE = bindparam("new_since", type_=Date)

# What is the same in each execution is written out: a parameter costs as much again as a column.
_SUM = cast(func.coalesce(func.sum(subscriptions.c.contribution), literal_column("0")), BigInteger)


def _tier_figures(partner_id: ColumnElement[str]) -> tuple[ColumnElement[int], ...]:
    """ARR and new customers of the partner with this id."""
    arr = select(_SUM).where(subscriptions.c.partner_id == partner_id, subscriptions.c.counts)
    new = select(func.count()).where(customers.c.partner_id == partner_id, customers.c.paying_since >= _NEW_SINCE)
    return arr.correlate(partners).scalar_subquery(), new.correlate(partners).scalar_subquery()


def _figures(partner_id: ColumnElement[str]) -> tuple[ColumnElement[Any], ...]:
    """What `_read_figures` reads; the newest ledger entry is joined by `_with_latest`."""
    open_leads = select(func.count()).where(leads.c.partner_id == partner_id, IS_OPEN)
    return *_tier_figures(partner_id), open_leads.correlate(partners).scalar_subquery(), *LEDGER_ENTRY


def _with_latest(rows: FromClause, partner_id: ColumnElement[str]) -> FromClause:
    """The rows with the newest ledger entry of the partner with this id, where there is one."""
    newest = ledger_entries.alias("newest")
    latest_id = select(func.max(newest.c.id)).where(newest.c.partner_id == partner_id).correlate(partners)
    return rows.outerjoin(ledger_entries, ledger_entries.c.id == latest_id.scalar_subquery())


_ALWAYS = select(literal_column("1").label("row")).subquery("always")

TIER_FIGURES = select(*_tier_figures(_ID))
FIGURES = select(*_figures(_ID)).select_from(_with_latest(_ALWAYS, _ID))
OF_MEMBER = Written(
    select(*PARTNER, members.c.role, *_figures(partners.c.id))
    .select_from(_with_latest(members.join(partners, partners.c.id == members.c.partner_id), partners.c.id))
    .where(members.c.person == _PERSON)
)

_ARR_OF_EACH = (
    select(subscriptions.c.partner_id, _SUM.label("arr"))
    .where(subscriptions.c.counts)
    .group_by(subscriptions.c.partner_id)
    .subquery("arr_of_each")
)
_FALLING_ARR = func.coalesce(_ARR_OF_EACH.c.arr, 0).label("arr")
_LISTED = (
    select(*PARTNER, _FALLING_ARR)
    .select_from(partners.outerjoin(_ARR_OF_EACH, _ARR_OF_EACH.c.partner_id == partners.c.id))
    .order_by(_FALLING_ARR.desc(), partners.c.name, partners.c.id)
    .offset(bindparam("offset", type_=Integer))
    .limit(bindparam("limit", type_=Integer))
    .subquery("listed")
)
PAGE = select(
    *_LISTED.c,
    select(func.count()).where(leads.c.partner_id == _LISTED.c.id, IS_OPEN).scalar_subquery(),
).order_by(_LISTED.c.arr.desc(), _LISTED.c.name, _LISTED.c.id)
COUNT = select(func.count()).select_from(partners)

BY_ID = select(*PARTNER).where(partners.c.id.in_(bindparam("partner_ids", expanding=True)))
LOCKED = (
    select(partners.c.id, *columns_of(TierState, partners))
    .where(partners.c.id.in_(bindparam("partner_ids", expanding=True)))
    .order_by(partners.c.id)
    .with_for_update(key_share=True)  # rows that refer to them can still be added
)
COUNTS_BY_TIER = select(partners.c.tier, func.count()).group_by(partners.c.tier)
IDS = select(partners.c.id).order_by(partners.c.id)
HISTORY = (
    select(*CHANGE)
    .where(tier_changes.c.partner_id == _ID)
    .order_by(tier_changes.c.id.desc())
    .limit(bindparam("limit", type_=Integer))
)


class PartnerRepository:
    """Partners as the domain asks for them."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def get(self, partner_id: str, *, for_update: bool = False) -> Partner | None:
        """A partner that may be changed."""
        return self._transaction.load(Partner, partner_id, for_update=for_update)

    def add(self, partner: Partner) -> None:
        """Stores a new partner at once, so that members and customers can refer to it."""
        self._transaction.session.add(partner)
        self._transaction.flush()

    def locked(self, partner_ids: Iterable[str]) -> Mapping[str, TierState]:
        """How these partners hold their tiers, each row locked in the order of their ids; unknown ones are left out."""
        wanted, found = sorted(set(partner_ids)), dict[str, TierState]()
        for start in range(0, len(wanted), KEYS_A_STATEMENT):
            rows = self._transaction.execute(LOCKED, {"partner_ids": wanted[start : start + KEYS_A_STATEMENT]})
            found.update((partner_id, TierState(*state)) for partner_id, *state in rows)
        return found

    def to_change(self, partner_ids: Collection[str]) -> Sequence[Partner]:
        """These partners, locked, to be changed; in the order of their ids, unknown ones left out."""
        return self._transaction.load_each(Partner, partners.c.id, partner_ids)

    def page(self, *, offset: int, limit: int) -> tuple[Sequence[PartnerRow], int]:
        """Partners by falling ARR, and how many there are."""
        rows = self._transaction.execute(PAGE, {"offset": offset, "limit": limit})
        found = [PartnerRow(read_partner(row[:-2]), Cents(row[-2]), row[-1]) for row in rows]
        return found, self._transaction.execute(COUNT).scalar_one()

    def counts_by_tier(self) -> Mapping[str, int]:
        """How many partners hold each tier that any of them holds."""
        return {row.tier: row[1] for row in self._transaction.execute(COUNTS_BY_TIER)}

    def ids(self) -> Sequence[str]:
        """The ids of all partners, in their order."""
        return self._transaction.execute(IDS).scalars().all()

    def by_id(self, partner_ids: Iterable[str]) -> Mapping[str, Partner]:
        """These partners by their id; unknown ones are left out."""
        wanted = sorted(set(partner_ids))
        if not wanted:
            return {}
        rows = self._transaction.execute(BY_ID, {"partner_ids": wanted})
        return {row.id: read_partner(row) for row in rows}

    def figures(self, partner_id: str, *, new_since: date) -> PartnerFigures:
        """One query. Customers paying since `new_since` or later are new."""
        asked = {"partner_id": partner_id, "new_since": new_since}
        return _read_figures(self._transaction.execute(FIGURES, asked).one())

    def of_member(self, person: PersonKey, *, new_since: date) -> tuple[Partner, MemberRole, PartnerFigures] | None:
        """The partner a person is a member of, as what, and its figures; None for anybody else. One query."""
        found = OF_MEMBER.rows(self._transaction, {"person": person, "new_since": new_since})
        if not found:
            return None
        [row] = found
        role, *figures = row[len(PARTNER) :]
        return read_partner(row[: len(PARTNER)]), MemberRole(role), _read_figures(figures)

    def tier_figures(self, partner_id: str, *, new_since: date) -> Figures:
        """What tiers are decided on."""
        asked = {"partner_id": partner_id, "new_since": new_since}
        arr, new_customers = self._transaction.execute(TIER_FIGURES, asked).one()
        return Figures(Cents(arr), new_customers)

    def record(self, change: TierChange) -> TierChange:
        """Adds a line of tier history and returns it with its id."""
        self._transaction.session.add(change)
        self._transaction.flush()
        return change

    def history(self, partner_id: str, *, limit: int) -> Sequence[TierChange]:
        """The newest lines of a partner's tier history, newest first."""
        rows = self._transaction.execute(HISTORY, {"partner_id": partner_id, "limit": limit})
        return [TierChange(*row) for row in rows]


def _read_figures(row: Sequence[Any]) -> PartnerFigures:
    arr, new_customers, open_leads, *entry = row
    latest = LedgerEntry(*entry) if entry[0] is not None else None
    return PartnerFigures(Figures(Cents(arr), new_customers), open_leads, latest)
