"""Partners, the history of their tiers and figures, and people."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table

from domain.partners import TierEvent
from domain.people import JoinedBy, MemberRole, Role
from storage.tables.metadata import METADATA
from storage.types import MONEY, UtcDateTime, choice, identity

partners = Table(
    "partners",
    METADATA,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("joined_on", Date, nullable=False),
    Column("tier", String, nullable=False),
    Column("tier_since", Date, nullable=False),
    Column("slack_team_id", String),
    Column("slack_channel_id", String, index=True),
    Column("account_manager", String),
    Column("grace_since", Date),
    Column("grace_until", Date),
    Column("grace_warned", Boolean, nullable=False),
    Column("override_until", Date),
)

tier_changes = Table(
    "tier_changes",
    METADATA,
    Column("id", identity(), primary_key=True),
    Column("partner_id", ForeignKey(partners.c.id), nullable=False),
    Column("event", choice(TierEvent), nullable=False),
    Column("on", Date, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("from_tier", String),
    Column("to_tier", String, nullable=False),
    Column("arr", MONEY, nullable=False),
    Column("new_customers", Integer, nullable=False),
    Column("grace_until", Date),
    Column("override_until", Date),
    Column("by", String),
    Column("reason", String),
    Index(None, "partner_id", "id"),
)

daily_figures = Table(
    "daily_figures",
    METADATA,
    Column("partner_id", ForeignKey(partners.c.id), primary_key=True),
    Column("on", Date, primary_key=True),
    Column("arr", MONEY, nullable=False),
    Column("new_customers", Integer, nullable=False),
    Column("tier", String, nullable=False),
)

members = Table(
    "members",
    METADATA,
    Column("person", String, primary_key=True),
    Column("partner_id", ForeignKey(partners.c.id), nullable=False, index=True),
    Column("joined_at", UtcDateTime, nullable=False),
    Column("role", choice(MemberRole), nullable=False, server_default=MemberRole.MEMBER),
    Column("joined_by", choice(JoinedBy), nullable=False, server_default=JoinedBy.IMPORT),
)

staff_roles = Table(
    "staff_roles",
    METADATA,
    Column("person", String, primary_key=True),
    Column("role", choice(Role), primary_key=True),
    Column("added_at", UtcDateTime, nullable=False),
)
