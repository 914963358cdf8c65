"""Leads and the ledger of what they earned."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, literal_column

from domain.lead_conflicts import Match, Ruling
from domain.lead_deadlines import Deadline
from domain.leads import OPEN, LeadEventKind, LeadSource, LeadStatus, RewardOption
from domain.rewards import EntryKind
from domain.subscriptions import BillingCycle
from storage.tables.metadata import METADATA, index_where
from storage.tables.partners import partners
from storage.tables.subscriptions import customers
from storage.types import BY_BYTES, MONEY, Products, UtcDateTime, choice, identity

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
    Column("source", choice(LeadSource), nullable=False, server_default=LeadSource.FORM),
    Column("source_link", String),
    Column("name_key", BY_BYTES, nullable=False, server_default=""),
    Column("mail_domain", String),
    Column("withdrawn_at", UtcDateTime),
    Column("question", String),
    Column("asked_by", String),
    Column("asked_at", UtcDateTime),
    Column("stage_since", UtcDateTime),
    Column("next_step_on", Date),
    Column("touched_at", UtcDateTime),
    Column("protected_until", Date),
    Column("sold_products", Products, nullable=False, server_default="[]"),
    Column("sold_agents", Integer),
    Column("introduced_at", UtcDateTime),
    # no foreign key: SQLite cannot add one to a table that is there
    Column("deal_of", Integer),
    Index(None, "partner_id", "id"),
    Index(None, "partner_id", "status"),
    Index(None, "status", "id"),
    Index(None, "assignee", "status", "id"),
    Index(None, "domain"),
    Index(None, "mail_domain"),
    Index(None, "name_key"),
    Index(None, "country", "id"),
    Index(None, "estimate", "id"),
)

IS_OPEN = (
    leads.c.status.in_([literal_column(f"'{status}'") for status in sorted(OPEN)])
    & leads.c.withdrawn_at.is_(None)
    & leads.c.deal_of.is_(None)
)
"""What is still to be worked on, as Lead.is_open says: few of all. Written out, for the indexes below to be used."""

# with the condition's own columns: SQLite goes to the table for them else
_CONDITION = (leads.c.withdrawn_at, leads.c.deal_of)
# in the order of the board, with what it is narrowed by
index_where(IS_OPEN, "ix_leads_open", leads.c.id, leads.c.status, leads.c.assignee, *_CONDITION)
index_where(IS_OPEN, "ix_leads_open_of_partner", leads.c.partner_id, leads.c.status, *_CONDITION)
index_where(leads.c.deal_of.is_not(None), "ix_leads_deal_of", leads.c.deal_of)
index_where(leads.c.withdrawn_at.is_not(None), "ix_leads_withdrawn", leads.c.id)
index_where(leads.c.question.is_not(None), "ix_leads_asked", leads.c.id)

lead_words = Table(
    "lead_words",
    METADATA,
    Column("word", BY_BYTES, primary_key=True),
    Column("lead_id", ForeignKey(leads.c.id), primary_key=True),
    Index(None, "lead_id", "word"),
)
"""What leads are searched by, a word at a time from its beginning."""

lead_turns = Table(
    "lead_turns",
    METADATA,
    Column("person", String, primary_key=True),
    Column("lead_id", ForeignKey(leads.c.id), nullable=False),
)
"""The newest lead that each rep was given in turn."""

lead_conflicts = Table(
    "lead_conflicts",
    METADATA,
    Column("id", identity(), primary_key=True),
    Column("lead_id", ForeignKey(leads.c.id), nullable=False, index=True),
    Column("other_lead_id", ForeignKey(leads.c.id), index=True),
    Column("other_customer_id", ForeignKey(customers.c.id)),
    Column("match", choice(Match), nullable=False),
    Column("score", Integer, nullable=False),
    Column("found_at", UtcDateTime, nullable=False),
    Column("reason", String),
    Column("ruling", choice(Ruling)),
    Column("ruled_by", String),
    Column("ruled_at", UtcDateTime),
    Column("explanation", String),
)

lead_reminders = Table(
    "lead_reminders",
    METADATA,
    Column("lead_id", ForeignKey(leads.c.id), primary_key=True),
    Column("kind", choice(Deadline), primary_key=True),
    Column("since", String, primary_key=True),
    Column("reminded_at", UtcDateTime, nullable=False),
    Column("escalated_at", UtcDateTime),
)
"""Which missed deadlines of leads were brought up: each once, and once further up."""

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
    Column("source", choice(LeadSource), nullable=False, server_default=LeadSource.FORM),
    Column("source_link", String),
    Column("warned_at", UtcDateTime),
    Index(None, "person", "lead_id", "updated_at"),
    Index(None, "lead_id", "updated_at"),
)

lead_talks = Table(
    "lead_talks",
    METADATA,
    Column("person", String, primary_key=True),
    Column("draft_id", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("field", String, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("seen", String, nullable=False),
)

lead_uploads = Table(
    "lead_uploads",
    METADATA,
    Column("id", String, primary_key=True),
    Column("partner_id", ForeignKey(partners.c.id), nullable=False),
    Column("person", String, nullable=False),
    Column("file_name", String, nullable=False),
    Column("rows", JSON, nullable=False),
    Column("uploaded_at", UtcDateTime, nullable=False),
    Column("taken_at", UtcDateTime),
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
