"""The program at a glance."""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from domain.leads import LeadStatus
from domain.ports import DeskView
from domain.usecases.program_state import ProgramState
from handlers.blocks import button, buttons, facts, header, section, small
from handlers.context import House
from handlers.ids import Action
from handlers.leads.board_views import counted
from handlers.leads.facts import title
from handlers.texts.format import Format, safe
from handlers.texts.words import STATUS

MOST_LATE = 5
RESEND = "app.py jobs run resend-dead-letters"


def program(state: ProgramState, house: House) -> list[Block]:
    """Partners by tier, leads by status, and what needs somebody's hand first."""
    fmt = house.format
    tiers = [f"{tier.emoji} {tier.name}: {fmt.number(state.partners.get(tier.key, 0))}" for tier in house.program.tiers]
    leads = [f"{STATUS[status]}: {counted(state.leads.get(status, 0), fmt)}" for status in LeadStatus]
    blocks: list[Block] = [
        header(house.program.vendor.program),
        facts([("Partners", "\n".join(tiers)), ("Leads", "\n".join(leads)), ("Claims", _claims(state, fmt))]),
    ]
    blocks += applications(state.applications, fmt)
    if state.late:
        names = "\n".join(f"• {title(lead)}, since {fmt.moment(lead.waiting_since)}" for lead in state.late[:MOST_LATE])
        more = f"\nand {len(state.late) - MOST_LATE} more" if len(state.late) > MOST_LATE else ""
        verb = "has" if len(state.late) == 1 else "have"
        blocks.append(
            section(
                f":hourglass: *{fmt.count(len(state.late), 'lead')} {verb} waited too long for a review*\n{names}{more}"
            )
        )
    if state.dead_letter_count:
        lines = "\n".join(
            f"• {safe(dead.place)}: {safe(dead.error)} ({fmt.moment(dead.at)})" for dead in state.dead_letters
        )
        count = fmt.count(state.dead_letter_count, "message")
        blocks.append(section(f":warning: *{count} couldn't be delivered*\n{lines}"))
        blocks.append(small(f"Once the cause is mended, `{RESEND}` sends them again."))
    if not state.late and not state.dead_letter_count:
        blocks.append(small(":white_check_mark: No lead has waited too long, and every message was delivered."))
    blocks.append(
        buttons(
            button("Leads", Action.BOARD, style="primary"),
            button("Claims", Action.DESK),
            button("Partners", Action.PARTNERS),
            button("Report", Action.REPORT),
            button("Settings", Action.STAFF_SETTINGS),
            button("Help", Action.HELP),
        )
    )
    return blocks


def applications(waiting: int, fmt: Format) -> list[Block]:
    """How many companies wait to be let in, with the way there; nothing where none does."""
    if not waiting:
        return []
    who = "1 company wants" if waiting == 1 else f"{fmt.number(waiting)} companies want"
    way_there = button("Applications", Action.APPLICATIONS)
    return [section(f":inbox_tray: *{who} to become a partner*", accessory=way_there)]


def _claims(state: ProgramState, fmt: Format) -> str:
    """How many are to be done, and what of it is the person's, nobody's and late."""
    names = {DeskView.ALL: "To do", DeskView.MINE: "Mine", DeskView.UNASSIGNED: "Unassigned", DeskView.LATE: "Late"}
    lines = [f"{name}: {fmt.number(state.claims.get(view, 0))}" for view, name in names.items()]
    if state.claims.get(DeskView.LATE):
        lines[-1] = f":hourglass: *{lines[-1]}*"
    return "\n".join(lines)
