"""The tables. Columns are named as the fields of the domain; money is whole cents, rates are basis points."""

from storage.tables.claims import claim_drafts, claim_events, claim_files, claims
from storage.tables.homes import channel_troubles, home_changes, homes, people_seen, welcomes
from storage.tables.installations import EXPIRING, installations, oauth_states, org_teams
from storage.tables.leads import (
    lead_conflicts,
    lead_drafts,
    lead_events,
    lead_reminders,
    lead_talks,
    lead_turns,
    lead_uploads,
    lead_words,
    leads,
    ledger_entries,
)
from storage.tables.metadata import METADATA
from storage.tables.partners import daily_figures, members, partners, staff_roles, tier_changes
from storage.tables.people import applications, invites, people_changes, wrong_codes
from storage.tables.staff import absences, held_notices, notice_choices, staff_settings
from storage.tables.subscriptions import billing_events, customers, subscriptions
from storage.tables.work import IS_NEWS, IS_PINNED, PENDING, deliveries, job_runs, outbox, posts

__all__ = [
    "EXPIRING",
    "IS_NEWS",
    "IS_PINNED",
    "METADATA",
    "PENDING",
    "absences",
    "applications",
    "billing_events",
    "channel_troubles",
    "claim_drafts",
    "claim_events",
    "claim_files",
    "claims",
    "customers",
    "daily_figures",
    "deliveries",
    "held_notices",
    "home_changes",
    "homes",
    "installations",
    "invites",
    "job_runs",
    "lead_conflicts",
    "lead_drafts",
    "lead_events",
    "lead_reminders",
    "lead_talks",
    "lead_turns",
    "lead_uploads",
    "lead_words",
    "leads",
    "ledger_entries",
    "members",
    "notice_choices",
    "oauth_states",
    "org_teams",
    "outbox",
    "partners",
    "people_changes",
    "people_seen",
    "posts",
    "staff_roles",
    "staff_settings",
    "subscriptions",
    "tier_changes",
    "welcomes",
    "wrong_codes",
]
