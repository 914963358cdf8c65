"""A rep's Home: what is to be done first."""

from __future__ import annotations

from datetime import date

from slack_sdk.models.blocks import Block

from domain.lead_board import BoardSelection, Group, LeadView
from domain.usecases.leads_desk import RepDay
from handlers.blocks import button, buttons, facts, header, section, small
from handlers.context import House
from handlers.ids import Action
from handlers.leads.board_state import written
from handlers.leads.board_views import counted, listed
from handlers.texts.format import Format

MOST_SHOWN = 10


def rep_day(day: RepDay, house: House, today: date) -> list[Block]:
    """The rep's own leads, late ones first, and what waits for anybody."""
    fmt = house.format
    due = [row for row in day.mine if row.next_step_on is not None and row.next_step_on <= today]
    blocks: list[Block] = [
        header("Your leads"),
        facts(
            [
                ("To review", f"{counted(day.to_review, fmt)}, {counted(day.unassigned, fmt)} unassigned"),
                ("Late", f":hourglass: {counted(day.late, fmt)}" if day.late else "none"),
                ("Waiting for partners", counted(len(day.waiting), fmt)),
                ("Next steps due", counted(len(due), fmt)),
            ]
        ),
    ]
    if not day.mine:
        blocks.append(section(":white_check_mark: No open lead is yours." + _hint(day, fmt)))
    blocks += [listed(row, house, today) for row in day.mine[:MOST_SHOWN]]
    if len(day.mine) > MOST_SHOWN:
        blocks.append(small(f"And {fmt.number(len(day.mine) - MOST_SHOWN)} more of yours."))
    return [*blocks, _ways(day)]


def _hint(day: RepDay, fmt: Format) -> str:
    if not day.unassigned:
        return ""
    if day.unassigned == 1:
        return " One waits for somebody to take it on."
    return f" {counted(day.unassigned, fmt)} wait for somebody to take them on."


def _ways(day: RepDay) -> Block:
    """To the lists behind the figures; a list that is empty is not offered."""
    row = [button("My leads", Action.BOARD_BACK, _state(LeadView.MINE), style="primary")]
    if day.unassigned:
        row.append(button("Unassigned", Action.BOARD_ALL, _state(LeadView.UNASSIGNED)))
    if day.late:
        row.append(button("Late", Action.BOARD, _state(LeadView.LATE)))
    row.append(button("Search", Action.BOARD_SEARCH, written(BoardSelection(group=Group.ALL))))
    return buttons(*row)


def _state(view: LeadView) -> str:
    return f"{written(BoardSelection(view=view))}:0"
