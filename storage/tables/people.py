"""How people come to a partner and leave it: applications, invitations, wrong codes, and the history."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, literal_column

from domain.membership import ApplicationStatus, Cooperation, PeopleEvent
from domain.people import MemberRole
from storage.tables.metadata import METADATA
from storage.tables.partners import partners
from storage.types import BY_BYTES, UtcDateTime, choice, identity

applications = Table(
    "applications",
    METADATA,
    Column("id", identity(), primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("person", String, nullable=False),
    Column("applied_at", UtcDateTime, nullable=False),
    Column("company", String, nullable=False),
    Column("name_key", BY_BYTES, nullable=False, index=True),
    Column("domain", String, nullable=False, index=True),
    Column("country", String, nullable=False),
    Column("cooperation", choice(Cooperation), nullable=False),
    Column("about", String, nullable=False),
    Column("channel_id", String),
    Column("status", choice(ApplicationStatus), nullable=False),
    Column("decided_by", String),
    Column("decided_at", UtcDateTime),
    Column("reason", String),
    Column("partner_id", ForeignKey(partners.c.id)),
)

IS_OPEN = applications.c.status == literal_column(f"'{ApplicationStatus.OPEN}'")

# of two forms that a person sends off at once, one becomes an application
Index(
    "ix_applications_open",
    applications.c.person,
    unique=True,
    sqlite_where=IS_OPEN,
    postgresql_where=IS_OPEN,
)

invites = Table(
    "invites",
    METADATA,
    Column("id", identity(), primary_key=True),
    Column("partner_id", ForeignKey(partners.c.id), nullable=False),
    Column("role", choice(MemberRole), nullable=False),
    Column("made_by", String, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("most_uses", Integer, nullable=False),
    Column("digest", String, unique=True),
    Column("person", String),
    Column("uses", Integer, nullable=False),
)

wrong_codes = Table(
    "wrong_codes",
    METADATA,
    Column("person", String, primary_key=True),
    Column("since", UtcDateTime, nullable=False),
    Column("count", Integer, nullable=False),
)

people_changes = Table(
    "people_changes",
    METADATA,
    Column("id", identity(), primary_key=True),
    Column("partner_id", ForeignKey(partners.c.id), nullable=False),
    Column("event", choice(PeopleEvent), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String, nullable=False),
    Column("person", String),
    Column("before", choice(MemberRole)),
    Column("after", choice(MemberRole)),
    Index(None, "partner_id", "id"),
)
