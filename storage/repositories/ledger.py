"""The ledger: entries are added and read, and nothing else. Triggers of the database refuse anything more."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import String, bindparam, select

from domain.rewards import LedgerEntry
from storage.mapping import columns_of
from storage.tables import ledger_entries
from storage.transaction import Transaction

BY_KEY = select(*columns_of(LedgerEntry, ledger_entries)).where(ledger_entries.c.key == bindparam("key", type_=String))


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
