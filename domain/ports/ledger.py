"""What partners earned."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from domain.rewards import Bookings, LedgerEntry


class Ledger(Protocol):
    def add(self, entry: LedgerEntry) -> None: ...
    def get(self, key: str) -> LedgerEntry | None: ...
    def of_partner(self, partner_id: str, *, since: datetime, offset: int, limit: int) -> Bookings:
        """A partner's entries, newest first, with the sums of all and of those since an instant."""
        ...
