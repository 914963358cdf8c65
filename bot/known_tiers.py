"""Whether the program file has every tier that the database speaks of: for one that it lacks nothing can be shown."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from domain.program import Program


def lacking_tiers(program: Program, stored: Mapping[str, int], file: Path) -> list[str]:
    """A sentence for each stored tier that the program lacks: its key, how many partners hold it, how to mend it."""
    return [_sentence(key, held, file) for key, held in sorted(stored.items()) if not program.has_tier(key)]


def _sentence(key: str, held: int, file: Path) -> str:
    holders = {0: "partners held it before", 1: "1 partner holds it"}.get(held, f"{held} partners hold it")
    return (
        f'{file} has no tier "{key}", but {holders}; '
        f"put it back, or write formerly: [{key}] at the tier that takes its place"
    )
