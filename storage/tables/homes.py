"""The Homes that people have opened, what has changed for them, and what is known of people and channels in Slack."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, String, Table

from domain.manners import Trouble
from storage.tables.metadata import METADATA, index_where
from storage.tables.partners import partners
from storage.types import UtcDateTime, choice, identity

homes = Table(
    "homes",
    METADATA,
    Column("person", String, primary_key=True),
    # whose installation of the app shows it
    Column("team", String),
    Column("enterprise", String),
    # Slack's name of what is shown, and ours
    Column("hash", String, nullable=False),
    Column("shown", String, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("published_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime),
    Column("claimed_until", UtcDateTime),
    Column("attempts", Integer, nullable=False),
)

IS_DUE = homes.c.due_at.is_not(None)
index_where(IS_DUE, "ix_homes_due", homes.c.due_at)

home_changes = Table(
    "home_changes",
    METADATA,
    Column("id", identity(), primary_key=True),
    Column("subject", String, nullable=False),
)

people_seen = Table(
    "people_seen",
    METADATA,
    Column("person", String, primary_key=True),
    Column("timezone", String),
    Column("asked_at", UtcDateTime),
    Column("gone_at", UtcDateTime),
)

welcomes = Table(
    "welcomes",
    METADATA,
    Column("person", String, primary_key=True),
    Column("partner_id", ForeignKey(partners.c.id), primary_key=True),
    Column("welcomed_at", UtcDateTime, nullable=False),
)

channel_troubles = Table(
    "channel_troubles",
    METADATA,
    Column("partner_id", ForeignKey(partners.c.id), primary_key=True),
    Column("channel_id", String, nullable=False),
    Column("trouble", choice(Trouble), nullable=False),
    Column("since", UtcDateTime, nullable=False),
)
