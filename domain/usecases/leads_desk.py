"""The reps' board of all leads, and what a rep has to do today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.companies import words
from domain.lead_board import MOST_COUNTED, BoardRow, BoardSelection, Group, Lateness, LeadView
from domain.leads import Lead
from domain.people import Actor, PersonKey, Task
from domain.ports import UnitOfWork
from domain.program import Program
from domain.staff import stood_in_for

LEADS_A_PAGE = 10
LEADS_AT_ONCE = 500
MOST_WORDS = 5


@dataclass(frozen=True)
class Board:
    """A page of the board. `counts` are of all leads whatever is chosen, each exact up to MOST_COUNTED.

    `total` is exact unless `is_more`: then there are more than that.
    """

    selection: BoardSelection
    counts: Mapping[Group, int]
    rows: Sequence[BoardRow]
    offset: int
    total: int
    is_more: bool = False


@dataclass(frozen=True)
class RepDay:
    """What a rep's Home shows: the rep's open leads, late ones first, and how many wait for whom.

    `to_review` are submitted leads of anybody's, `unassigned` are nobody's, `late` are of all; `waiting` are of `mine`.
    """

    mine: Sequence[BoardRow]
    to_review: int
    unassigned: int
    late: int

    @property
    def waiting(self) -> Sequence[BoardRow]:
        """Those that wait for the partner's answer."""
        return [row for row in self.mine if row.is_waiting]


def lateness(program: Program, now: datetime) -> Lateness:
    """From when on leads are late, by the program's deadlines."""
    calendar, rules = program.calendar, program.leads.deadlines
    today = calendar.local_day(now)
    return Lateness(
        review=calendar.latest_before(now, program.leads.review_within_business_days),
        answer=calendar.latest_before(now, rules.answer_within_business_days),
        trial=calendar.start_of(today - timedelta(days=rules.trial_days)),
        silent=calendar.start_of(today - timedelta(days=rules.silent_days - 1)),
        today=today,
        trials=tuple(stage.key for stage in program.leads.stages if stage.is_trial),
    )


def search_for(typed: str) -> tuple[str, ...]:
    """The words of a search, each once; more than a few would find no more."""
    return tuple(dict.fromkeys(words(typed)))[:MOST_WORDS]


def lead_board(
    uow: UnitOfWork, program: Program, actor: Actor, selection: BoardSelection, *, offset: int, now: datetime
) -> Board:
    """A page of the leads that are chosen, for staff. Past the end the last page is shown: some may have gone."""
    actor.require(Task.SEE_PROGRAM)
    wanted, late = with_people(uow, actor, selection), lateness(program, now)
    desk = uow.leads_desk
    rows, goes_on, counts = desk.board(wanted, late, offset=offset, limit=LEADS_A_PAGE, most=MOST_COUNTED)
    if not rows and offset:
        total = desk.count(wanted, late, most=offset)
        offset = max(0, (total - 1) // LEADS_A_PAGE * LEADS_A_PAGE)
        rows, goes_on = desk.page(wanted, late, offset=offset, limit=LEADS_A_PAGE)
    if not goes_on:
        return Board(wanted, counts, rows, offset, offset + len(rows))
    counted = 0 if wanted.is_narrowed else counts[wanted.group]
    total = min(counted, MOST_COUNTED)
    if total > offset + LEADS_A_PAGE:
        return Board(wanted, counts, rows, offset, total, counted > MOST_COUNTED)
    # counting what is narrowed would cost many times what the page does
    return Board(wanted, counts, rows, offset, offset + len(rows), is_more=True)


def rep_day(uow: UnitOfWork, program: Program, actor: Actor, *, now: datetime) -> RepDay:
    """What the rep has to do, and what everybody could take on. Raises DomainError: NOT_STAFF, NOT_ALLOWED."""
    actor.require(Task.WORK_LEADS)
    late, desk = lateness(program, now), uow.leads_desk
    people = with_people(uow, actor, BoardSelection(view=LeadView.MINE)).people
    return RepDay(
        mine=desk.hands(people, late),
        to_review=desk.count(BoardSelection(group=Group.SUBMITTED), late, most=MOST_COUNTED),
        unassigned=desk.count(BoardSelection(view=LeadView.UNASSIGNED), late, most=MOST_COUNTED),
        late=desk.count(BoardSelection(view=LeadView.LATE), late, most=MOST_COUNTED),
    )


def selected_leads(
    uow: UnitOfWork, program: Program, actor: Actor, selection: BoardSelection, *, now: datetime
) -> Iterator[Lead]:
    """Every lead of a selection by rising number, a part at a time."""
    actor.require(Task.SEE_PROGRAM)
    wanted, late, after = with_people(uow, actor, selection), lateness(program, now), 0
    while found := uow.leads_desk.all(wanted, late, after=after, limit=LEADS_AT_ONCE):
        yield from found
        after = found[-1].id


def with_people(uow: UnitOfWork, actor: Actor, selection: BoardSelection) -> BoardSelection:
    """The selection with whose leads are the reader's, where that is asked."""
    if selection.view is not LeadView.MINE:
        return selection
    people: set[PersonKey] = {actor.person, *stood_in_for(actor.person, uow.staff.away())}
    return replace(selection, people=sorted(people))
