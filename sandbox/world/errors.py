"""How the workspace says no."""

from typing import Any


class Refused(Exception):  # noqa: N818 - Slack refuses; nothing has failed
    """A call that Slack would answer with `{"ok": false, "error": code}`; `extra` joins that answer."""

    def __init__(self, code: str, /, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.extra = extra


def invalid_arguments(message: str) -> Refused:
    """The refusal for an argument of the wrong form, with the sentence Slack puts beside it."""
    return Refused("invalid_arguments", response_metadata={"messages": [f"[ERROR] {message}"]})
