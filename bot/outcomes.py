"""A message of the outbox made ready to be sent, and what can come of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.manners import Trouble
from storage.outbox import OutboxRow
from storage.outbox import Post as Remembered


@dataclass(frozen=True)
class Letter:
    """A row of the outbox, rendered: all that is needed to send it without the database."""

    row: OutboxRow
    channel: str
    content: Mapping[str, Any]
    remember_as: str | None = None
    posted: Remembered | None = None
    thread_of: str | None = None
    parent: Remembered | None = None
    pin: bool = False
    whisper_in: str | None = None
    """For a message to a person: the channel where it is shown to them alone if they take no direct messages."""
    senders: Sequence[str | None] = (None,)
    """The workspaces whose installations may send it, in the order in which they are tried; None is the vendor's."""

    @property
    def sender(self) -> str | None:
        """Whose installation sends it now."""
        return self.senders[0]


@dataclass(frozen=True)
class Placed:
    """Where a message now is, to be remembered under its key."""

    key: str
    channel: str
    ts: str


Effect = Callable[..., None]
"""What else is kept in the transaction that marks a row: called with the unit of work, and `now` by name."""


@dataclass(frozen=True)
class Sent:
    row: OutboxRow
    channel: str
    ts: str
    placed: Placed | None = None
    effect: Effect | None = None


@dataclass(frozen=True)
class Lost:
    """A channel that cannot be posted to, and why."""

    channel: str
    trouble: Trouble


@dataclass(frozen=True)
class Absent:
    """A workspace from which something was to be sent, and which does not have the app; None is the vendor's."""

    sender: str | None


@dataclass(frozen=True)
class Later:
    row: OutboxRow
    at: datetime
    error: str
    placed: Placed | None = None
    lost: Lost | None = None
    """The partner's channel that turned out to be closed."""
    is_held: bool = False
    """Whether it waits because the partner's channel is known to be closed."""
    effect: Effect | None = None
    absent: Absent | None = None
    """Where the app turned out not to be installed."""


@dataclass(frozen=True)
class Dead:
    row: OutboxRow
    error: str


Outcome = Sent | Later | Dead
