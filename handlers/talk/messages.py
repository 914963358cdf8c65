"""What a person writes to the app in direct messages: each message goes to who understands it."""

from __future__ import annotations

from slack_sdk.models.blocks import ActionsBlock

from handlers.blocks import button, buttons, section
from handlers.context import Context
from handlers.ids import Action
from handlers.requests import Said
from handlers.results import Reply, Result
from handlers.talk import hints, telling
from handlers.uploads.handlers import file_dropped


def said(message: Said, context: Context) -> Result:
    """A message of a partner's person, of staff, or of a stranger, who hears how to join."""
    if context.actor.partner is None and context.actor.is_staff:
        return Reply(hints.FOR_STAFF)
    context.actor.of_partner()
    if message.files:
        return file_dropped(message, context)
    talk = telling.talk_of(context)
    if talk is not None:
        return telling.told(message, talk, context)
    return _command(message, context)


def _command(message: Said, context: Context) -> Result:
    """Words that are understood while no talk is on. More of the program's words find their place here."""
    word = " ".join(message.text.split()).strip(" .!?*").casefold()
    if word in hints.LEAD:
        return telling.start(context)
    return Reply(hints.NOT_UNDERSTOOD, [section(hints.NOT_UNDERSTOOD), _ways_on()])


def _ways_on() -> ActionsBlock:
    return buttons(
        button("Tell me about a lead", Action.TALK_BEGIN, style="primary"),
        button("Submit a lead", Action.LEAD_FORM),
        button("Several from a file", Action.UPLOAD_TEMPLATE),
        button("Help", Action.HELP),
    )
