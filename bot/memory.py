"""What a long-lived process tells Python's garbage collector."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

YOUNG, MIDDLE, OLD = 10_000, 20, 20
"""Objects until the first generation is looked through, and rounds of each until the next one is."""


def calm_collector() -> None:
    """Leaves out what is there for good, and looks less often: a tenth of a request's CPU time went into looking.

    For a process of its own, once all is set up.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)


@contextmanager
def calm_while() -> Iterator[None]:
    """Calm for the length of one large piece of work, of which nothing stays: an import spent a seventh in looking."""
    before = gc.get_threshold()
    calm_collector()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*before)
