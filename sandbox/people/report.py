"""What came of an act."""

from dataclasses import dataclass, field

from sandbox.world.model import Json, Message
from sandbox.world.tickets import Trigger


@dataclass(slots=True)
class Report:
    """How the app took an act, before it is known what else showed."""

    error: str | None = None
    detail: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    trigger: Trigger | None = None
    options: Json | None = None


@dataclass(slots=True)
class Result:
    """What came of an act, as the person sees it. `error` is None where the app took it, also with errors in a form."""

    error: str | None = None
    detail: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    ms: int = 0
    messages: list[Message] = field(default_factory=list)
    options: Json | None = None
