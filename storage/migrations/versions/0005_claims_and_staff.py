"""Claims of benefits; stand-ins, choices and digests of the vendor's people."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

CHOICE = sa.String(32)
INSTANT = sa.DateTime(timezone=True)
IDENTITY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
IS_TO_DO = "status IN ('in_progress', 'requested') OR attention IS NOT NULL"
IS_RUNNING = "running_since IS NOT NULL AND ended_on IS NULL"


def upgrade() -> None:
    claims()
    claim_events()
    claim_drafts()
    claim_files()
    staff()


def _key(kind: Any = None) -> sa.Column[Any]:
    return sa.Column("id", kind or IDENTITY, primary_key=True, nullable=False)


def _partner() -> sa.Column[Any]:
    return sa.Column("partner_id", sa.String(), sa.ForeignKey("partners.id"), nullable=False)


def claims() -> None:
    op.create_table(
        "claims",
        _key(),
        _partner(),
        sa.Column("benefit", sa.String(), nullable=False),
        sa.Column("tier", sa.String(), nullable=False),
        sa.Column("claimed_by", sa.String(), nullable=False),
        sa.Column("claimed_at", INSTANT, nullable=False),
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("queue", CHOICE, nullable=False),
        sa.Column("status", CHOICE, nullable=False),
        sa.Column("status_since", INSTANT),
        sa.Column("handler", sa.String()),
        sa.Column("due_on", sa.Date()),
        sa.Column("evidence", sa.String()),
        sa.Column("reason", sa.String()),
        sa.Column("waiting", sa.Boolean(), nullable=False),
        sa.Column("running_since", sa.Date()),
        sa.Column("ended_on", sa.Date()),
        sa.Column("review_on", sa.Date()),
        sa.Column("attention", CHOICE),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("draft_id"),
    )
    op.create_index("ix_claims_partner_id_benefit_claimed_at", "claims", ["partner_id", "benefit", "claimed_at"])
    op.create_index("ix_claims_status_due_on", "claims", ["status", "due_on"])
    op.create_index("ix_claims_handler_status", "claims", ["handler", "status"])
    running = sa.text(IS_RUNNING)
    op.create_index(
        "ix_claims_running", "claims", ["running_since", "id"], sqlite_where=running, postgresql_where=running
    )
    to_do = sa.text(IS_TO_DO)
    op.create_index(
        "ix_claims_to_do", "claims", ["due_on", "id", "handler"], sqlite_where=to_do, postgresql_where=to_do
    )


def claim_events() -> None:
    op.create_table(
        "claim_events",
        _key(),
        sa.Column("claim_id", IDENTITY, sa.ForeignKey("claims.id"), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("kind", CHOICE, nullable=False),
        sa.Column("before", sa.String()),
        sa.Column("after", sa.String()),
        sa.Column("text", sa.String()),
    )
    op.create_index("ix_claim_events_claim_id_id", "claim_events", ["claim_id", "id"])


def claim_drafts() -> None:
    op.create_table(
        "claim_drafts",
        _key(sa.String()),
        _partner(),
        sa.Column("benefit", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("claim_id", IDENTITY, sa.ForeignKey("claims.id")),
    )
    op.create_index("ix_claim_drafts_partner_id_benefit_person", "claim_drafts", ["partner_id", "benefit", "person"])


def claim_files() -> None:
    op.create_table(
        "claim_files",
        _key(),
        sa.Column("claim_id", IDENTITY, sa.ForeignKey("claims.id"), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("slack_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("mimetype", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary()),
        sa.Column("error", sa.String()),
    )
    op.create_index("ix_claim_files_claim_id", "claim_files", ["claim_id"])


def staff() -> None:
    op.create_table(
        "absences",
        sa.Column("person", sa.String(), primary_key=True, nullable=False),
        sa.Column("stand_in", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("begins_at", INSTANT, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
    )
    op.create_table(
        "notice_choices",
        sa.Column("person", sa.String(), primary_key=True, nullable=False),
        sa.Column("topic", CHOICE, primary_key=True, nullable=False),
        sa.Column("mode", CHOICE, nullable=False),
    )
    op.create_table(
        "staff_settings",
        sa.Column("person", sa.String(), primary_key=True, nullable=False),
        sa.Column("digest_hour", sa.Integer(), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
    )
    op.create_table(
        "held_notices",
        _key(),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("topic", CHOICE, nullable=False),
        sa.Column("face", CHOICE, nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("held_at", INSTANT, nullable=False),
        sa.Column("digest", sa.String()),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_held_notices_person_digest_id", "held_notices", ["person", "digest", "id"])
