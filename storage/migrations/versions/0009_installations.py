"""Workspaces and organisations that have installed the app, with their tokens, encrypted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "installations",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("enterprise_id", sa.String()),
        sa.Column("team_id", sa.String()),
        sa.Column("is_org", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("app_id", sa.String(), nullable=False),
        sa.Column("bot_id", sa.String()),
        sa.Column("bot_user_id", sa.String(), nullable=False),
        sa.Column("scopes", sa.String(), nullable=False),
        sa.Column("bot_token", sa.String(), nullable=False),
        sa.Column("refresh_token", sa.String()),
        sa.Column("expires_at", INSTANT),
        sa.Column("installed_by", sa.String(), nullable=False),
        sa.Column("installed_at", INSTANT, nullable=False),
        sa.Column("removed_at", INSTANT),
        sa.Column("refreshing_until", INSTANT),
        sa.Column("refreshes", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String()),
        sa.PrimaryKeyConstraint("key", name="pk_installations"),
    )
    expiring = sa.text("expires_at IS NOT NULL AND removed_at IS NULL")
    op.create_index(
        "ix_installations_expiring",
        "installations",
        ["expires_at"],
        sqlite_where=expiring,
        postgresql_where=expiring,
    )
    op.create_table(
        "org_teams",
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("enterprise_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", name="pk_org_teams"),
    )
    op.create_index("ix_org_teams_enterprise_id", "org_teams", ["enterprise_id"])
    op.create_table(
        "oauth_states",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_oauth_states"),
    )
    op.create_index("ix_oauth_states_expires_at", "oauth_states", ["expires_at"])
