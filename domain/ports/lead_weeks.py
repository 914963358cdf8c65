"""What a week has brought in leads, read at once for everybody."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.lead_drafts import LeadDraft
from domain.leads import Lead
from domain.people import PersonKey
from domain.staff import Topic
from domain.weeks import Part


class LeadWeeks(Protocol):
    def parts(self, begin: datetime, end: datetime) -> Sequence[Part]:
        """What happened from one instant up to another, and what is open now, by partner and rep."""
        ...

    def members(self) -> Mapping[str, Sequence[PersonKey]]:
        """Those of every partner's people who give leads, by its id."""
        ...

    def turned_off(self, topic: Topic) -> Collection[PersonKey]:
        """Who wants to hear nothing of a topic."""
        ...

    def partners_turn(self, introducing: Collection[str]) -> Sequence[Lead]:
        """Open leads that wait for their partner: for an answer, or to be introduced, by rising id.

        `introducing` are the keys of involvements by which partners introduce their leads.
        """
        ...

    def unassigned(self, *, limit: int) -> Sequence[Lead]:
        """Open leads that nobody has, the oldest first."""
        ...

    def drafts(self, since: datetime) -> Mapping[PersonKey, LeadDraft]:
        """The unfinished lead of each person that was touched last, if that was after an instant."""
        ...
