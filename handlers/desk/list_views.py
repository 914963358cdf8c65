"""The list of the desk: what is to be done, with its filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from slack_sdk.models.blocks import Block, PlainTextObject, StaticSelectElement

from domain.benefits import CLAIMED, Benefit, Queue
from domain.claims import Claim
from domain.program import Program
from domain.usecases.work_claims import CLAIMS_A_PAGE, DeskPage, DeskView
from handlers.blocks import button, buttons, chosen, header, option, pager, section
from handlers.context import House
from handlers.desk.facts import due_line, marks, running_line, status_line, title, with_whom
from handlers.desk.refs import ClaimRef
from handlers.ids import Action
from handlers.texts.catalogue import Spoken, mark, say
from handlers.texts.format import safe

VIEW: Mapping[DeskView, str] = Spoken(
    {
        DeskView.ALL: mark("All that is to do"),
        DeskView.MINE: mark("Mine"),
        DeskView.UNASSIGNED: mark("Unassigned"),
        DeskView.LATE: mark("Late"),
        DeskView.RUNNING: mark("Running benefits"),
    }
)

QUEUE: Mapping[Queue | None, str] = Spoken(
    {
        None: mark("Both queues"),
        Queue.DESK: mark("Claims desk"),
        Queue.ACCOUNT_MANAGER: mark("Account managers"),
    }
)

NOTHING: Mapping[DeskView, str] = Spoken(
    {
        DeskView.ALL: mark(":white_check_mark: Nothing to do. Claims arrive from `/partner claim`."),
        DeskView.MINE: mark(":white_check_mark: Nothing is yours to do."),
        DeskView.UNASSIGNED: mark(":white_check_mark: Somebody is on everything."),
        DeskView.LATE: mark(":white_check_mark: Nothing is late."),
        DeskView.RUNNING: mark(
            "No benefit runs yet. Those that go on, such as a listing, are here once they are fulfilled."
        ),
    }
)


@dataclass(frozen=True)
class Wanted:
    """What is listed: a view, narrowed to a benefit and a queue where given."""

    view: DeskView = DeskView.ALL
    benefit: str | None = None
    queue: Queue | None = None

    @property
    def state(self) -> str:
        """`late:training:desk:`, as buttons and choices carry it before the offset."""
        return f"{self.view}:{self.benefit or ''}:{self.queue or ''}:"


def claimed(program: Program) -> Sequence[Benefit]:
    """The benefits that can be claimed."""
    return [benefit for benefit in program.benefits if benefit.way in CLAIMED]


def claims(shown: DeskPage, wanted: Wanted, house: House, today: date) -> list[Block]:
    """One page, with each claim a click away."""
    blocks: list[Block] = [header(say("Claims")), _filters(shown, wanted, house)]
    if not shown.claims:
        blocks.append(section(_nothing(wanted)))
    for claim in shown.claims:
        opened = button(say("Open"), Action.DESK_CLAIM, str(ClaimRef(claim.id)))
        blocks.append(section(row_text(claim, shown, house, today), accessory=opened))
    return blocks + pager(
        Action.DESK,
        Action.DESK_BACK,
        offset=shown.offset,
        page=CLAIMS_A_PAGE,
        total=shown.total,
        prefix=wanted.state,
    )


def _nothing(wanted: Wanted) -> str:
    if wanted.benefit:
        return say("No claim of this benefit here.")
    return (
        say("Nothing here in the queue “{queue}”.", queue=QUEUE[wanted.queue]) if wanted.queue else NOTHING[wanted.view]
    )


def _filters(shown: DeskPage, wanted: Wanted, house: House) -> Block:
    """Each choice carries the other ones too: Slack reports only the one that was made."""
    views = {replace(wanted, view=each): _counted(each, shown, house) for each in VIEW}
    queues = {replace(wanted, queue=each): name for each, name in QUEUE.items()}
    benefits = {replace(wanted, benefit=None): say("All benefits")}
    benefits |= {replace(wanted, benefit=each.key): each.name for each in claimed(house.program)}
    return buttons(
        _select(Action.DESK_VIEW, say("Which"), views, wanted),
        _select(Action.DESK_QUEUE, say("Queue"), queues, wanted),
        _select(Action.DESK_BENEFIT, say("Benefit"), benefits, wanted),
    )


def _select(action: Action, name: str, entries: Mapping[Wanted, str], now: Wanted) -> StaticSelectElement:
    options = [option(text, f"{each.state}0") for each, text in entries.items()]
    return StaticSelectElement(
        action_id=action,
        placeholder=PlainTextObject(text=name),
        options=options,
        initial_option=chosen(options, f"{now.state}0"),
    )


def _counted(view: DeskView, shown: DeskPage, house: House) -> str:
    return f"{VIEW[view]} ({house.format.number(shown.counts[view])})" if view in shown.counts else VIEW[view]


def row_text(claim: Claim, shown: DeskPage, house: House, today: date) -> str:
    program, fmt, partner = house.program, house.format, shown.partners[claim.partner_id]
    noted = marks(claim, today, fmt)
    due = due_line(claim, today, fmt)
    if due and due not in noted:
        noted.insert(0, due)
    runs = [running_line(claim, fmt)] if claim.running_since else []
    second = " · ".join([status_line(claim), with_whom(claim, partner, shown.absent), *runs, *noted])
    first = say("*{claim}* for {partner}", claim=title(claim, program), partner=safe(partner.name))
    return f"{first}\n{second}"
