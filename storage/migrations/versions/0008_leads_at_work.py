"""Where leads come from and what is done about them: marks, drafts, talks, files, conflicts, search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from domain.companies import name_key, search_words

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

CHOICE = sa.String(32)
INSTANT = sa.DateTime(timezone=True)
IDENTITY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BY_BYTES = sa.String().with_variant(sa.String(collation="C"), "postgresql")
IS_OPEN = "status IN ('approved', 'submitted') AND withdrawn_at IS NULL AND deal_of IS NULL"
ROWS_AT_ONCE = 5_000


def upgrade() -> None:
    leads()
    drafts()
    conflicts()
    op.add_column("customers", sa.Column("name_key", BY_BYTES, nullable=False, server_default=""))
    op.create_index("ix_customers_domain", "customers", ["domain"])
    op.create_index("ix_customers_name_key", "customers", ["name_key"])
    fill_in()


def leads() -> None:
    for column in (
        sa.Column("source", CHOICE, nullable=False, server_default="form"),
        sa.Column("source_link", sa.String()),
        sa.Column("name_key", BY_BYTES, nullable=False, server_default=""),
        sa.Column("mail_domain", sa.String()),
        sa.Column("withdrawn_at", INSTANT),
        sa.Column("question", sa.String()),
        sa.Column("asked_by", sa.String()),
        sa.Column("asked_at", INSTANT),
        sa.Column("stage_since", INSTANT),
        sa.Column("next_step_on", sa.Date()),
        sa.Column("touched_at", INSTANT),
        sa.Column("protected_until", sa.Date()),
        sa.Column("sold_products", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("sold_agents", sa.Integer()),
        sa.Column("introduced_at", INSTANT),
        sa.Column("deal_of", sa.Integer()),
    ):
        op.add_column("leads", column)
    op.create_index("ix_leads_assignee_status_id", "leads", ["assignee", "status", "id"])
    for name in ("domain", "mail_domain", "name_key"):
        op.create_index(f"ix_leads_{name}", "leads", [name])
    op.create_index("ix_leads_country_id", "leads", ["country", "id"])
    op.create_index("ix_leads_estimate_id", "leads", ["estimate", "id"])
    for name, columns, condition in (
        ("open", ["id", "status", "assignee", "withdrawn_at", "deal_of"], IS_OPEN),
        ("open_of_partner", ["partner_id", "status", "withdrawn_at", "deal_of"], IS_OPEN),
        ("deal_of", ["deal_of"], "deal_of IS NOT NULL"),
        ("withdrawn", ["id"], "withdrawn_at IS NOT NULL"),
        ("asked", ["id"], "question IS NOT NULL"),
    ):
        where = sa.text(condition)
        op.create_index(f"ix_leads_{name}", "leads", columns, sqlite_where=where, postgresql_where=where)
    op.create_table(
        "lead_words",
        sa.Column("word", BY_BYTES, primary_key=True, nullable=False),
        sa.Column("lead_id", IDENTITY, sa.ForeignKey("leads.id"), primary_key=True, nullable=False),
    )
    op.create_index("ix_lead_words_lead_id_word", "lead_words", ["lead_id", "word"])
    op.create_table(
        "lead_turns",
        sa.Column("person", sa.String(), primary_key=True, nullable=False),
        sa.Column("lead_id", IDENTITY, sa.ForeignKey("leads.id"), nullable=False),
    )
    op.create_table(
        "lead_reminders",
        sa.Column("lead_id", IDENTITY, sa.ForeignKey("leads.id"), primary_key=True, nullable=False),
        sa.Column("kind", CHOICE, primary_key=True, nullable=False),
        sa.Column("since", sa.String(), primary_key=True, nullable=False),
        sa.Column("reminded_at", INSTANT, nullable=False),
        sa.Column("escalated_at", INSTANT),
    )


def drafts() -> None:
    op.add_column("lead_drafts", sa.Column("source", CHOICE, nullable=False, server_default="form"))
    op.add_column("lead_drafts", sa.Column("source_link", sa.String()))
    op.add_column("lead_drafts", sa.Column("warned_at", INSTANT))
    op.create_index("ix_lead_drafts_person_lead_id_updated_at", "lead_drafts", ["person", "lead_id", "updated_at"])
    op.create_index("ix_lead_drafts_lead_id_updated_at", "lead_drafts", ["lead_id", "updated_at"])
    op.create_table(
        "lead_talks",
        sa.Column("person", sa.String(), primary_key=True, nullable=False),
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("seen", sa.String(), nullable=False),
    )
    op.create_table(
        "lead_uploads",
        sa.Column("id", sa.String(), primary_key=True, nullable=False),
        sa.Column("partner_id", sa.String(), sa.ForeignKey("partners.id"), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("uploaded_at", INSTANT, nullable=False),
        sa.Column("taken_at", INSTANT),
    )


def conflicts() -> None:
    op.create_table(
        "lead_conflicts",
        sa.Column("id", IDENTITY, primary_key=True, nullable=False),
        sa.Column("lead_id", IDENTITY, sa.ForeignKey("leads.id"), nullable=False),
        sa.Column("other_lead_id", IDENTITY, sa.ForeignKey("leads.id")),
        sa.Column("other_customer_id", sa.String(), sa.ForeignKey("customers.id")),
        sa.Column("match", CHOICE, nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("found_at", INSTANT, nullable=False),
        sa.Column("reason", sa.String()),
        sa.Column("ruling", CHOICE),
        sa.Column("ruled_by", sa.String()),
        sa.Column("ruled_at", INSTANT),
        sa.Column("explanation", sa.String()),
    )
    op.create_index("ix_lead_conflicts_lead_id", "lead_conflicts", ["lead_id"])
    op.create_index("ix_lead_conflicts_other_lead_id", "lead_conflicts", ["other_lead_id"])


def fill_in() -> None:
    """What the leads and customers that are there already are compared and searched by."""
    connection = op.get_bind()
    customers = sa.table("customers", sa.column("id"), sa.column("name"), sa.column("name_key"))
    names = sa.select(customers.c.id, customers.c.name)
    keyed = sa.update(customers).where(customers.c.id == sa.bindparam("key"))
    for rows in _parts(connection.execute(names).all()):
        connection.execute(keyed, [{"key": row.id, "name_key": name_key(row.name)} for row in rows])
    told = ("id", "company", "domain", "first_name", "last_name", "email", "submitted_at", "status_since")
    known = ("stage", "name_key", "mail_domain", "touched_at", "stage_since")
    leads = sa.table("leads", *map(sa.column, (*told, *known)))
    lead_words = sa.table("lead_words", sa.column("word"), sa.column("lead_id"))
    found = connection.execute(sa.select(*(leads.c[name] for name in told))).all()
    compared = sa.update(leads).where(leads.c.id == sa.bindparam("key"))
    for rows in _parts(found):
        connection.execute(
            compared,
            [
                {"key": row.id, "name_key": name_key(row.company), "mail_domain": row.email.rpartition("@")[2].lower()}
                for row in rows
            ],
        )
        texts = {row.id: (row.company, row.domain, row.first_name, row.last_name, row.email) for row in rows}
        words = [{"word": word, "lead_id": key} for key, each in texts.items() for word in search_words(each)]
        connection.execute(sa.insert(lead_words), words)
    since = sa.func.coalesce(leads.c.status_since, leads.c.submitted_at)
    connection.execute(sa.update(leads).values(touched_at=since))
    connection.execute(sa.update(leads).where(leads.c.stage.is_not(None)).values(stage_since=since))


def _parts(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), ROWS_AT_ONCE):
        yield rows[start : start + ROWS_AT_ONCE]
