"""What people write in words of their own: without the space around it, and no longer than it may be."""

from __future__ import annotations

from domain.errors import Code, DomainError

MAX_TEXT = 2000
"""Characters of a question, an answer, a message, a note or an evidence."""


def required_text(text: str | None, field: str, *, longest: int = MAX_TEXT) -> str:
    """What was written. Raises DomainError with the field: REQUIRED, TOO_LONG."""
    written = optional_text(text, field, longest=longest)
    if written is None:
        raise DomainError(Code.REQUIRED, field=field)
    return written


def optional_text(text: str | None, field: str, *, longest: int = MAX_TEXT) -> str | None:
    """What was written; None for nothing. Raises DomainError(TOO_LONG) with the field."""
    written = (text or "").strip()
    if len(written) > longest:
        raise DomainError(Code.TOO_LONG, field=field, longest=longest, length=len(written))
    return written or None
