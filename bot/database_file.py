"""The file of a SQLite database."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL


def absent_file(url: URL) -> Path | None:
    """The file that a database would be in and that is not there yet; None for any other database."""
    if url.get_backend_name() != "sqlite" or url.database in {None, "", ":memory:"}:
        return None
    file = Path(str(url.database))
    return None if file.is_file() else file
