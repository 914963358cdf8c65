"""Where the app is installed, and the installations that somebody has begun."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, String, Table

from storage.tables.metadata import METADATA, index_where
from storage.types import UtcDateTime

installations = Table(
    "installations",
    METADATA,
    Column("key", String, primary_key=True),  # the workspace's id, or the organisation's where all of it installed
    Column("enterprise_id", String),
    Column("team_id", String),
    Column("is_org", Boolean, nullable=False),
    Column("name", String, nullable=False),
    Column("app_id", String, nullable=False),
    Column("bot_id", String),
    Column("bot_user_id", String, nullable=False),
    Column("scopes", String, nullable=False),
    Column("bot_token", String, nullable=False),  # encrypted, as is the refresh token
    Column("refresh_token", String),
    Column("expires_at", UtcDateTime),
    Column("installed_by", String, nullable=False),
    Column("installed_at", UtcDateTime, nullable=False),
    Column("removed_at", UtcDateTime),
    Column("refreshing_until", UtcDateTime),
    Column("refreshes", Integer, nullable=False),
    Column("problem", String),
)

EXPIRING = installations.c.expires_at.is_not(None) & installations.c.removed_at.is_(None)
"""Installations whose token is to be renewed from time to time."""

index_where(EXPIRING, "ix_installations_expiring", installations.c.expires_at)

org_teams = Table(
    "org_teams",
    METADATA,
    Column("team_id", String, primary_key=True),
    Column("enterprise_id", String, nullable=False, index=True),
    Column("name", String),
)

oauth_states = Table(
    "oauth_states",
    METADATA,
    Column("digest", String, primary_key=True),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)
