"""The record of billing events, and what is decided from records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Date, bindparam, not_, select, update

from domain.billing import EventRecord, PastEvent
from domain.subscriptions import event_key
from storage.rows import ByKeys, Writing
from storage.tables import billing_events, subscriptions, tier_changes
from storage.transaction import Transaction


def _instant(instant: datetime) -> str:
    """In UTC, in the form in which SQLite keeps it; with a zone, for PostgreSQL."""
    return f"{instant.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"


def _row(each: EventRecord) -> tuple[Any, ...]:
    return (
        each.id,
        each.subscription_id,
        each.partner_id,
        _instant(each.occurred_at),
        _instant(each.received_at),
        each.type.value,
        each.status.value,
        each.is_stale,
        each.payload,
    )


SEEN = ByKeys(select(billing_events.c.id), billing_events.c.id)
EVENT_ROWS = Writing(billing_events, _row)
EVENTS_OF = ByKeys(
    select(
        billing_events.c.subscription_id,
        billing_events.c.id,
        billing_events.c.occurred_at,
        billing_events.c.status,
        billing_events.c.partner_id,
        billing_events.c.payload,
    ),
    billing_events.c.subscription_id,
)
TIERS_OF = ByKeys(
    select(tier_changes.c.partner_id, tier_changes.c.at, tier_changes.c.to_tier).order_by(tier_changes.c.id),
    tier_changes.c.partner_id,
)
_COUNTS = subscriptions.c.past_due_since > bindparam("until", type_=Date)
_IS_OTHERWISE = subscriptions.c.past_due_since.is_not(None) & (subscriptions.c.counts != _COUNTS)
_IS_OVER = not_(_COUNTS) & subscriptions.c.counts
COUNT_PAST_DUE = update(subscriptions).where(_IS_OTHERWISE).values(counts=_COUNTS).returning(subscriptions.c.partner_id)
END_PAST_DUE = update(subscriptions).where(_IS_OVER).values(counts=False).returning(subscriptions.c.partner_id)
_IN_ORDER = select(subscriptions.c.id).order_by(subscriptions.c.id).with_for_update(key_share=True)
LOCK_OTHERWISE, LOCK_OVER = _IN_ORDER.where(_IS_OTHERWISE), _IN_ORDER.where(_IS_OVER)


class BillingRepository:
    """Billing events as the domain asks for them."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def seen(self, event_ids: Collection[str]) -> Collection[str]:
        """Those of the ids that are on record."""
        return {row.id for row in SEEN.rows(self._transaction, event_ids)}

    def record(self, events: Sequence[EventRecord]) -> None:
        """Keeps new events."""
        EVENT_ROWS.insert(self._transaction, events)

    def events_of(self, subscription_ids: Collection[str]) -> Mapping[str, Sequence[PastEvent]]:
        """All recorded events of these subscriptions, oldest first."""
        found: defaultdict[str, list[PastEvent]] = defaultdict(list)
        for subscription_id, event_id, occurred_at, status, partner_id, payload in EVENTS_OF.rows(
            self._transaction, subscription_ids
        ):
            started_on = date.fromisoformat(payload["subscription"]["started_on"])
            key = event_key(occurred_at, event_id)
            found[subscription_id].append(PastEvent(key, occurred_at, status, partner_id, started_on))
        return {key: sorted(events) for key, events in found.items()}

    def tiers_of(self, partner_ids: Collection[str]) -> Mapping[str, Sequence[tuple[datetime, str]]]:
        """The tiers that partners have held, each with the instant from which on it was, oldest first."""
        found: defaultdict[str, list[tuple[datetime, str]]] = defaultdict(list)
        for partner_id, at, tier in TIERS_OF.rows(self._transaction, partner_ids):
            found[partner_id].append((at, tier))
        return found

    def count_past_due(self, *, until: date, again: bool) -> Collection[str]:
        """Lets subscriptions that are past due since a day or longer no longer count, and maybe the others count.

        They are locked in the order of their ids, as for events: an update alone locks rows as it comes upon them.
        """
        lock, statement = (LOCK_OTHERWISE, COUNT_PAST_DUE) if again else (LOCK_OVER, END_PAST_DUE)
        if self._transaction.is_postgresql:
            self._transaction.execute(lock, {"until": until})
        return set(self._transaction.execute(statement, {"until": until}).scalars())
