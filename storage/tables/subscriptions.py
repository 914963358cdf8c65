"""Customers, what they pay, and the billing events that told of it."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, not_

from domain.subscriptions import BillingCycle, Kind, SubscriptionStatus
from storage.tables.metadata import METADATA, index_where
from storage.tables.partners import partners
from storage.types import BY_BYTES, MONEY, UtcDateTime, choice

customers = Table(
    "customers",
    METADATA,
    Column("id", String, primary_key=True),
    Column("partner_id", ForeignKey(partners.c.id), nullable=False),
    Column("name", String, nullable=False),
    Column("domain", String),
    Column("paying_since", Date),
    Column("newest_event", String),
    Column("name_key", BY_BYTES, nullable=False, server_default=""),
    Index(None, "partner_id", "paying_since"),
    Index(None, "domain"),
    Index(None, "name_key"),
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
index_where(
    subscriptions.c.counts,
    "ix_subscriptions_arr",
    subscriptions.c.partner_id,
    subscriptions.c.contribution,
    subscriptions.c.counts,
)
# Its lines, and the customers that bring most, are read from this one alone.
index_where(
    subscriptions.c.counts,
    "ix_subscriptions_arr_lines",
    subscriptions.c.partner_id,
    subscriptions.c.product,
    subscriptions.c.plan,
    subscriptions.c.kind,
    subscriptions.c.billing_cycle,
    subscriptions.c.amount,
    subscriptions.c.rate,
    subscriptions.c.customer_id,
    subscriptions.c.contribution,
    subscriptions.c.counts,
)
index_where(
    not_(subscriptions.c.counts),
    "ix_subscriptions_not_counting",
    subscriptions.c.partner_id,
    subscriptions.c.status,
    subscriptions.c.counts,
)

index_where(
    subscriptions.c.past_due_since.is_not(None),
    "ix_subscriptions_past_due",
    subscriptions.c.past_due_since,
)

# The daily evaluation asks for those of everybody, a partner for its own.
index_where(
    subscriptions.c.past_due_since.is_not(None),
    "ix_subscriptions_past_due_of_partner",
    subscriptions.c.partner_id,
    subscriptions.c.past_due_since,
    subscriptions.c.status,
    subscriptions.c.counts,
    subscriptions.c.contribution,
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
