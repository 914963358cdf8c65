"""What the vendor's people chose: stand-ins, and which news they hear when; and the news held for their digest."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, Index, Integer, String, Table

from domain.notices import Face
from domain.staff import Mode, Topic
from storage.tables.metadata import METADATA
from storage.types import UtcDateTime, choice, identity

absences = Table(
    "absences",
    METADATA,
    Column("person", String, primary_key=True),
    Column("stand_in", String, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),
    # the same as instants: whoever tells something knows the time, not the vendor's calendar
    Column("begins_at", UtcDateTime, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
)

notice_choices = Table(
    "notice_choices",
    METADATA,
    Column("person", String, primary_key=True),
    Column("topic", choice(Topic), primary_key=True),
    Column("mode", choice(Mode), nullable=False),
)

staff_settings = Table(
    "staff_settings",
    METADATA,
    Column("person", String, primary_key=True),
    Column("digest_hour", Integer, nullable=False),
    Column("timezone", String, nullable=False),
    Column("quiet_from", Integer),
    Column("quiet_to", Integer),
)

held_notices = Table(
    "held_notices",
    METADATA,
    Column("id", identity(), primary_key=True),
    Column("key", String, nullable=False, unique=True),
    Column("person", String, nullable=False),
    Column("topic", choice(Topic), nullable=False),
    Column("face", choice(Face), nullable=False),
    Column("payload", JSON, nullable=False),
    Column("held_at", UtcDateTime, nullable=False),
    Column("digest", String),
    Index(None, "person", "digest", "id"),
)
