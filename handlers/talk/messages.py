"""What a person writes to the app in direct messages: each message goes to who understands it."""

from __future__ import annotations

from domain.people import Task
from handlers.context import Context
from handlers.requests import Said
from handlers.results import Result
from handlers.talk import hints, telling
from handlers.uploads.handlers import file_dropped
from handlers.words.handlers import asked


def said(message: Said, context: Context) -> Result:
    """A message of a partner's person, of staff, or of a stranger, who hears how to join."""
    if context.actor.partner is None and context.actor.is_staff:
        return asked(message, context)
    context.actor.of_partner()
    if not context.actor.may(Task.GIVE_LEADS):
        return _without_leads(message, context)
    if message.files:
        return file_dropped(message, context)
    talk = telling.talk_of(context)
    if talk is not None:
        return telling.told(message, talk, context)
    return _command(message, context)


def _without_leads(message: Said, context: Context) -> Result:
    """Who may not give leads begins no talk and goes on with none, and files are refused. Questions are answered."""
    if message.files or _begins(message):
        context.actor.require(Task.GIVE_LEADS)
    return asked(message, context)


def _begins(message: Said) -> bool:
    return hints.bare(message.text) in hints.LEAD


def _command(message: Said, context: Context) -> Result:
    """Words that are understood while no talk is on: those that begin one, then those of the commands."""
    if _begins(message):
        return telling.start(context)
    return asked(message, context)
