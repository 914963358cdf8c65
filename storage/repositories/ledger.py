"""The ledger: entries are added and read, and nothing else. Triggers of the database refuse anything more."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import BigInteger, Integer, String, bindparam, case, cast, func, select

from domain.rewards import Booking, Bookings, LedgerEntry
from storage.mapping import columns_of
from storage.tables import leads, ledger_entries
from storage.transaction import Transaction
from storage.types import UtcDateTime

BY_KEY = select(*columns_of(LedgerEntry, ledger_entries)).where(ledger_entries.c.key == bindparam("key", type_=String))

_OF_PARTNER = ledger_entries.c.partner_id == bindparam("partner_id", type_=String)
_AMOUNT, _SINCE = ledger_entries.c.amount, bindparam("since", type_=UtcDateTime)
SUMS = select(
    func.count(),
    cast(func.coalesce(func.sum(_AMOUNT), 0), BigInteger),  # PostgreSQL's sum is no integer
    cast(func.coalesce(func.sum(case((ledger_entries.c.at >= _SINCE, _AMOUNT), else_=0)), 0), BigInteger),
).where(_OF_PARTNER)
PAGE = (
    select(*columns_of(LedgerEntry, ledger_entries), leads.c.company)
    .select_from(ledger_entries.join(leads, leads.c.id == ledger_entries.c.lead_id))
    .where(_OF_PARTNER)
    .order_by(ledger_entries.c.id.desc())
    .offset(bindparam("offset", type_=Integer))
    .limit(bindparam("limit", type_=Integer))
)


class LedgerRepository:
    """Bookings."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, entry: LedgerEntry) -> None:
        """Books an entry. A key that was booked before is refused by the database."""
        values = {name: value for name, value in asdict(entry).items() if name != "id"}
        self._transaction.execute(ledger_entries.insert(), values)

    def get(self, key: str) -> LedgerEntry | None:
        """The entry with a key."""
        row = self._transaction.execute(BY_KEY, {"key": key}).one_or_none()
        return LedgerEntry(*row) if row is not None else None

    def of_partner(self, partner_id: str, *, since: datetime, offset: int, limit: int) -> Bookings:
        """A partner's entries, newest first, with the sums of all and of those since an instant."""
        count, total, newer = self._transaction.execute(SUMS, {"partner_id": partner_id, "since": since}).one()
        page = {"partner_id": partner_id, "offset": offset, "limit": limit}
        rows = self._transaction.execute(PAGE, page) if count else ()
        return Bookings([Booking(LedgerEntry(*entry), company) for *entry, company in rows], count, total, newer)
