"""What the doctor finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """The sign before a finding."""

    FINE = "✓"
    WRONG = "✗"
    LEFT_OUT = "-"


@dataclass(frozen=True)
class Finding:
    """One thing looked at, in one line: what it is, how it is, and for what is wrong, how to mend it."""

    health: Health
    what: str
    how: str

    def __str__(self) -> str:
        return " ".join(f"{self.health} {self.what}: {self.how}".split())


def fine(what: str, how: str) -> Finding:
    """Nothing to do."""
    return Finding(Health.FINE, what, how)


def wrong(what: str, how: str) -> Finding:
    """Something to mend; `how` says what is wrong and what to do, with a semicolon between."""
    return Finding(Health.WRONG, what, how)


def left_out(what: str, why: str) -> Finding:
    """Not looked at, or not needed."""
    return Finding(Health.LEFT_OUT, what, why)
