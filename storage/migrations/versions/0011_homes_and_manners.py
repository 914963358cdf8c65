"""Homes that are kept up to date, quiet hours, and what Slack tells of people and channels."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)
IDENTITY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
CHOICE = sa.String(32)


def upgrade() -> None:
    op.add_column("staff_settings", sa.Column("quiet_from", sa.Integer()))
    op.add_column("staff_settings", sa.Column("quiet_to", sa.Integer()))
    op.create_table(
        "homes",
        sa.Column("person", sa.String(), primary_key=True, nullable=False),
        sa.Column("team", sa.String()),
        sa.Column("enterprise", sa.String()),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("shown", sa.String(), nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("published_at", INSTANT, nullable=False),
        sa.Column("due_at", INSTANT),
        sa.Column("claimed_until", INSTANT),
        sa.Column("attempts", sa.Integer(), nullable=False),
    )
    is_due = sa.text("due_at IS NOT NULL")
    op.create_index("ix_homes_due", "homes", ["due_at"], sqlite_where=is_due, postgresql_where=is_due)
    op.create_table(
        "home_changes",
        sa.Column("id", IDENTITY, primary_key=True, nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
    )
    op.create_table(
        "people_seen",
        sa.Column("person", sa.String(), primary_key=True, nullable=False),
        sa.Column("timezone", sa.String()),
        sa.Column("asked_at", INSTANT),
        sa.Column("gone_at", INSTANT),
    )
    op.create_table(
        "welcomes",
        sa.Column("person", sa.String(), primary_key=True, nullable=False),
        sa.Column("partner_id", sa.String(), sa.ForeignKey("partners.id"), primary_key=True, nullable=False),
        sa.Column("welcomed_at", INSTANT, nullable=False),
    )
    op.create_table(
        "channel_troubles",
        sa.Column("partner_id", sa.String(), sa.ForeignKey("partners.id"), primary_key=True, nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("trouble", CHOICE, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
    )
    for_partners = sa.text("face IN ('news', 'thread', 'member', 'claimant')")
    op.create_index(
        "ix_outbox_news", "outbox", ["place", "id"], sqlite_where=for_partners, postgresql_where=for_partners
    )
