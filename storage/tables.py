"""The tables. Columns are named as the fields of the domain; money is whole cents, rates are basis points."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, MetaData, String, Table, literal, not_

from domain.leads import LeadEventKind, LeadStatus, RewardOption
from domain.notices import Face
from domain.partners import TierEvent
from domain.people import Role
from domain.rewards import EntryKind
from domain.subscriptions import BillingCycle, Kind, SubscriptionStatus
from storage.types import MONEY, Products, UtcDateTime, choice, identity

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

partners = Table(
    "partners",
    METADATA,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("joined_on", Date, nullable=False),
    Column("tier", String, nullable=False),
    Column("tier_since", Date, nullable=False),
    Column("slack_team_id", String),
    Column("slack_channel_id", String),
    Column("account_manager", String),
    Column("grace_since", Date),
    Column("grace_until", Date),
    Column("grace_warned", Boolean, nullable=False),
    Column("override_until", Date),
)

tier_changes = Table(
    "tier_changes",
    METADATA,
    Column("id", identity(), primary_key=True),
    Column("partner_id", ForeignKey(partners.c.id), nullable=False),
    Column("event", choice(TierEvent), nullable=False),
    Column("on", Date, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("from_tier", String),
    Column("to_tier", String, nullable=False),
    Column("arr", MONEY, nullable=False),
    Column("new_customers", Integer, nullable=False),
    Column("grace_until", Date),
    Column("override_until", Date),
    Column("by", String),
    Column("reason", String),
    Index(None, "partner_id", "id"),
)

daily_figures = Table(
    "daily_figures",
    METADATA,
    Column("partner_id", ForeignKey(partners.c.id), primary_key=True),
    Column("on", Date, primary_key=True),
    Column("arr", MONEY, nullable=False),
    Column("new_customers", Integer, nullable=False),
    Column("tier", String, nullable=False),
)

members = Table(
    "members",
    METADATA,
    Column("person", String, primary_key=True),
    Column("partner_id", ForeignKey(partners.c.id), nullable=False, index=True),
    Column("joined_at", UtcDateTime, nullable=False),
)

staff_roles = Table(
    "staff_roles",
    METADATA,
    Column("person", String, primary_key=True),
    Column("role", choice(Role), primary_key=True),
    Column("added_at", UtcDateTime, nullable=False),
)

customers = Table(
    "customers",
    METADATA,
    Column("id", String, primary_key=True),
    Column("partner_id", ForeignKey(partners.c.id), nullable=False),
    Column("name", String, nullable=False),
    Column("domain", String),
    Column("paying_since", Date),
    Column("newest_event", String),
    Index(None, "partner_id", "paying_since"),
)

subscriptions = Table(
    "subscriptions",
    METADATA,
    Column("id", String, primary_key=True),
    Column("partner_id", ForeignKey(partners.c.id), nullable=False),
    Column("customer_id", ForeignKey(customers.c.id), nullable=False, index=True),
    Column("kind", choice(Kind), nullable=False),
    Column("product", String, nullable=False),
    Column("plan", String, nullable=False),
    Column("seats", Integer, nullable=False),
    Column("billing_cycle", choice(BillingCycle), nullable=False),
    Column("amount", MONEY, nullable=False),
    Column("currency", String, nullable=False),
    Column("status", choice(SubscriptionStatus), nullable=False),
    Column("rate", Integer, nullable=False),
    Column("started_on", Date, nullable=False),
    Column("ended_on", Date),
    Column("contribution", MONEY, nullable=False),
    Column("counts", Boolean, nullable=False),
    Column("past_due_since", Date),
    Column("newest_event", String),
    Column("rate_event", String),
)

# The sum of a partner's ARR is read from this index alone, however many subscriptions there are. SQLite goes to the
# table for a condition's column even where the index implies the condition, so the column is in it.
Index(
    "ix_subscriptions_arr",
    subscriptions.c.partner_id,
    subscriptions.c.contribution,
    subscriptions.c.counts,
    sqlite_where=subscriptions.c.counts,
    postgresql_where=subscriptions.c.counts,
)
Index(
    "ix_subscriptions_not_counting",
    subscriptions.c.partner_id,
    subscriptions.c.status,
    sqlite_where=not_(subscriptions.c.counts),
    postgresql_where=not_(subscriptions.c.counts),
)

Index(
    "ix_subscriptions_past_due",
    subscriptions.c.past_due_since,
    sqlite_where=subscriptions.c.past_due_since.is_not(None),
    postgresql_where=subscriptions.c.past_due_since.is_not(None),
)

# Every event that was taken, stale ones too, as it was told. What it speaks of may be gone one day, so nothing refers.
billing_events = Table(
    "billing_events",
    METADATA,
    Column("id", String, primary_key=True),
    Column("subscription_id", String, nullable=False),
    Column("partner_id", String, nullable=False),
    Column("occurred_at", UtcDateTime, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("type", String, nullable=False),
    Column("status", choice(SubscriptionStatus), nullable=False),
    Column("is_stale", Boolean, nullable=False),
    Column("payload", JSON, nullable=False),
    Index(None, "subscription_id", "occurred_at"),
)

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

outbox = Table(
    "outbox",
    METADATA,
    Column("id", identity(), primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("place", String, nullable=False),
    Column("face", choice(Face), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("available_at", UtcDateTime, nullable=False),
    Column("claimed_until", UtcDateTime),
    Column("attempts", Integer, nullable=False),
    Column("sent_at", UtcDateTime),
    Column("channel", String),
    Column("ts", String),
    Column("error", String),
    Column("dead_at", UtcDateTime),
)

PENDING = outbox.c.sent_at.is_(None) & outbox.c.dead_at.is_(None)
"""What is still to be sent."""

Index("ix_outbox_pending", outbox.c.place, outbox.c.id, sqlite_where=PENDING, postgresql_where=PENDING)
# A pinned message is the newest of its place, whatever was told there.
IS_PINNED = outbox.c.face == literal(Face.PINNED, outbox.c.face.type, literal_execute=True)
Index("ix_outbox_pinned", outbox.c.place, outbox.c.id, sqlite_where=IS_PINNED, postgresql_where=IS_PINNED)
Index(
    "ix_outbox_dead",
    outbox.c.dead_at,
    sqlite_where=outbox.c.dead_at.is_not(None),
    postgresql_where=outbox.c.dead_at.is_not(None),
)

posts = Table(
    "posts",
    METADATA,
    Column("key", String, primary_key=True),
    Column("channel", String, nullable=False),
    Column("ts", String, nullable=False),
)

deliveries = Table(
    "deliveries",
    METADATA,
    Column("key", String, primary_key=True),
    Column("received_at", UtcDateTime, nullable=False, index=True),
)

job_runs = Table(
    "job_runs",
    METADATA,
    Column("name", String, primary_key=True),
    Column("slot", String, primary_key=True),
    Column("claimed_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    Column("error", String),
    Index(None, "name", "claimed_at"),
)
