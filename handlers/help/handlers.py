"""`/partner help`, `/program help`, and any word that is neither."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from slack_sdk.models.blocks import Block

from domain.people import Task
from handlers import permissions
from handlers.blocks import buttons, header, section, small
from handlers.context import Context
from handlers.ids import Action, CommandName
from handlers.requests import Click, Command, Request
from handlers.results import Reply
from handlers.texts.catalogue import Spoken, mark, say
from handlers.texts.format import safe
from handlers.ways import way_to

WORDS: Mapping[CommandName, Mapping[str, str]] = {
    CommandName.PARTNER: Spoken(
        {
            "": mark("your overview: ARR, tier, what is missing to the next"),
            "arr": mark(
                "how your ARR adds up, line by line; `arr chart` for the last 12 months, `arr export` for a CSV"
            ),
            "customers": mark("your customers and what they bring; `customers acme` to find some"),
            "earnings": mark(
                "rewards for won leads one by one, and the commission or discount that customers bring now"
            ),
            "tier": mark("your tier, the others, and how yours came about"),
            "benefits": mark("what your tier gives you, what you have claimed, and what the next tier would add"),
            "claim": mark("get a benefit: `claim training`; `claim C-12` for one you have claimed"),
            "estimate": mark("what a new customer would bring you"),
            "lead": mark("submit a lead, or go on with one you have begun"),
            "leads": mark(
                "your leads and where they stand; `leads open`, `leads L-12` for one, `leads export` for a CSV"
            ),
            "import": mark("many leads at once, from a CSV file"),
            "settings": mark("which news of leads you hear directly, in a daily digest, or not at all"),
            "people": mark("who belongs to your company and with which role; owners invite, change and remove"),
            "join": mark("apply to become a partner, or `join CODE` to join your company"),
            "help": mark("this list"),
        }
    ),
    CommandName.PROGRAM: Spoken(
        {
            "": mark("the program at a glance"),
            "leads": mark(
                "all leads; also `leads mine`, `unassigned`, `late`, `waiting`, a status, words to find, `leads L-12`"
            ),
            "claims": mark(
                "claims of benefits; `claims mine`, `unassigned`, `late`, `running`, `desk`, or `claims C-12`"
            ),
            "partners": mark(
                "all partners; also `partners gold`, `partners at risk`, `partners mine`, or a part of a name"
            ),
            "partner": mark("one partner; `partner northwind at 2026-03-01` for a day of the past"),
            "report": mark("what this month has brought; `report 2026-10` for another"),
            "applications": mark("companies that want to become partners"),
            "invite": mark("a code that lets somebody into a partner: `invite northwind`"),
            "settings": mark("which news you hear at once, in a daily digest, or not at all"),
            "away": mark("say when you are away, and who stands in"),
            "help": mark("this list"),
        }
    ),
}
"""Every subcommand and what it does; `status` is another name for the overview."""

ALSO = {"status": ""}


def partner_help(request: Request, context: Context) -> Reply:
    """What a partner can type. On a button it is what the caller can type."""
    if isinstance(request, Click) and context.actor.is_staff and context.actor.partner is None:
        return program_help(request, context)
    context.actor.of_partner()
    return _help(CommandName.PARTNER, context)


def program_help(_: Request, context: Context) -> Reply:
    """What staff can type."""
    context.actor.require(Task.SEE_PROGRAM)
    return _help(CommandName.PROGRAM, context)


def unknown_partner_word(command: Command, context: Context) -> Reply:
    """Help with the nearest word."""
    context.actor.of_partner()
    return _help(CommandName.PARTNER, context, typed=command.word)


def unknown_program_word(command: Command, context: Context) -> Reply:
    """Help with the nearest word."""
    context.actor.require(Task.SEE_PROGRAM)
    return _help(CommandName.PROGRAM, context, typed=command.word)


def _help(name: CommandName, context: Context, *, typed: str | None = None) -> Reply:
    """What the caller can do: a word that their role refuses is not listed."""
    house, actor = context.house, context.actor
    tasks = permissions.WORDS[name]
    known = {word: text for word, text in WORDS[name].items() if (task := tasks[word]) is None or actor.may(task)}
    lines = [f"`{f'{name} {word}'.strip()}` – {text}" for word, text in known.items()]
    blocks: list[Block] = [header(house.program.vendor.program), section("\n".join(lines))]
    if typed is not None:
        near = get_close_matches(typed, [word for word in [*known, *ALSO] if word], n=1)
        unknown = say("I don't know `{word}`.", word=safe(typed[:40]).replace("`", ""))
        guess = say("Did you mean `{command} {word}`?", command=name, word=near[0]) if near else ""
        blocks.insert(0, section(f"{unknown} {guess}".strip()))
    if name is CommandName.PARTNER:
        blocks.append(
            small(
                say(
                    "In a shared channel, use the buttons of the pinned message. Questions: {contact}",
                    contact=house.program.vendor.contact,
                )
            )
        )
        blocks.append(
            buttons(
                *permissions.offers(
                    actor.member_role,
                    way_to(Action.OVERVIEW),
                    way_to(Action.LEAD_FORM),
                    way_to(Action.TALK_BEGIN),
                    way_to(Action.ESTIMATE),
                    way_to(Action.PARTNER_SETTINGS),
                )
            )
        )
    else:
        blocks.append(buttons(way_to(Action.PROGRAM), way_to(Action.BOARD)))
    return Reply(say("Help for {command}", command=name), blocks, title=say("Help"))
