"""What a database refuses only because of others that are working on it: the same may succeed when tried again."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError, IntegrityError

LOST = frozenset({"40001", "40P01"})
"""PostgreSQL's codes for what fails at once because of another transaction: serialization, deadlock."""

LOCK_NOT_GIVEN = "55P03"
"""PostgreSQL's code where another transaction held a lock for longer than `lock_timeout`."""


def has_waited(error: DBAPIError) -> bool:
    """Whether a lock was waited for as long as the connection waits for any."""
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF  # the rest of it says more closely why
    return _sqlstate(error) == LOCK_NOT_GIVEN or code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def is_busy(error: DBAPIError) -> bool:
    """Whether others at work were the only cause."""
    return has_waited(error) or _sqlstate(error) in LOST


def passes(error: DBAPIError) -> bool:
    """Whether the same may well succeed when tried again at once: also after a race for the same new rows."""
    return isinstance(error, IntegrityError) or is_busy(error)


def _sqlstate(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)
