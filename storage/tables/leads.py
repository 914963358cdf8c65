"""Leads and the ledger of what they earned."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, String, Table

from domain.leads import LeadEventKind, LeadStatus, RewardOption
from domain.rewards import EntryKind
from domain.subscriptions import BillingCycle
from storage.tables.metadata import METADATA
from storage.tables.partners import partners
from storage.types import MONEY, Products, UtcDateTime, choice, identity

leads = Table(
    "leads",
    METADATA,
    Column("id", identity(), primary_key=True),
    Column("partner_id", ForeignKey(partners.c.id), nullable=False),
    Column("submitted_by", String, nullable=False),
    Column("submitted_at", UtcDateTime, nullable=False),
    # no foreign key: a draft names its lead, and each would have to be there before the other
    Column("draft_id", String, nullable=False, unique=True),
    Column("company", String, nullable=False),
    Column("domain", String, nullable=False),
    Column("first_name", String, nullable=False),
    Column("last_name", String, nullable=False),
    Column("email", String, nullable=False),
    Column("job_title", String),
    Column("country", String),
    Column("phone", String),
    Column("employees", Integer),
    Column("notes", String),
    Column("reward", choice(RewardOption), nullable=False),
    Column("products", Products, nullable=False),
    Column("agents", Integer),
    Column("billing_cycle", choice(BillingCycle)),
    Column("involvement", String, nullable=False),
    Column("below_criteria", Boolean, nullable=False),
    Column("estimate", MONEY),
    Column("status", choice(LeadStatus), nullable=False),
    Column("status_since", UtcDateTime),
    Column("stage", String),
    Column("legal_review", Boolean, nullable=False),
    Column("security_review", Boolean, nullable=False),
    Column("assignee", String),
    Column("confirmed_value", MONEY),
    Column("rewarded", MONEY),
    Column("reason", String),
    Column("wins", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Index(None, "partner_id", "id"),
    Index(None, "partner_id", "status"),
    Index(None, "status", "id"),
)

lead_events = Table(
    "lead_events",
    METADATA,
    Column("id", identity(), primary_key=True),
    Column("lead_id", ForeignKey(leads.c.id), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String, nullable=False),
    Column("kind", choice(LeadEventKind), nullable=False),
    Column("before", String),
    Column("after", String),
    Column("reason", String),
    Column("amount", MONEY),
    Index(None, "lead_id", "id"),
)

lead_drafts = Table(
    "lead_drafts",
    METADATA,
    Column("id", String, primary_key=True),
    Column("partner_id", ForeignKey(partners.c.id), nullable=False),
    Column("person", String, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("answers", JSON, nullable=False),
    Column("typed", JSON, nullable=False),
    Column("seen_action", String, nullable=False),
    Column("lead_id", ForeignKey(leads.c.id)),
)

# Triggers refuse every change of a row; they are made by the migrations.
ledger_entries = Table(
    "ledger_entries",
    METADATA,
    Column("id", identity(), primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("partner_id", ForeignKey(partners.c.id), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", choice(EntryKind), nullable=False),
    Column("amount", MONEY, nullable=False),
    Column("currency", String, nullable=False),
    Column("lead_id", ForeignKey(leads.c.id), nullable=False, index=True),
    Column("reverses", ForeignKey("ledger_entries.key")),
    Index(None, "partner_id", "id"),
)
