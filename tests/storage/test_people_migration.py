"""People who were members before there were roles."""

from __future__ import annotations

from alembic import command
from sqlalchemy import create_engine, text

from storage.database import Database
from storage.migrations.applying import config


def test_the_first_of_each_partner_becomes_its_owner(empty_url: str) -> None:
    engine = create_engine(empty_url)
    with engine.begin() as connection:
        command.upgrade(config(connection), "0009")
        for partner in ("northwind", "helio"):
            connection.execute(
                text(
                    "INSERT INTO partners (id, name, joined_on, tier, tier_since, grace_warned) "
                    "VALUES (:id, :id, '2025-01-01', 'bronze', '2025-01-01', false)"
                ),
                {"id": partner},
            )
        for person, partner, joined in (
            ("T:U2", "northwind", "2025-01-02 10:00:00"),
            ("T:U1", "northwind", "2025-01-03 10:00:00"),
            ("T:U4", "helio", "2025-01-02 10:00:00"),
            ("T:U3", "helio", "2025-01-02 10:00:00"),
        ):
            connection.execute(
                text("INSERT INTO members (person, partner_id, joined_at) VALUES (:person, :partner, :joined)"),
                {"person": person, "partner": partner, "joined": joined},
            )
    engine.dispose()
    database = Database(empty_url)
    database.migrate()
    with database.read() as uow:
        people = [*uow.people.roster("northwind"), *uow.people.roster("helio")]
        assert [(each.person, each.role) for each in people] == [
            ("T:U2", "owner"),
            ("T:U1", "member"),
            ("T:U3", "owner"),
            ("T:U4", "member"),
        ]
    database.dispose()
