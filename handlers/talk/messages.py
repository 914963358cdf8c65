"""What a person writes to the app in direct messages: each message goes to who understands it."""

from __future__ import annotations

from handlers.context import Context
from handlers.requests import Said
from handlers.results import Reply, Result
from handlers.talk import hints


def said(message: Said, context: Context) -> Result:
    """A message of a partner's person, of staff, or of a stranger, who hears how to join."""
    if context.actor.partner is None and context.actor.is_staff:
        return Reply(hints.FOR_STAFF)
    context.actor.of_partner()
    if message.files:
        return Reply(hints.FILES)
    return Reply(hints.NOT_UNDERSTOOD)
