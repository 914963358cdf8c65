"""What a form that is being typed into reports, and which of its reports counts.

A report has all that is in the form at that moment. Reports arrive in any order and from any replica, so the newest by
Slack's own timestamp counts, whenever it arrives; Slack's clock is compared with nothing else.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

KEPT_FOR = timedelta(days=30)
"""How long a form is kept that nobody goes on with."""


class Typed(Protocol):
    """A draft that is typed into. `seen_action` is Slack's timestamp of the newest report that counted."""

    updated_at: datetime
    seen_action: str


def is_newest(draft: Typed, at: str, now: datetime) -> bool:
    """Whether a report made `at` Slack's time is the draft's newest, which it is from now on: an older one says False
    and is to change nothing."""
    if at < draft.seen_action:
        return False
    draft.seen_action, draft.updated_at = at, now
    return True
