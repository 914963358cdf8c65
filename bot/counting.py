"""How many of what, as operators read it."""

from __future__ import annotations


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 partner`, `2,000 partners`; `many` where an `s` behind is not enough."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
