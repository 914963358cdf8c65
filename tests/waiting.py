"""Seeing in PostgreSQL that one transaction waits for another."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import create_engine, text

from storage.database import Database

WAITING = text("SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted AND datname = :name")


def waits(database: Database, *, number: int = 1, is_over: Callable[[], bool] = lambda: False) -> bool:
    """Whether so many transactions have come to wait for a lock; False where it is over before."""
    engine = create_engine(database.url, isolation_level="AUTOCOMMIT")
    name = {"name": database.url.database}
    with engine.connect() as connection:
        while not (found := connection.execute(WAITING, name).scalar_one() >= number) and not is_over():
            pass
    engine.dispose()
    return bool(found)
