"""Claims of benefits, their history, drafts and files."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    literal_column,
)

from domain.benefits import Queue
from domain.claims import OPEN_CLAIMS, Attention, ClaimEventKind, ClaimStatus
from storage.tables.metadata import METADATA, index_where
from storage.tables.partners import partners
from storage.types import UtcDateTime, choice, identity

claims = Table(
    "claims",
    METADATA,
    Column("id", identity(), primary_key=True),
    Column("partner_id", ForeignKey(partners.c.id), nullable=False),
    Column("benefit", String, nullable=False),
    Column("tier", String, nullable=False),
    Column("claimed_by", String, nullable=False),
    Column("claimed_at", UtcDateTime, nullable=False),
    # no foreign key: a draft names its claim, and each would have to be there before the other
    Column("draft_id", String, nullable=False, unique=True),
    Column("answers", JSON, nullable=False),
    Column("queue", choice(Queue), nullable=False),
    Column("status", choice(ClaimStatus), nullable=False),
    Column("status_since", UtcDateTime),
    Column("handler", String),
    Column("due_on", Date),
    Column("evidence", String),
    Column("reason", String),
    Column("waiting", Boolean, nullable=False),
    Column("running_since", Date),
    Column("ended_on", Date),
    Column("review_on", Date),
    Column("attention", choice(Attention)),
    Column("version", Integer, nullable=False),
    Index(None, "partner_id", "benefit", "claimed_at"),
    Index(None, "status", "due_on"),
    Index(None, "handler", "status"),
)

RUNNING = claims.c.running_since.is_not(None) & claims.c.ended_on.is_(None)
"""What a partner has now, of the benefits that go on."""

index_where(RUNNING, "ix_claims_running", claims.c.running_since, claims.c.id)

OPEN = claims.c.status.in_([literal_column(f"'{status}'") for status in sorted(OPEN_CLAIMS)])
"""Written out, for the databases to see that the index below is meant."""

TO_DO = OPEN | claims.c.attention.is_not(None)
"""What somebody has to do something about: few of all. Read in the order of its target days."""

index_where(TO_DO, "ix_claims_to_do", claims.c.due_on, claims.c.id, claims.c.handler)

claim_events = Table(
    "claim_events",
    METADATA,
    Column("id", identity(), primary_key=True),
    Column("claim_id", ForeignKey(claims.c.id), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String, nullable=False),
    Column("kind", choice(ClaimEventKind), nullable=False),
    Column("before", String),
    Column("after", String),
    Column("text", String),
    Index(None, "claim_id", "id"),
)

claim_drafts = Table(
    "claim_drafts",
    METADATA,
    Column("id", String, primary_key=True),
    Column("partner_id", ForeignKey(partners.c.id), nullable=False),
    Column("benefit", String, nullable=False),
    Column("person", String, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("answers", JSON, nullable=False),
    Column("claim_id", ForeignKey(claims.c.id)),
    Column("seen_action", String, nullable=False, server_default=""),
    Index(None, "partner_id", "benefit", "person"),
)

NOT_SUBMITTED = claim_drafts.c.claim_id.is_(None)

index_where(NOT_SUBMITTED, "ix_claim_drafts_unfinished", claim_drafts.c.updated_at)

claim_files = Table(
    "claim_files",
    METADATA,
    Column("id", identity(), primary_key=True),
    Column("claim_id", ForeignKey(claims.c.id), nullable=False, index=True),
    Column("field", String, nullable=False),
    Column("slack_id", String, nullable=False),
    Column("name", String, nullable=False),
    Column("mimetype", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("url", String, nullable=False),
    Column("content", LargeBinary),
    Column("error", String),
    Column("team", String),
)
