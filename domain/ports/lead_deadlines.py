"""Leads that may be late, and which of their deadlines were brought up."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.lead_deadlines import Bounds, Deadline, Reminded
from domain.leads import Lead


class LeadDeadlines(Protocol):
    def candidates(self, bounds: Bounds, *, after: int, limit: int) -> Sequence[Lead]:
        """Open leads with a deadline that may be missed, by rising id from the one after `after`. To look at."""
        ...

    def told(self, lead_ids: Collection[int]) -> Mapping[tuple[int, Deadline, str], Reminded]:
        """What was brought up of these leads, by lead, kind, and what it is counted from."""
        ...

    def remind(self, lead_id: int, kind: Deadline, since: str, now: datetime) -> bool:
        """Notes that somebody is reminded. False where that was so before."""
        ...

    def escalate(self, lead_id: int, kind: Deadline, since: str, now: datetime) -> bool:
        """Notes that it is told further up. False where that was so before."""
        ...
