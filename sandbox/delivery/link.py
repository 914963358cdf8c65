"""The way from Slack to the app, whichever it is."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal, Protocol

from sandbox.world.model import Json

ParcelKind = Literal["slash_commands", "interactive", "events_api"]


@dataclass(frozen=True, slots=True)
class Parcel:
    """One payload on its way. `retry` is 0 for the first try, then counts; `reason` says why it was needed."""

    kind: ParcelKind
    payload: Json
    accepts_response: bool = False
    retry: int = 0
    reason: str = ""


class Outcome(StrEnum):
    """How it ended."""

    ACKED = "acked"
    TIMEOUT = "timeout"
    REFUSED = "refused"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class Ack:
    """The app's answer: `body` is an object, a text, or None; `no_retry` asks to be left alone."""

    outcome: Outcome
    body: Any = None
    no_retry: bool = False

    @property
    def error(self) -> str | None:
        """What Slack calls the failure in front of the person."""
        if self.outcome is Outcome.ACKED:
            return None
        return "operation_timeout" if self.outcome is Outcome.TIMEOUT else "dispatch_failed"


class Link(Protocol):
    """Carries parcels to the app and brings its acks back."""

    async def send(self, parcel: Parcel) -> Ack:
        """Delivers one parcel and waits for its ack, as long as Slack would."""
        ...

    async def close(self) -> None:
        """Ends the link and what it holds."""
        ...
