"""Failures on request, so that an app's answer to them can be tried."""

from dataclasses import dataclass, field
from typing import Literal

FaultKind = Literal["rate_limited", "error", "server_error", "lost_answer", "refused"]


@dataclass(slots=True)
class Fault:
    """The next `times` calls of a method (`*`: of any) fail this way."""

    method: str
    kind: FaultKind
    times: int = 1
    retry_after: int = 1
    error: str = "internal_error"


@dataclass(slots=True)
class Faults:
    """The faults that wait for their calls."""

    _waiting: list[Fault] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        """Arms a fault."""
        self._waiting.append(fault)

    def clear(self) -> None:
        """Disarms all."""
        self._waiting.clear()

    def take(self, method: str) -> Fault | None:
        """The fault that hits this call, if one waits for it."""
        for fault in self._waiting:
            if fault.method in {method, "*"}:
                fault.times -= 1
                if fault.times <= 0:
                    self._waiting.remove(fault)
                return fault
        return None
