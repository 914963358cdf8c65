"""Questions in words, in direct messages and where the app is mentioned: answered as the command would, never acted on.

What would do something is offered by a button.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement

from domain.people import Actor, Task
from handlers import permissions
from handlers.arr import handlers as taken_apart
from handlers.benefits import claims as own_claims
from handlers.benefits import form as claim_form
from handlers.benefits.handlers import benefits
from handlers.blocks import button, buttons, section
from handlers.context import Context
from handlers.customers import handlers as customers
from handlers.desk import list as desk_list
from handlers.directory import list as directory
from handlers.directory import report
from handlers.earnings.handlers import earnings
from handlers.help import handlers as helping
from handlers.ids import Action, CommandName
from handlers.leads import board
from handlers.leads import list as leads
from handlers.overview import handlers as overview
from handlers.people import desk as admitting
from handlers.people import people
from handlers.program.handlers import program
from handlers.requests import Command, Mentioned, Said
from handlers.results import Reply, Result
from handlers.settings import handlers as settings
from handlers.texts.catalogue import mark, say
from handlers.tiers import handlers as tiers
from handlers.uploads import handlers as uploads
from handlers.ways import Way, named
from handlers.words import vocabulary
from handlers.words.matching import meant

Show = Callable[[Any, Context], Result]

UNSURE = mark("I'm not sure which of these you mean:")
WELCOME = mark("You're welcome! Ask me anything about the program, at any time.")
NOT_UNDERSTOOD = mark("I'm not sure what you mean. Ask me in other words, or see what else I can do:")

_FORMS: Mapping[str, tuple[str, tuple[Way, ...]]] = {
    vocabulary.LEAD: (
        mark("Happy to take a lead. How would you like to hand it over?"),
        (named(Action.LEAD_FORM), named(Action.TALK_BEGIN)),
    ),
    vocabulary.ESTIMATE: (
        mark("Let's see what a deal would bring you."),
        (named(Action.ESTIMATE),),
    ),
    "away": (mark("When will you be away, and who stands in?"), (named(Action.STAFF_AWAY),)),
}
"""What opens a form: only a click can do that."""

_PARTNER: Mapping[str, Show] = {
    "status": overview.overview,
    "arr": taken_apart.arr,
    "customers": customers.customers,
    "earnings": earnings,
    "tier": tiers.tier,
    "benefits": benefits,
    vocabulary.CLAIMS: own_claims.claims,
    vocabulary.CLAIM: claim_form.claim_command,
    "leads": leads.leads,
    "import": uploads.how,
    "people": people.people,
    "settings": settings.partner_settings,
    "help": helping.partner_help,
}
_STAFF: Mapping[str, Show] = {
    "program": program,
    "leads": board.board,
    "claims": desk_list.claims,
    "partners": directory.partners,
    "report": report.report,
    "applications": admitting.applications,
    "settings": settings.settings,
    "help": helping.program_help,
}

_BUTTONS: Mapping[str, Way] = {
    "status": named(Action.OVERVIEW),
    "arr": named(Action.ARR),
    "customers": named(Action.CUSTOMERS),
    "earnings": named(Action.EARNINGS),
    "tier": named(Action.TIER),
    "benefits": named(Action.BENEFITS),
    vocabulary.CLAIMS: named(Action.CLAIMS),
    vocabulary.CLAIM: (mark("Claim a benefit"), Action.BENEFITS),
    "leads": named(Action.LEADS),
    vocabulary.LEAD: named(Action.LEAD_FORM),
    "import": named(Action.UPLOAD_TEMPLATE),
    vocabulary.ESTIMATE: named(Action.ESTIMATE),
    "people": named(Action.PEOPLE),
    "settings": named(Action.PARTNER_SETTINGS),
    "help": named(Action.HELP),
}
_STAFF_BUTTONS: Mapping[str, Way] = {
    "program": named(Action.PROGRAM),
    "leads": named(Action.BOARD),
    "claims": named(Action.DESK),
    "partners": named(Action.PARTNERS),
    "applications": named(Action.APPLICATIONS),
    "report": named(Action.REPORT),
    "settings": named(Action.STAFF_SETTINGS),
    "away": named(Action.STAFF_AWAY),
    "help": named(Action.HELP),
}
_ANYWAY = (
    (mark("Tell me about a lead"), Action.TALK_BEGIN),
    named(Action.LEAD_FORM),
    named(Action.UPLOAD_TEMPLATE),
    named(Action.OVERVIEW),
    named(Action.HELP),
)
_STAFF_ANYWAY = tuple(_STAFF_BUTTONS[word] for word in ("program", "leads", "claims", "help"))
"""What is offered where nothing was understood."""

_TASKS: Mapping[str, Task | None] = {**permissions.PARTNER_WORDS, vocabulary.CLAIMS: Task.CLAIM_BENEFITS}
_STAFF_TASKS: Mapping[str, Task | None] = {**permissions.PROGRAM_WORDS, "program": Task.SEE_PROGRAM}
"""What the commands ask of who types them, they ask of who says them too."""


def mentioned(mention: Mentioned, context: Context) -> Result:
    """What somebody asked in a channel; the answer is seen by nobody else."""
    return asked(mention, context)


def asked(request: Said | Mentioned, context: Context) -> Result:
    """What one of the staff or of a partner's people asked. Raises DomainError(NOT_A_MEMBER) for anybody else."""
    actor = context.actor
    if actor.partner is None and actor.is_staff:
        known = vocabulary.of_staff()
        return _answered(meant(request.text, known), _STAFF, _STAFF_BUTTONS, _STAFF_ANYWAY, request, context)
    actor.of_partner()
    known = vocabulary.of_partner(context.program)
    return _answered(meant(request.text, known), _PARTNER, _BUTTONS, _ANYWAY, request, context)


def _answered(
    found: list[str],
    shows: Mapping[str, Show],
    offered: Mapping[str, Way],
    anyway: Sequence[Way],
    request: Said | Mentioned,
    context: Context,
) -> Result:
    if found == [vocabulary.THANKS]:
        return Reply(say(WELCOME))
    found = [each for each in found if each != vocabulary.THANKS]
    actor, tasks = context.actor, _TASKS if shows is _PARTNER else _STAFF_TASKS
    found = [each for each in found if (task := tasks[each]) is None or actor.may(task)] or found[:1]
    if not found:
        return _offer(say(NOT_UNDERSTOOD), anyway, actor)
    if len(found) > 1:
        return _offer(say(UNSURE), [offered[each] for each in found if each in offered], actor)
    word = found[0]
    if (task := tasks[word]) is not None:
        actor.require(task)
    if word in _FORMS:
        text, ways = _FORMS[word]
        return _offer(say(text), ways, actor)
    name = CommandName.PARTNER if shows is _PARTNER else CommandName.PROGRAM
    channel = request.channel if isinstance(request, Said) else request.channel_id
    return shows[word](Command(request.person, name, word, "", channel), context)


def _offer(text: str, ways: Sequence[Way], actor: Actor) -> Reply:
    """The buttons that the caller's role lets them use. `text` is said already; the names of the ways are marked."""
    row: list[ButtonElement] = [button(say(name), action) for name, action in dict.fromkeys(ways)]
    if actor.partner is not None:
        row = permissions.offers(actor.member_role, *row)
    blocks: list[Block] = [section(text), *([buttons(*row)] if row else [])]
    return Reply(text, blocks)
