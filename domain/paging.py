"""Lists that are shown a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


def page_at(fetch: Callable[[int], tuple[Sequence[T], int]], offset: int, size: int) -> tuple[Sequence[T], int, int]:
    """The rows at an offset, that offset, and how many rows there are in all.

    `fetch` gives the rows from an offset on, and their number in all. Past the end the last page is given: rows may
    have gone since the button was shown.
    """
    rows, total = fetch(offset)
    if not rows and total:
        offset = (total - 1) // size * size
        rows, total = fetch(offset)
    return rows, offset, total
