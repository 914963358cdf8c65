"""Partners, their figures and the history of their tiers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import BigInteger, Date, Integer, String, bindparam, cast, func, literal, or_, select, true

from domain.leads import OPEN
from domain.money import Cents
from domain.partners import Partner, TierChange
from domain.ports import PartnerFigures, PartnerRow
from domain.rewards import LedgerEntry
from domain.tiers import Figures
from storage.mapping import columns_of
from storage.tables import customers, leads, ledger_entries, partners, subscriptions, tier_changes
from storage.transaction import Transaction

PARTNER = columns_of(Partner, partners)
CHANGE = columns_of(TierChange, tier_changes)

_ID = bindparam("partner_id", type_=String)
_SUM = cast(func.coalesce(func.sum(subscriptions.c.contribution), 0), BigInteger)  # PostgreSQL's sum is no integer
_ARR = select(_SUM).where(subscriptions.c.partner_id == _ID, subscriptions.c.counts).scalar_subquery()
_NEW_CUSTOMERS = (
    select(func.count())
    .where(customers.c.partner_id == _ID, customers.c.paying_since >= bindparam("new_since", type_=Date))
    .scalar_subquery()
)
_IS_OPEN = or_(*(leads.c.status == status for status in sorted(OPEN)))  # IN would be written anew in each execution
_OPEN_LEADS = select(func.count()).where(leads.c.partner_id == _ID, _IS_OPEN).scalar_subquery()
_LATEST = (
    select(*columns_of(LedgerEntry, ledger_entries))
    .where(ledger_entries.c.partner_id == _ID)
    .order_by(ledger_entries.c.id.desc())
    .limit(1)
    .subquery("latest")
)
_ALWAYS = select(literal(1).label("row")).subquery("always")

TIER_FIGURES = select(_ARR, _NEW_CUSTOMERS)
FIGURES = select(_ARR, _NEW_CUSTOMERS, _OPEN_LEADS, *_LATEST.c).select_from(_ALWAYS.outerjoin(_LATEST, true()))

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
    select(func.count()).where(leads.c.partner_id == _LISTED.c.id, _IS_OPEN).scalar_subquery(),
).order_by(_LISTED.c.arr.desc(), _LISTED.c.name, _LISTED.c.id)
COUNT = select(func.count()).select_from(partners)

BY_ID = select(*PARTNER).where(partners.c.id.in_(bindparam("partner_ids", expanding=True)))
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

    def page(self, *, offset: int, limit: int) -> tuple[Sequence[PartnerRow], int]:
        """Partners by falling ARR, and how many there are."""
        rows = self._transaction.execute(PAGE, {"offset": offset, "limit": limit})
        found = [PartnerRow(Partner(*row[:-2]), Cents(row[-2]), row[-1]) for row in rows]
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
        return {row.id: Partner(*row) for row in rows}

    def figures(self, partner_id: str, *, new_since: date) -> PartnerFigures:
        """One query. Customers paying since `new_since` or later are new."""
        asked = {"partner_id": partner_id, "new_since": new_since}
        arr, new_customers, open_leads, *entry = self._transaction.execute(FIGURES, asked).one()
        latest = LedgerEntry(*entry) if entry[0] is not None else None
        return PartnerFigures(Figures(Cents(arr), new_customers), open_leads, latest)

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
