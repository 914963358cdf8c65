"""The list of the desk: what is to be done, with its filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from slack_sdk.models.blocks import Block, PlainTextObject, StaticSelectElement

from domain.benefits import CLAIMED, Benefit
from domain.claims import Claim
from domain.partners import Partner
from domain.program import Program
from domain.usecases.work_claims import CLAIMS_A_PAGE, DeskPage, DeskView
from handlers.blocks import button, buttons, chosen, header, option, pager, section
from handlers.context import House
from handlers.desk.facts import due_line, marks, running_line, status_line, title, with_whom
from handlers.desk.refs import ClaimRef
from handlers.ids import Action
from handlers.texts.format import safe

VIEW: Mapping[DeskView, str] = {
    DeskView.ALL: "All that is to do",
    DeskView.MINE: "Mine",
    DeskView.UNASSIGNED: "Unassigned",
    DeskView.LATE: "Late",
    DeskView.RUNNING: "Running benefits",
}

NOTHING: Mapping[DeskView, str] = {
    DeskView.ALL: ":white_check_mark: Nothing to do. Claims arrive from `/partner claim`.",
    DeskView.MINE: ":white_check_mark: Nothing is yours to do.",
    DeskView.UNASSIGNED: ":white_check_mark: Somebody is on everything.",
    DeskView.LATE: ":white_check_mark: Nothing is late.",
    DeskView.RUNNING: "No benefit runs yet. Those that go on, such as a listing, are here once they are fulfilled.",
}


def claimed(program: Program) -> Sequence[Benefit]:
    """The benefits that can be claimed."""
    return [benefit for benefit in program.benefits if benefit.way in CLAIMED]


def claims(shown: DeskPage, view: DeskView, benefit: str | None, house: House, today: date) -> list[Block]:
    """One page, with each claim a click away."""
    blocks: list[Block] = [header("Claims"), _filters(shown, view, benefit, house)]
    if not shown.claims:
        blocks.append(section("No claim of this benefit here." if benefit else NOTHING[view]))
    for claim in shown.claims:
        opened = button("Open", Action.DESK_CLAIM, str(ClaimRef(claim.id)))
        blocks.append(section(_row(claim, shown.partners[claim.partner_id], house, today), accessory=opened))
    return blocks + pager(
        Action.DESK,
        Action.DESK_BACK,
        offset=shown.offset,
        page=CLAIMS_A_PAGE,
        total=shown.total,
        prefix=_state(view, benefit),
    )


def _filters(shown: DeskPage, view: DeskView, benefit: str | None, house: House) -> Block:
    """Each choice carries the other one too: Slack reports only the one that was made."""
    program = house.program
    views = [option(_counted(each, shown, house), f"{_state(each, benefit)}0") for each in VIEW]
    benefits = [option("All benefits", f"{_state(view, None)}0")]
    benefits += [option(each.name, f"{_state(view, each.key)}0") for each in claimed(program)]
    now = f"{_state(view, benefit)}0"
    return buttons(
        StaticSelectElement(
            action_id=Action.DESK_VIEW,
            placeholder=PlainTextObject(text="Which"),
            options=views,
            initial_option=chosen(views, now),
        ),
        StaticSelectElement(
            action_id=Action.DESK_BENEFIT,
            placeholder=PlainTextObject(text="Benefit"),
            options=benefits,
            initial_option=chosen(benefits, now),
        ),
    )


def _counted(view: DeskView, shown: DeskPage, house: House) -> str:
    return f"{VIEW[view]} ({house.format.number(shown.counts[view])})" if view in shown.counts else VIEW[view]


def _state(view: DeskView, benefit: str | None) -> str:
    return f"{view}:{benefit or ''}:"


def _row(claim: Claim, partner: Partner, house: House, today: date) -> str:
    program, fmt = house.program, house.format
    noted = marks(claim, today, fmt)
    due = due_line(claim, today, fmt)
    if due and due not in noted:
        noted.insert(0, due)
    runs = [running_line(claim, fmt)] if claim.running_since else []
    second = " · ".join([status_line(claim), with_whom(claim), *runs, *noted])
    return f"*{title(claim, program)}* for {safe(partner.name)}\n{second}"
