"""`/program partners [words]`: the staff's list of all partners."""

from __future__ import annotations

from domain.people import Task
from domain.program import Program
from domain.usecases.partner_directory import Only, Wanted, keys_of, list_partners
from handlers.context import Context
from handlers.directory import list_views as views
from handlers.directory.state import LONGEST_SEARCH, read_list_state
from handlers.requests import Click, Command
from handlers.results import Reply
from handlers.texts.catalogue import say

PHRASES = {
    "at risk": Only.AT_RISK,
    "close to promotion": Only.CLOSE,
    "close": Only.CLOSE,
    "mine": Only.MINE,
}


def partners(request: Command | Click, context: Context) -> Reply:
    """A page of partners: as the buttons say, or as it was typed."""
    context.actor.require(Task.SEE_PROGRAM)  # before anything typed is looked at
    if isinstance(request, Command):
        wanted, offset = typed(request.rest, context.program), 0
    else:
        wanted, offset = read_list_state(request.value, context.program)
    shown = list_partners(context.uow, context.program, context.actor, wanted, context.today, offset=offset)
    return Reply(views.title(shown, context.format), views.partners(shown, context.house), title=say("Partners"))


def typed(text: str, program: Program) -> Wanted:
    """`gold`, `at risk`, `mine`, or several of them; anything else, as a whole, is looked for in names."""
    words = " ".join(text.split())
    rest, only = f" {words.lower()} ", Only.ALL
    for phrase, meant in PHRASES.items():
        if f" {phrase} " in rest and only is Only.ALL:
            rest, only = rest.replace(f" {phrase} ", " ", 1), meant
    names = {name.lower(): tier.key for tier in program.tiers for name in (*keys_of(tier), tier.name)}
    left = rest.strip()
    if not left:
        return Wanted(only=only)
    if left in names:
        return Wanted(tier=names[left], only=only)
    return Wanted(words=words[:LONGEST_SEARCH])
