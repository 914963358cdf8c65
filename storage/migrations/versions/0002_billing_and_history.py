"""Billing events, the history of figures, overrides of tiers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    tiers()
    subscriptions()
    billing_events()


def tiers() -> None:
    op.add_column("partners", sa.Column("override_until", sa.Date()))
    op.add_column("tier_changes", sa.Column("override_until", sa.Date()))
    op.add_column("tier_changes", sa.Column("by", sa.String()))
    op.add_column("tier_changes", sa.Column("reason", sa.String()))
    op.create_table(
        "daily_figures",
        sa.Column("partner_id", sa.String(), sa.ForeignKey("partners.id"), primary_key=True, nullable=False),
        sa.Column("on", sa.Date(), primary_key=True, nullable=False),
        sa.Column("arr", sa.BigInteger(), nullable=False),
        sa.Column("new_customers", sa.Integer(), nullable=False),
        sa.Column("tier", sa.String(), nullable=False),
    )


def subscriptions() -> None:
    op.add_column("customers", sa.Column("newest_event", sa.String()))
    op.add_column("subscriptions", sa.Column("past_due_since", sa.Date()))
    op.add_column("subscriptions", sa.Column("newest_event", sa.String()))
    op.add_column("subscriptions", sa.Column("rate_event", sa.String()))
    # those that are past due already count from now on for as long as one that becomes so today
    op.execute("UPDATE subscriptions SET past_due_since = CURRENT_DATE WHERE status = 'past_due'")
    past_due = sa.text("past_due_since IS NOT NULL")
    op.create_index(
        "ix_subscriptions_past_due",
        "subscriptions",
        ["past_due_since"],
        sqlite_where=past_due,
        postgresql_where=past_due,
    )


def billing_events() -> None:
    op.create_table(
        "billing_events",
        sa.Column("id", sa.String(), primary_key=True, nullable=False),
        sa.Column("subscription_id", sa.String(), nullable=False),
        sa.Column("partner_id", sa.String(), nullable=False),
        sa.Column("occurred_at", INSTANT, nullable=False),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("is_stale", sa.Boolean(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
    )
    op.create_index(
        "ix_billing_events_subscription_id_occurred_at", "billing_events", ["subscription_id", "occurred_at"]
    )
