"""The time, from outside."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The time, from outside. Always aware, in UTC."""

    def now(self) -> datetime:
        """This instant."""
        ...
