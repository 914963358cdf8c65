"""The first tables."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

CHOICE = sa.String(32)
MONEY = sa.BigInteger()
INSTANT = sa.DateTime(timezone=True)
IDENTITY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    partners()
    people()
    subscriptions()
    leads()
    lead_events_and_drafts()
    ledger()
    ledger_is_never_changed()
    outbox()
    deliveries_and_job_runs()


def required(name: str, kind: sa.types.TypeEngine[Any], *, refers_to: str | None = None, key: bool = False) -> Any:
    return sa.Column(name, kind, *_foreign_key(refers_to), primary_key=key, nullable=False)


def optional(name: str, kind: sa.types.TypeEngine[Any], *, refers_to: str | None = None) -> Any:
    return sa.Column(name, kind, *_foreign_key(refers_to))


def _foreign_key(column: str | None) -> list[sa.ForeignKey]:
    return [sa.ForeignKey(column)] if column else []


def create(table: str, *columns: Any, indexes: tuple[tuple[str, ...], ...] = ()) -> None:
    op.create_table(table, *columns)
    for names in indexes:
        op.create_index(f"ix_{table}_{'_'.join(names)}", table, list(names))


def partners() -> None:
    create(
        "partners",
        required("id", sa.String(), key=True),
        required("name", sa.String()),
        required("joined_on", sa.Date()),
        required("tier", sa.String()),
        required("tier_since", sa.Date()),
        optional("slack_team_id", sa.String()),
        optional("slack_channel_id", sa.String()),
        optional("account_manager", sa.String()),
        optional("grace_since", sa.Date()),
        optional("grace_until", sa.Date()),
        required("grace_warned", sa.Boolean()),
    )
    create(
        "tier_changes",
        required("id", IDENTITY, key=True),
        required("partner_id", sa.String(), refers_to="partners.id"),
        required("event", CHOICE),
        required("on", sa.Date()),
        required("at", INSTANT),
        optional("from_tier", sa.String()),
        required("to_tier", sa.String()),
        required("arr", MONEY),
        required("new_customers", sa.Integer()),
        optional("grace_until", sa.Date()),
        indexes=(("partner_id", "id"),),
    )


def people() -> None:
    create(
        "members",
        required("person", sa.String(), key=True),
        required("partner_id", sa.String(), refers_to="partners.id"),
        required("joined_at", INSTANT),
        indexes=(("partner_id",),),
    )
    create(
        "staff_roles",
        required("person", sa.String(), key=True),
        required("role", CHOICE, key=True),
        required("added_at", INSTANT),
    )


def subscriptions() -> None:
    create(
        "customers",
        required("id", sa.String(), key=True),
        required("partner_id", sa.String(), refers_to="partners.id"),
        required("name", sa.String()),
        optional("domain", sa.String()),
        optional("paying_since", sa.Date()),
        indexes=(("partner_id", "paying_since"),),
    )
    create(
        "subscriptions",
        required("id", sa.String(), key=True),
        required("partner_id", sa.String(), refers_to="partners.id"),
        required("customer_id", sa.String(), refers_to="customers.id"),
        required("kind", CHOICE),
        required("product", sa.String()),
        required("plan", sa.String()),
        required("seats", sa.Integer()),
        required("billing_cycle", CHOICE),
        required("amount", MONEY),
        required("currency", sa.String()),
        required("status", CHOICE),
        required("rate", sa.Integer()),
        required("started_on", sa.Date()),
        optional("ended_on", sa.Date()),
        required("contribution", MONEY),
        required("counts", sa.Boolean()),
        indexes=(("customer_id",),),
    )
    partial_index(
        "ix_subscriptions_arr", "partner_id", "contribution", "counts", sqlite="counts = 1", postgresql="counts"
    )
    partial_index("ix_subscriptions_not_counting", "partner_id", "status", sqlite="counts = 0", postgresql="NOT counts")


def partial_index(name: str, *columns: str, sqlite: str, postgresql: str, table: str = "subscriptions") -> None:
    """SQLite knows no booleans, so it takes another condition, in the very words in which queries ask for it."""
    op.create_index(name, table, list(columns), sqlite_where=sa.text(sqlite), postgresql_where=sa.text(postgresql))


def leads() -> None:
    create(
        "leads",
        required("id", IDENTITY, key=True),
        required("partner_id", sa.String(), refers_to="partners.id"),
        required("submitted_by", sa.String()),
        required("submitted_at", INSTANT),
        required("draft_id", sa.String()),
        *contact_and_deal(),
        required("involvement", sa.String()),
        required("below_criteria", sa.Boolean()),
        optional("estimate", MONEY),
        required("status", CHOICE),
        optional("status_since", INSTANT),
        optional("stage", sa.String()),
        required("legal_review", sa.Boolean()),
        required("security_review", sa.Boolean()),
        optional("assignee", sa.String()),
        optional("confirmed_value", MONEY),
        optional("rewarded", MONEY),
        optional("reason", sa.String()),
        required("wins", sa.Integer()),
        required("version", sa.Integer()),
        sa.UniqueConstraint("draft_id"),
        indexes=(("partner_id", "id"), ("partner_id", "status"), ("status", "id")),
    )


def contact_and_deal() -> list[Any]:
    return [
        required("company", sa.String()),
        required("domain", sa.String()),
        required("first_name", sa.String()),
        required("last_name", sa.String()),
        required("email", sa.String()),
        optional("job_title", sa.String()),
        optional("country", sa.String()),
        optional("phone", sa.String()),
        optional("employees", sa.Integer()),
        optional("notes", sa.String()),
        required("reward", CHOICE),
        required("products", sa.JSON()),
        optional("agents", sa.Integer()),
        optional("billing_cycle", CHOICE),
    ]


def lead_events_and_drafts() -> None:
    create(
        "lead_events",
        required("id", IDENTITY, key=True),
        required("lead_id", IDENTITY, refers_to="leads.id"),
        required("at", INSTANT),
        required("by", sa.String()),
        required("kind", CHOICE),
        optional("before", sa.String()),
        optional("after", sa.String()),
        optional("reason", sa.String()),
        optional("amount", MONEY),
        indexes=(("lead_id", "id"),),
    )
    create(
        "lead_drafts",
        required("id", sa.String(), key=True),
        required("partner_id", sa.String(), refers_to="partners.id"),
        required("person", sa.String()),
        required("updated_at", INSTANT),
        required("answers", sa.JSON()),
        required("seen_action", sa.String()),
        optional("lead_id", IDENTITY, refers_to="leads.id"),
    )


def ledger() -> None:
    create(
        "ledger_entries",
        required("id", IDENTITY, key=True),
        required("key", sa.String()),
        required("partner_id", sa.String(), refers_to="partners.id"),
        required("at", INSTANT),
        required("kind", CHOICE),
        required("amount", MONEY),
        required("currency", sa.String()),
        required("lead_id", IDENTITY, refers_to="leads.id"),
        optional("reverses", sa.String(), refers_to="ledger_entries.key"),
        sa.UniqueConstraint("key"),
        indexes=(("lead_id",), ("partner_id", "id")),
    )


def ledger_is_never_changed() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER ledger_entries_no_{change.lower()} BEFORE {change} ON ledger_entries "
                "BEGIN SELECT RAISE(ABORT, 'ledger entries are never changed or removed'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'ledger entries are never changed or removed' "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    op.execute(
        "CREATE TRIGGER ledger_entries_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entries "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change()"
    )


def outbox() -> None:
    create(
        "outbox",
        required("id", IDENTITY, key=True),
        required("key", sa.String()),
        required("place", sa.String()),
        required("face", CHOICE),
        required("payload", sa.JSON()),
        required("created_at", INSTANT),
        required("available_at", INSTANT),
        optional("claimed_until", INSTANT),
        required("attempts", sa.Integer()),
        optional("sent_at", INSTANT),
        optional("channel", sa.String()),
        optional("ts", sa.String()),
        optional("error", sa.String()),
        optional("dead_at", INSTANT),
        sa.UniqueConstraint("key"),
    )
    pending, dead = "sent_at IS NULL AND dead_at IS NULL", "dead_at IS NOT NULL"
    partial_index("ix_outbox_pending", "place", "id", table="outbox", sqlite=pending, postgresql=pending)
    partial_index("ix_outbox_dead", "dead_at", table="outbox", sqlite=dead, postgresql=dead)
    create(
        "posts", required("key", sa.String(), key=True), required("channel", sa.String()), required("ts", sa.String())
    )


def deliveries_and_job_runs() -> None:
    create(
        "deliveries",
        required("key", sa.String(), key=True),
        required("received_at", INSTANT),
        indexes=(("received_at",),),
    )
    create(
        "job_runs",
        required("name", sa.String(), key=True),
        required("slot", sa.String(), key=True),
        required("claimed_at", INSTANT),
        optional("finished_at", INSTANT),
        optional("error", sa.String()),
        indexes=(("name", "claimed_at"),),
    )
