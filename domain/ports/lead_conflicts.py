"""Companies that are known already, and what was decided where two claim one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Protocol

from domain.lead_conflicts import LeadConflict
from domain.leads import Lead
from domain.same_company import Company, Wanted


class LeadConflicts(Protocol):
    def hold(self, wanted: Wanted) -> None:
        """Lets nobody else add a lead for such a company before this transaction ends."""
        ...

    def hold_all(self) -> None:
        """Lets nobody else add any lead before this transaction ends: for who adds several."""
        ...

    def alike(self, wanted: Wanted, *, today: date) -> Sequence[Company]:
        """Leads that are open or won, and customers, that may be the same company: to be compared one by one."""
        ...

    def add(self, conflict: LeadConflict) -> LeadConflict: ...
    def get(self, conflict_id: int, *, for_update: bool = False) -> LeadConflict | None: ...
    def of_lead(self, lead_id: int) -> Sequence[LeadConflict]:
        """The conflicts that a lead is in, on either side, the oldest first."""
        ...

    def undecided(self, lead_ids: Collection[int]) -> Mapping[int, int]:
        """How many conflicts of each of these leads, as the one that came later, nobody has decided; none left out."""
        ...

    def protected_until(self, first: date, last: date) -> Sequence[Lead]:
        """Approved leads whose protection ends within some days, the next one first. To look at."""
        ...
