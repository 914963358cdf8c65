"""What a repository really sends to the database."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

from storage import transaction

Seen = list[tuple[str, Any]]


@contextmanager
def statements() -> Iterator[Seen]:
    """The statements sent meanwhile, each with its parameters: SQLAlchemy's, and those run by the driver itself."""
    seen: Seen = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:
        seen.append((statement, parameters))

    handler, level = _Fetched(seen), transaction.logger.level
    event.listen(Engine, "before_cursor_execute", note)
    transaction.logger.addHandler(handler)
    transaction.logger.setLevel(logging.DEBUG)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)
        transaction.logger.removeHandler(handler)
        transaction.logger.setLevel(level)


class _Fetched(logging.Handler):
    def __init__(self, seen: Seen) -> None:
        super().__init__()
        self._seen = seen

    def emit(self, record: logging.LogRecord) -> None:
        self._seen.append((record.getMessage(), record.__dict__["values"]))
