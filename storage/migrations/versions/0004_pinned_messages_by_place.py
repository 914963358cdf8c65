"""Finding the pinned message that was told last at a place."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    is_pinned = sa.text("face = 'pinned'")
    op.create_index("ix_outbox_pinned", "outbox", ["place", "id"], sqlite_where=is_pinned, postgresql_where=is_pinned)
