"""What is typed into claims as it is typed, and where their files come from."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("claim_drafts", sa.Column("seen_action", sa.String(), nullable=False, server_default=""))
    unfinished = sa.text("claim_id IS NULL")
    op.create_index(
        "ix_claim_drafts_unfinished",
        "claim_drafts",
        ["updated_at"],
        sqlite_where=unfinished,
        postgresql_where=unfinished,
    )
    # files that are there already came by the one installation there was
    op.add_column("claim_files", sa.Column("team", sa.String()))
