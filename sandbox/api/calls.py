"""What was called and answered, for people and tests to look at."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.world.model import Json

KEPT = 2_000


@dataclass(frozen=True, slots=True)
class RecordedCall:
    """One call of the Web API. `status` is the HTTP status; 0 where no answer was given."""

    method: str
    args: Mapping[str, Any]
    answer: Json
    status: int
    team_id: str
    at: float

    @property
    def ok(self) -> bool:
        """True where Slack said yes."""
        return bool(self.answer.get("ok"))

    def to_json(self) -> Json:
        """As `GET /sandbox/state` shows it."""
        return {
            "method": self.method,
            "args": dict(self.args),
            "answer": self.answer,
            "status": self.status,
            "team_id": self.team_id,
            "at": self.at,
        }


@dataclass(slots=True)
class Calls:
    """The newest calls; older ones are forgotten, so that a long demo does not grow."""

    _kept: deque[RecordedCall] = field(default_factory=lambda: deque(maxlen=KEPT))

    def add(self, call: RecordedCall) -> None:
        """Notes a call."""
        self._kept.append(call)

    def of(self, method: str | None = None) -> list[RecordedCall]:
        """The calls of a method, or all, oldest first."""
        return [call for call in self._kept if method is None or call.method == method]
