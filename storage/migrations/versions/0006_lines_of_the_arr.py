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
    past_due = sa.text("past_due_since IS NOT NULL")
    op.create_index(
        "ix_subscriptions_past_due_of_partner",
        "subscriptions",
        ["partner_id", "past_due_since"],
        sqlite_where=past_due,
        postgresql_where=past_due,
    )
