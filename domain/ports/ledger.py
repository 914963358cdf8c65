"""What partners earned."""

from __future__ import annotations

from typing import Protocol

from domain.rewards import LedgerEntry


class Ledger(Protocol):
    def add(self, entry: LedgerEntry) -> None: ...
    def get(self, key: str) -> LedgerEntry | None: ...
