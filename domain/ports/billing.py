"""The record of billing events, and what is decided from records."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from domain.billing import EventRecord, PastEvent


class Billing(Protocol):
    def seen(self, event_ids: Collection[str]) -> Collection[str]:
        """Those of the ids that are on record."""
        ...

    def record(self, events: Sequence[EventRecord]) -> None:
        """Keeps new events. One that is on record already makes the whole unit of work fail, to be tried again."""
        ...

    def events_of(self, subscription_ids: Collection[str]) -> Mapping[str, Sequence[PastEvent]]:
        """All recorded events of these subscriptions, oldest first."""
        ...

    def tiers_of(self, partner_ids: Collection[str]) -> Mapping[str, Sequence[tuple[datetime, str]]]:
        """The tiers that partners have held, each with the instant from which on it was, oldest first."""
        ...

    def count_past_due(self, *, until: date, again: bool) -> Collection[str]:
        """Lets subscriptions that are past due since a day or longer not count, and with `again` the others count.

        The partners for whom that changes anything.
        """
        ...
