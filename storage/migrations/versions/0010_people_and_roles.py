"""Roles of partners' people, how they come and go, and companies that apply.

Of the people there are, the first of each partner becomes its owner.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

CHOICE = sa.String(32)
INSTANT = sa.DateTime(timezone=True)
IDENTITY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
BY_BYTES = sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("members", sa.Column("role", CHOICE, nullable=False, server_default="member"))
    op.add_column("members", sa.Column("joined_by", CHOICE, nullable=False, server_default="import"))
    op.create_index("ix_partners_slack_channel_id", "partners", ["slack_channel_id"])
    make_owners()
    applications()
    op.create_table(
        "invites",
        sa.Column("id", IDENTITY, primary_key=True, nullable=False),
        sa.Column("partner_id", sa.String(), sa.ForeignKey("partners.id"), nullable=False),
        sa.Column("role", CHOICE, nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("most_uses", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String()),
        sa.Column("person", sa.String()),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.UniqueConstraint("digest"),
    )
    op.create_table(
        "wrong_codes",
        sa.Column("person", sa.String(), primary_key=True, nullable=False),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
    )
    op.create_table(
        "people_changes",
        sa.Column("id", IDENTITY, primary_key=True, nullable=False),
        sa.Column("partner_id", sa.String(), sa.ForeignKey("partners.id"), nullable=False),
        sa.Column("event", CHOICE, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("person", sa.String()),
        sa.Column("before", CHOICE),
        sa.Column("after", CHOICE),
    )
    op.create_index("ix_people_changes_partner_id_id", "people_changes", ["partner_id", "id"])


def applications() -> None:
    op.create_table(
        "applications",
        sa.Column("id", IDENTITY, primary_key=True, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("applied_at", INSTANT, nullable=False),
        sa.Column("company", sa.String(), nullable=False),
        sa.Column("name_key", BY_BYTES, nullable=False),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("cooperation", CHOICE, nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String()),
        sa.Column("status", CHOICE, nullable=False),
        sa.Column("decided_by", sa.String()),
        sa.Column("decided_at", INSTANT),
        sa.Column("reason", sa.String()),
        sa.Column("partner_id", sa.String(), sa.ForeignKey("partners.id")),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_applications_name_key", "applications", ["name_key"])
    op.create_index("ix_applications_domain", "applications", ["domain"])
    is_open = sa.text("status = 'open'")
    op.create_index(
        "ix_applications_open", "applications", ["person"], unique=True, sqlite_where=is_open, postgresql_where=is_open
    )


def make_owners() -> None:
    """The first of each partner's people, of several at once the one whose id comes first."""
    members = sa.table("members", *map(sa.column, ("person", "partner_id", "joined_at", "role")))
    place = sa.func.row_number().over(
        partition_by=members.c.partner_id, order_by=(members.c.joined_at, members.c.person)
    )
    ranked = sa.select(members.c.person, place.label("place")).subquery()
    first = sa.select(ranked.c.person).where(ranked.c.place == 1)
    op.execute(sa.update(members).where(members.c.person.in_(first)).values(role="owner"))
