"""Codes that let somebody into a company."""

from __future__ import annotations

import secrets

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that are taken for one another."""

HALF = 5


def new_code() -> str:
    """Ten letters and digits, such as `7KQ2M-X9RTB`: nobody guesses one within the few tries there are."""
    first, second = ("".join(secrets.choice(LETTERS) for _ in range(HALF)) for _ in range(2))
    return f"{first}-{second}"
