"""What is to be sent, what was delivered to us, and the runs of jobs."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, Integer, String, Table, literal

from domain.notices import Face
from storage.tables.metadata import METADATA, index_where
from storage.types import UtcDateTime, choice, identity

outbox = Table(
    "outbox",
    METADATA,
    Column("id", identity(), primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("place", String, nullable=False),
    Column("face", choice(Face), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("available_at", UtcDateTime, nullable=False),
    Column("claimed_until", UtcDateTime),
    Column("attempts", Integer, nullable=False),
    Column("sent_at", UtcDateTime),
    Column("channel", String),
    Column("ts", String),
    Column("error", String),
    Column("dead_at", UtcDateTime),
)

PENDING = outbox.c.sent_at.is_(None) & outbox.c.dead_at.is_(None)
"""What is still to be sent."""

index_where(PENDING, "ix_outbox_pending", outbox.c.place, outbox.c.id)
# A pinned message is the newest of its place, whatever was told there.
IS_PINNED = outbox.c.face == literal(Face.PINNED, outbox.c.face.type, literal_execute=True)
index_where(IS_PINNED, "ix_outbox_pinned", outbox.c.place, outbox.c.id)
# What partners' people were told: the newest of it is on their Home.
IS_NEWS = outbox.c.face.in_(
    [
        literal(face, outbox.c.face.type, literal_execute=True)
        for face in (Face.NEWS, Face.THREAD, Face.MEMBER, Face.CLAIMANT)
    ]
)
index_where(IS_NEWS, "ix_outbox_news", outbox.c.place, outbox.c.id)
index_where(
    outbox.c.dead_at.is_not(None),
    "ix_outbox_dead",
    outbox.c.dead_at,
)

posts = Table(
    "posts",
    METADATA,
    Column("key", String, primary_key=True),
    Column("channel", String, nullable=False),
    Column("ts", String, nullable=False),
)

deliveries = Table(
    "deliveries",
    METADATA,
    Column("key", String, primary_key=True),
    Column("received_at", UtcDateTime, nullable=False, index=True),
)

job_runs = Table(
    "job_runs",
    METADATA,
    Column("name", String, primary_key=True),
    Column("slot", String, primary_key=True),
    Column("claimed_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    Column("error", String),
    Index(None, "name", "claimed_at"),
)
