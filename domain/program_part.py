"""What every part of the program file is."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """A part of the program file: nothing unknown is accepted, nothing changes once it is read."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def distinct(where: str, keys: Sequence[str]) -> None:
    """Raises ValueError where a key is there twice."""
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise ValueError(f"{where}: key {twice[0]!r} is used twice")
