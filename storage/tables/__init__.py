"""The tables. Columns are named as the fields of the domain; money is whole cents, rates are basis points."""

from storage.tables.leads import lead_drafts, lead_events, leads, ledger_entries
from storage.tables.metadata import METADATA
from storage.tables.partners import daily_figures, members, partners, staff_roles, tier_changes
from storage.tables.subscriptions import billing_events, customers, subscriptions
from storage.tables.work import IS_PINNED, PENDING, deliveries, job_runs, outbox, posts

__all__ = [
    "IS_PINNED",
    "METADATA",
    "PENDING",
    "billing_events",
    "customers",
    "daily_figures",
    "deliveries",
    "job_runs",
    "lead_drafts",
    "lead_events",
    "leads",
    "ledger_entries",
    "members",
    "outbox",
    "partners",
    "posts",
    "staff_roles",
    "subscriptions",
    "tier_changes",
]
