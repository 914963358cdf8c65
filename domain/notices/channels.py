"""What a partner's channel needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PINNED_EDITION = 4
"""Raised when the pinned message changes, so that those that are out get updated."""


@dataclass(frozen=True)
class ChannelReady:
    """A partner's channel is known: the pinned message belongs there, and greets the partner by its name."""

    partner_id: str
    channel_id: str
    edition: int = PINNED_EDITION
    partner_name: str = ""
    kind: Literal["channel_ready"] = "channel_ready"

    @property
    def key(self) -> str:
        return f"pin:{self.channel_id}:{self.edition}"
