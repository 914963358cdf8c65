"""What Slack and other systems have delivered already: the same delivery is worked on once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete

from storage.tables import deliveries
from storage.transaction import Transaction


class Deliveries:
    """Keys of deliveries, each kept in the transaction that worked on it."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def first(self, key: str, now: datetime) -> bool:
        """Whether this is the first delivery with the key. Another one under way is waited for."""
        insert = self._transaction.insert(deliveries).on_conflict_do_nothing(index_elements=["key"])
        added = self._transaction.execute(insert.returning(deliveries.c.key), {"key": key, "received_at": now})
        return added.one_or_none() is not None

    def is_newest(self, subject: str, at: datetime) -> bool:
        """Whether nothing newer about a subject was delivered before; if so, that is remembered.

        Another one under way is waited for.
        """
        insert = self._transaction.insert(deliveries)
        newer = insert.excluded.received_at
        upsert = insert.on_conflict_do_update(
            index_elements=["key"], set_={"received_at": newer}, where=newer >= deliveries.c.received_at
        )
        row = {"key": f"newest:{subject}", "received_at": at}
        return self._transaction.execute(upsert.returning(deliveries.c.key), row).one_or_none() is not None

    def forget_before(self, instant: datetime) -> int:
        """Forgets deliveries received before an instant; how many."""
        return self._transaction.execute(delete(deliveries).where(deliveries.c.received_at < instant)).rowcount
