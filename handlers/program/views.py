"""The program at a glance."""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from domain.leads import LeadStatus
from domain.ports import DeskView
from domain.usecases.program_state import ProgramState
from handlers.blocks import buttons, facts, header, section, small
from handlers.context import House
from handlers.ids import Action
from handlers.leads.board_views import counted
from handlers.leads.facts import title
from handlers.texts.catalogue import say, say_many
from handlers.texts.format import Format, safe
from handlers.texts.words import STATUS
from handlers.ways import way_to

MOST_LATE = 5
RESEND = "app.py jobs run resend-dead-letters"


def program(state: ProgramState, house: House) -> list[Block]:
    """Partners by tier, leads by status, and what needs somebody's hand first."""
    fmt = house.format
    tiers = [f"{tier.emoji} {tier.name}: {fmt.number(state.partners.get(tier.key, 0))}" for tier in house.program.tiers]
    leads = [f"{STATUS[status]}: {counted(state.leads.get(status, 0), fmt)}" for status in LeadStatus]
    blocks: list[Block] = [
        header(house.program.vendor.program),
        facts(
            [
                (say("Partners"), "\n".join(tiers)),
                (say("Leads"), "\n".join(leads)),
                (say("Claims"), _claims(state, fmt)),
            ]
        ),
    ]
    blocks += applications(state.applications, fmt)
    if state.late:
        blocks.append(section(_late(state, fmt)))
    if state.dead_letter_count:
        blocks += _undelivered(state, fmt)
    if not state.late and not state.dead_letter_count:
        blocks.append(small(say(":white_check_mark: No lead has waited too long, and every message was delivered.")))
    blocks.append(
        buttons(
            way_to(Action.BOARD, style="primary"),
            way_to(Action.DESK),
            way_to(Action.PARTNERS),
            way_to(Action.REPORT),
            way_to(Action.STAFF_SETTINGS),
            way_to(Action.HELP),
        )
    )
    return blocks


def applications(waiting: int, fmt: Format) -> list[Block]:
    """How many companies wait to be let in, with the way there; nothing where none does."""
    if not waiting:
        return []
    text = say_many(
        ":inbox_tray: *{number} company wants to become a partner*",
        ":inbox_tray: *{number} companies want to become a partner*",
        waiting,
        number=fmt.number(waiting),
    )
    return [section(text, accessory=way_to(Action.APPLICATIONS))]


def _late(state: ProgramState, fmt: Format) -> str:
    """The leads that have waited too long: the first of them, and how many more there are."""
    names = "\n".join(
        say("• {lead}, since {when}", lead=title(lead), when=fmt.moment(lead.waiting_since))
        for lead in state.late[:MOST_LATE]
    )
    waited = say_many(
        ":hourglass: *{leads} has waited too long for a review*",
        ":hourglass: *{leads} have waited too long for a review*",
        len(state.late),
        leads=fmt.count(len(state.late), "lead"),
    )
    more = len(state.late) - MOST_LATE
    lines = [waited, names, *([say("and {number} more", number=more)] if more > 0 else [])]
    return "\n".join(lines)


def _undelivered(state: ProgramState, fmt: Format) -> list[Block]:
    """What couldn't be delivered and why, and how it is sent again."""
    dead_letters = "\n".join(
        f"• {safe(dead.place)}: {safe(dead.error)} ({fmt.moment(dead.at)})" for dead in state.dead_letters
    )
    count = fmt.count(state.dead_letter_count, "message")
    undelivered = say(":warning: *{messages} couldn't be delivered*", messages=count)
    again = say("Once the cause is mended, `{command}` sends them again.", command=RESEND)
    return [section(f"{undelivered}\n{dead_letters}"), small(again)]


def _claims(state: ProgramState, fmt: Format) -> str:
    """How many are to be done, and what of it is the person's, nobody's and late."""
    names = {
        DeskView.ALL: say("To do"),
        DeskView.MINE: say("Mine"),
        DeskView.UNASSIGNED: say("Unassigned"),
        DeskView.LATE: say("Late"),
    }
    lines = [f"{name}: {fmt.number(state.claims.get(view, 0))}" for view, name in names.items()]
    if state.claims.get(DeskView.LATE):
        lines[-1] = f":hourglass: *{lines[-1]}*"
    return "\n".join(lines)
