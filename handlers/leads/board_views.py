"""The staff's list of all leads: how they stand, and whose turn it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.blocks.block_elements import InteractiveElement

from domain.contacts import countries
from domain.lead_board import MOST_COUNTED, BoardRow, Group, LeadView, Sort
from domain.usecases.leads_desk import LEADS_A_PAGE, Board
from handlers.blocks import Prepared, button, buttons, chosen, header, option, section, small
from handlers.context import House
from handlers.ids import Action
from handlers.leads.board_state import written
from handlers.leads.facts import size
from handlers.texts.catalogue import Spoken, mark, say
from handlers.texts.format import Format, safe, within_a_sentence
from handlers.texts.words import STATUS, STATUS_EMOJI, who

T = TypeVar("T", bound=StrEnum)

CHOICES = frozenset({Action.BOARD_FILTER, Action.BOARD_VIEW, Action.BOARD_SORT})

GROUP: Mapping[Group, str] = Spoken(
    {
        Group.ALL: mark("All leads"),
        Group.SUBMITTED: mark("Submitted"),
        Group.APPROVED: mark("Approved"),
        Group.WON: mark("Won"),
        Group.LOST: mark("Lost"),
        Group.REJECTED: mark("Rejected"),
        Group.WITHDRAWN: mark("Withdrawn"),
        Group.LINKED: mark("Part of another deal"),
    }
)
VIEW: Mapping[LeadView, str] = Spoken(
    {
        LeadView.EVERY: mark("Everybody's"),
        LeadView.OPEN: mark("Open"),
        LeadView.MINE: mark("Mine"),
        LeadView.UNASSIGNED: mark("Unassigned"),
        LeadView.LATE: mark("Late"),
        LeadView.WAITING: mark("Waiting for the partner"),
        LeadView.STEP_DUE: mark("Next step due"),
    }
)
SORT: Mapping[Sort, str] = Spoken(
    {
        Sort.NEWEST: mark("Newest first"),
        Sort.OLDEST: mark("Oldest first"),
        Sort.VALUE: mark("Highest value first"),
    }
)
CHOICE: Mapping[str, str] = Spoken({"group": mark("Group"), "view": mark("View"), "sort": mark("Sort")})
NOTHING: Mapping[LeadView, str] = Spoken(
    {
        LeadView.EVERY: mark("No leads here."),
        LeadView.OPEN: mark(":white_check_mark: Nothing is open."),
        LeadView.MINE: mark(":white_check_mark: No open lead is yours."),
        LeadView.UNASSIGNED: mark(":white_check_mark: Somebody is on every open lead."),
        LeadView.LATE: mark(":white_check_mark: Nothing is late."),
        LeadView.WAITING: mark(":white_check_mark: No lead waits for a partner's answer."),
        LeadView.STEP_DUE: mark(":white_check_mark: No next step is due."),
    }
)
_NUMBER = re.compile(r"(?:l-?|#)?\d{1,9}")


def is_number(typed: str) -> bool:
    """Whether a lead's number was typed: `l-12`, `#12` or `12`."""
    return _NUMBER.fullmatch(typed) is not None


def board(shown: Board, house: House, today: date) -> list[Block]:
    """Counts by status as a filter, and one page of leads with their review a click away."""
    state, fmt = written(shown.selection), house.format
    blocks: list[Block] = [*_top(shown, state, fmt)]
    narrowed = _narrowed(shown, house)
    if narrowed:
        blocks.append(small(f":mag: {narrowed}"))
    if not shown.rows:
        blocks.append(section(_nothing(shown)))
    blocks += [listed(row, house, today) for row in shown.rows]
    place = Place(shown.offset, len(shown.rows), shown.total, shown.is_more)
    return [*blocks, *_made_pager(place, state, fmt, is_searched=bool(narrowed))]


def _top(shown: Board, state: str, fmt: Format) -> Sequence[Block]:
    """Slack reports only the choice that was made: what else is chosen stands in the id of the block."""
    selection = shown.selection
    counts = tuple(shown.counts.get(each, 0) for each in GROUP)
    return _made_top(state, counts, selection.group, selection.view, selection.sort, fmt)


@lru_cache(maxsize=256)
def _made_top(
    state: str, counts: tuple[int, ...], group: Group, view: LeadView, sort: Sort, fmt: Format
) -> Sequence[Prepared]:
    """Made once for what it shows: it costs as much as half of the list."""
    groups = {
        each: f"{name} ({counted(count, fmt)})" for (each, name), count in zip(GROUP.items(), counts, strict=True)
    }
    choices = ActionsBlock(
        block_id=f"board:{state}",
        elements=[
            _select(Action.BOARD_FILTER, "group", groups, group),
            _select(Action.BOARD_VIEW, "view", VIEW, view),
            _select(Action.BOARD_SORT, "sort", SORT, sort),
        ],
    )
    return Prepared(header(say("Leads"))), Prepared(choices)


def _select(action: Action, name: str, entries: Mapping[T, str], now: T) -> StaticSelectElement:
    options = [option(text, f"{name}:{each}") for each, text in entries.items()]
    return StaticSelectElement(
        action_id=action,
        placeholder=PlainTextObject(text=CHOICE[name]),
        options=options,
        initial_option=chosen(options, f"{name}:{now}"),
    )


def counted(count: int, fmt: Format) -> str:
    """A number of leads, as far as it was counted: `12`, `500+`."""
    return f"{fmt.number(MOST_COUNTED)}+" if count > MOST_COUNTED else fmt.number(count)


def _narrowed(shown: Board, house: House) -> str:
    """What the list is narrowed to, beside what the choices show."""
    selection, parts = shown.selection, []
    if selection.words:
        parts.append(f"“{safe(' '.join(selection.words))}”")
    if selection.partner_id:
        parts.append(say("from {partner}", partner=safe(shown.rows[0].partner if shown.rows else selection.partner_id)))
    if selection.country:
        parts.append(countries(house.program.vendor.locale).get(selection.country, selection.country))
    if selection.least_value is not None:
        parts.append(say("at least {amount} a year", amount=house.format.amount(selection.least_value)))
    return " · ".join(parts)


def _nothing(shown: Board) -> str:
    selection = shown.selection
    if selection.words or selection.partner_id or selection.country or selection.least_value is not None:
        return say("No lead fits this search.")
    if selection.view is LeadView.EVERY and not shown.counts.get(Group.ALL):
        return say("No leads yet. They arrive from `/partner lead`.")
    if selection.group is not Group.ALL and selection.view is not LeadView.EVERY:
        return say(
            "None of these: {group}, {view}.",
            group=GROUP[selection.group],
            view=within_a_sentence(VIEW[selection.view]),
        )
    return NOTHING[selection.view]


def listed(row: BoardRow, house: House, today: date) -> Block:
    """A lead in a list, with its review a click away."""
    stage = house.program.stage(row.stage) if row.stage and row.status == "approved" else None
    return _made_row(row, stage.name if stage else STATUS[row.status], house.format, today)


@lru_cache(maxsize=4096)
def _made_row(row: BoardRow, stands: str, fmt: Format, today: date) -> Prepared:
    """Made once while nothing about the lead changes: reps look at the same first pages again and again."""
    review = button(say("Review"), Action.LEAD_REVIEW, str(row.id))
    return Prepared(section(_row_text(row, stands, fmt, today), accessory=review))


def _row_text(row: BoardRow, stands: str, fmt: Format, today: date) -> str:
    """A lead in two lines: what it is, and how it stands."""
    second = [f"{STATUS_EMOJI[row.status]} {stands}"]
    second.append(say("with {person}", person=who(row.assignee)) if row.assignee else say("unassigned"))
    if row.value is not None:
        amount = fmt.money(row.value)
        confirmed = say("{amount} a year, confirmed", amount=amount)
        second.append(confirmed if row.confirmed else say("{amount} a year", amount=amount))
    second += _marks(row, fmt, today)
    lead = f"{row.number} · {safe(row.company)}"
    first = say("*{lead}* from {partner}", lead=lead, partner=safe(row.partner))
    return f"{first}\n{' · '.join(second)}"


def _marks(row: BoardRow, fmt: Format, today: date) -> list[str]:
    """What needs attention; of a lead that nobody works on, why."""
    if row.is_withdrawn:
        return [say(":leftwards_arrow_with_hook: withdrawn")]
    if row.deal_of is not None:
        return [say(":link: part of L-{number}", number=row.deal_of)]
    if row.status not in {"submitted", "approved"}:
        return []
    marks = [say(":hourglass: *late*")] if row.is_late else []
    if row.is_waiting:
        marks.append(say(":speech_balloon: waits for the partner"))
    if row.next_step_on is not None:
        marks.append(step_line(row.next_step_on, fmt, today))
    marks += size(below_criteria=row.below_criteria, is_given=row.size_given)
    if row.legal_review:
        marks.append(say(":scales: legal review"))
    if row.security_review:
        marks.append(say(":lock: security review"))
    return marks


def step_line(day: date, fmt: Format, today: date) -> str:
    """`next step today`, `next step Nov 9, 2026`, `next step was due Nov 1, 2026`."""
    if day == today:
        return say(":calendar: next step today")
    if day < today:
        return say(":calendar: next step was due {day}", day=fmt.day(day))
    return say(":calendar: next step {day}", day=fmt.day(day))


@dataclass(frozen=True)
class Place:
    """Which part of how many leads a page is. `is_more`: there are more than `total`."""

    offset: int
    rows: int
    total: int
    is_more: bool


@lru_cache(maxsize=256)
def _made_pager(place: Place, state: str, fmt: Format, *, is_searched: bool) -> Sequence[Prepared]:
    """Where in the list this is, and the ways on; made once for what it shows."""
    last = place.offset + place.rows
    row: list[InteractiveElement] = []
    if place.offset > 0:
        row.append(button(say("Previous"), Action.BOARD_BACK, f"{state}:{max(0, place.offset - LEADS_A_PAGE)}"))
    if place.is_more or last < place.total:
        row.append(button(say("Next"), Action.BOARD, f"{state}:{last}"))
    row.append(button(say("Search"), Action.BOARD_SEARCH, state))
    if is_searched:
        row.append(button(say("Show all"), Action.BOARD_ALL))
    if place.rows:
        row.append(button(say("Send me as CSV"), Action.BOARD_EXPORT, state))
    blocks: list[Block] = [*([small(_where(place, fmt))] if place.rows else []), buttons(*row)]
    return tuple(map(Prepared, blocks))


def _where(place: Place, fmt: Format) -> str:
    """`1–10 of 34`, `1–10 of more than 500`; `3 leads` where all are on one page."""
    last = place.offset + place.rows
    first, until, total = fmt.number(place.offset + 1), fmt.number(last), fmt.number(place.total)
    if place.is_more:
        return say("{first}–{last} of more than {total}", first=first, last=until, total=total)
    if place.rows == place.total:
        return fmt.count(place.total, "lead")
    return say("{first}–{last} of {total}", first=first, last=until, total=total)
