"""The indexes that a partner's ARR is taken apart from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

PAID_ALIKE = ("product", "plan", "kind", "billing_cycle", "amount", "rate")


def upgrade() -> None:
    op.create_index(
        "ix_subscriptions_arr_lines",
        "subscriptions",
        ["partner_id", *PAID_ALIKE, "customer_id", "contribution", "counts"],
        sqlite_where=sa.text("counts = 1"),
        postgresql_where=sa.text("counts"),
    )
    # with the condition's own column, for which SQLite would go to the table
    op.drop_index("ix_subscriptions_not_counting", table_name="subscriptions")
    op.create_index(
        "ix_subscriptions_not_counting",
        "subscriptions",
        ["partner_id", "status", "counts"],
        sqlite_where=sa.text("counts = 0"),
        postgresql_where=sa.text("NOT counts"),
    )
    past_due = sa.text("past_due_since IS NOT NULL")
    op.create_index(
        "ix_subscriptions_past_due_of_partner",
        "subscriptions",
        ["partner_id", "past_due_since", "status", "counts", "contribution"],
        sqlite_where=past_due,
        postgresql_where=past_due,
    )
