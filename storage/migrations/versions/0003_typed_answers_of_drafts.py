"""What is being typed into a draft, apart from what was sent off."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # in drafts that are there already nothing is typed beside what was kept
    op.add_column("lead_drafts", sa.Column("typed", sa.JSON(), nullable=False, server_default="{}"))
