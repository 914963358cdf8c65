"""The outbox: what is to be said in Slack, kept in the transaction in which it happened and sent after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Integer, String, bindparam, case, delete, func, select, update

from domain.notices import Address, Face, Notice, to_payload
from storage.tables import IS_PINNED, PENDING, outbox, posts
from storage.transaction import Transaction
from storage.types import UtcDateTime

LATER = "~later"
"""What is held for a person's quiet hours waits in a row of its own, beside which the rest goes on."""


@dataclass(frozen=True)
class OutboxRow:
    """One notice for one place. `attempts` counts the claims, this one included."""

    id: int
    key: str
    place: str
    face: Face
    payload: dict[str, Any]
    created_at: datetime
    attempts: int
    error: str | None
    dead_at: datetime | None


@dataclass(frozen=True)
class Post:
    """Where in Slack a message is that is updated in place."""

    channel: str
    ts: str


ROW = [outbox.c[field.name] for field in fields(OutboxRow)]

_NOW = bindparam("now", type_=UtcDateTime)
_HEADS = (
    select(func.min(outbox.c.id).label("id"))
    .where(PENDING)
    .group_by(outbox.c.place)
    .cte("heads")
    .prefix_with("MATERIALIZED")
)
_IS_HEAD = outbox.c.id.in_(select(_HEADS.c.id))
# Says the same as PENDING, for a row that changed before it could be locked. Not in the words of the partial index:
# PostgreSQL, when it has not counted the pending rows yet, would look for the heads anew in each of them.
_STILL_PENDING = func.coalesce(outbox.c.sent_at, outbox.c.dead_at).is_(None)
_DUE = (
    select(outbox.c.id)
    .where(
        _IS_HEAD,
        _STILL_PENDING,
        outbox.c.available_at <= _NOW,
        outbox.c.claimed_until.is_(None) | (outbox.c.claimed_until <= _NOW),
    )
    .order_by(outbox.c.id)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True)  # left out on SQLite, where one transaction writes at a time
    .cte("due")
)
CLAIM = (
    update(outbox)
    .where(outbox.c.id.in_(select(_DUE.c.id)))
    .values(claimed_until=bindparam("until", type_=UtcDateTime), attempts=outbox.c.attempts + 1)
    .returning(*ROW)
)

_CLAIMED, _AVAILABLE = outbox.c.claimed_until, outbox.c.available_at
_WAITING_UNTIL = case((_CLAIMED > _AVAILABLE, _CLAIMED), else_=_AVAILABLE)
NEXT_DUE = select(func.min(_WAITING_UNTIL, type_=UtcDateTime)).where(_IS_HEAD)
DEAD_COUNT = select(func.count()).select_from(outbox).where(outbox.c.dead_at.is_not(None))
PENDING_COUNT = select(func.count()).select_from(outbox).where(PENDING)
DEAD = (
    select(*ROW)
    .where(outbox.c.dead_at.is_not(None))
    .order_by(outbox.c.dead_at.desc(), outbox.c.id.desc())
    .limit(bindparam("most", type_=Integer))
)

_ROW = outbox.c.id == bindparam("row_id", type_=Integer)
_TEXT = bindparam("text", type_=String)
SENT = (
    update(outbox)
    .where(_ROW)
    .values(sent_at=_NOW, claimed_until=None, error=None)
    .values(channel=bindparam("in_channel", type_=String), ts=bindparam("with_ts", type_=String))
)
RETRY = update(outbox).where(_ROW, PENDING).values(available_at=_NOW, claimed_until=None, error=_TEXT)
BURY = update(outbox).where(_ROW, PENDING).values(dead_at=_NOW, claimed_until=None, error=_TEXT)
REVIVE = (
    update(outbox)
    .where(outbox.c.dead_at.is_not(None))
    .values(dead_at=None, claimed_until=None, error=None, attempts=0, available_at=_NOW)
)

LAST_PINNED = (
    select(outbox.c.id, outbox.c.key, outbox.c.payload)
    .where(outbox.c.place == bindparam("at_place", type_=String), IS_PINNED)
    .order_by(outbox.c.id.desc())
    .limit(1)
)
POSTS = select(posts.c.key, posts.c.channel, posts.c.ts).where(posts.c.key.in_(bindparam("keys", expanding=True)))


class Outbox:
    """Rows of one place go out one after the other, in the order in which they were told."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(
        self, notice: Notice, addresses: Iterable[Address], now: datetime, held: Mapping[str, datetime] | None = None
    ) -> int:
        """A row for each address; how many are new. What was told before is left as it is.

        It is sent at once, but at a place that is `held` from that instant on.
        """
        until = held or {}
        payload = to_payload(notice)
        rows = [
            {
                "key": self._key(notice, payload, address),
                "place": address.place + (LATER if address.place in until else ""),
                "face": address.face,
                "payload": payload,
                "created_at": now,
                "available_at": until.get(address.place, now),
                "attempts": 0,
            }
            for address in addresses
        ]
        if not rows:
            return 0
        insert = self._transaction.insert(outbox).on_conflict_do_nothing(index_elements=["key"])
        return len(self._transaction.execute(insert.returning(outbox.c.id), rows).all())

    def _key(self, notice: Notice, payload: dict[str, Any], address: Address) -> str:
        """A fact is told once. A pinned message is told again when it is not what was told there last."""
        key = f"{notice.key}@{address.place}#{address.face}"
        if address.face is not Face.PINNED:
            return key
        last = self._transaction.execute(LAST_PINNED, {"at_place": address.place}).one_or_none()
        if last is None:
            return key
        return str(last.key) if last.payload == payload else f"{key}+{last.id}"

    def claim(self, now: datetime, limit: int, lease: timedelta) -> list[OutboxRow]:
        """Takes rows to send, the oldest first: of each place only the first that is still to be sent.

        So a place's order holds however many claim at once. A row that is neither sent, retried nor buried by the
        end of the lease can be claimed again.
        """
        rows = self._transaction.execute(CLAIM, {"now": now, "until": now + lease, "most": limit})
        return sorted((_read(row) for row in rows), key=lambda row: row.id)

    def sent(self, done: Iterable[tuple[int, str | None, str | None]], now: datetime) -> None:
        """Marks rows as sent: for each its id and the channel and `ts` of the message."""
        rows = [{"row_id": row, "in_channel": channel, "with_ts": ts, "now": now} for row, channel, ts in done]
        if rows:
            self._transaction.execute(SENT, rows)

    def retry(self, row_id: int, at: datetime, error: str) -> None:
        """Puts a row off until an instant; its place waits with it."""
        self._transaction.execute(RETRY, {"row_id": row_id, "now": at, "text": error})

    def bury(self, row_id: int, error: str, now: datetime) -> None:
        """Gives a row up, so that its place goes on without it."""
        self._transaction.execute(BURY, {"row_id": row_id, "now": now, "text": error})

    def revive(self, now: datetime) -> int:
        """Puts every row that was given up back, to be sent as if it were new; how many there were.

        Each goes out before what was told at its place since, as it was told before.
        """
        return self._transaction.execute(REVIVE, {"now": now}).rowcount

    def dead(self, limit: int) -> list[OutboxRow]:
        """Rows that were given up, the newest first."""
        return [_read(row) for row in self._transaction.execute(DEAD, {"most": limit})]

    def dead_count(self) -> int:
        """How many rows were given up."""
        count: int = self._transaction.execute(DEAD_COUNT).scalar_one()
        return count

    def pending_count(self) -> int:
        """How many rows are still to be sent."""
        count: int = self._transaction.execute(PENDING_COUNT).scalar_one()
        return count

    def next_due(self) -> datetime | None:
        """When the next row can be claimed, which may be past; None where nothing is to be sent."""
        due: datetime | None = self._transaction.execute(NEXT_DUE).scalar_one()
        return due

    def forget_sent_before(self, instant: datetime) -> int:
        """Forgets what was sent before an instant; how many rows. What waits or was given up stays."""
        return self._transaction.execute(delete(outbox).where(outbox.c.sent_at < instant)).rowcount

    def posts(self, keys: Iterable[str]) -> Mapping[str, Post]:
        """Where the messages with these keys are; those never posted are left out."""
        wanted = sorted(set(keys))
        if not wanted:
            return {}
        return {key: Post(channel, ts) for key, channel, ts in self._transaction.execute(POSTS, {"keys": wanted})}

    def remember(self, key: str, channel: str, ts: str) -> None:
        """Keeps where the message with this key is now."""
        insert = self._transaction.insert(posts)
        moved = {"channel": insert.excluded.channel, "ts": insert.excluded.ts}
        upsert = insert.on_conflict_do_update(index_elements=["key"], set_=moved)
        self._transaction.execute(upsert, {"key": key, "channel": channel, "ts": ts})


def _read(row: Sequence[Any]) -> OutboxRow:
    read = OutboxRow(*row)
    return replace(read, place=read.place.removesuffix(LATER))
