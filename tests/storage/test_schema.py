"""The schema: made by the migrations from nothing, the same on both databases, and what it refuses."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from storage.database import Database
from storage.migrations import newest
from storage.migrations.applying import check, config
from storage.tables import METADATA


def test_migrating_from_nothing_makes_every_table(empty_url: str) -> None:
    database = Database(empty_url)
    assert not database.at_newest_schema()
    database.migrate()
    assert database.at_newest_schema()
    database.dispose()
    engine = create_engine(empty_url)
    assert set(inspect(engine).get_table_names()) == {*METADATA.tables, "alembic_version"}
    engine.dispose()


def test_the_newest_version_is_the_one_that_no_other_follows() -> None:
    assert ScriptDirectory.from_config(config()).get_heads() == [newest()]


def test_migrating_again_changes_nothing(database: Database) -> None:
    database.migrate()
    assert database.at_newest_schema()


def test_who_opens_a_new_file_waits_for_whoever_writes_into_it(tmp_path: Path) -> None:
    """SQLite itself waits for nobody when a file's journal is changed, which is done once for each file."""
    file = tmp_path / "new.db"
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    database = Database(f"sqlite:///{file}")
    with ThreadPoolExecutor(1) as thread:
        opening = thread.submit(database.ping)
        with pytest.raises(TimeoutError):
            opening.result(timeout=0.3)  # still waiting, and not refused
        other.execute("ROLLBACK")
        assert opening.result() is None
    other.close()
    database.dispose()


def test_several_replicas_may_migrate_at_once(empty_url: str) -> None:
    replicas = [Database(empty_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(Database.migrate, replicas))
    assert all(replica.at_newest_schema() for replica in replicas)
    for replica in replicas:
        replica.dispose()


def test_tables_in_code_are_the_tables_of_the_migrations(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.connect() as connection:
        check(connection)
    engine.dispose()


def test_an_in_memory_database_works() -> None:
    database = Database("sqlite://")
    database.migrate()
    assert database.at_newest_schema()
    with database.write() as uow:
        assert uow.partners.ids() == []
    database.dispose()


def test_a_database_that_answers_is_alive(database: Database) -> None:
    database.ping()


def test_other_databases_are_refused_at_once() -> None:
    with pytest.raises(ValueError, match="mysql is not supported"):
        Database("mysql://localhost/partners")
