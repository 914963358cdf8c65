"""What narrows the reps' board, in the words of a database: conditions with the values left open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    FromClause,
    Select,
    String,
    and_,
    bindparam,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
)

from domain.lead_board import BoardSelection, Group, LeadView, Sort
from domain.leads import LeadStatus
from storage.tables import lead_words, leads
from storage.tables.leads import IS_OPEN
from storage.types import MONEY, UtcDateTime

_TODAY = bindparam("today", type_=Date)
_WAITING_SINCE = func.coalesce(leads.c.status_since, leads.c.submitted_at)


def _is(status: LeadStatus) -> ColumnElement[bool]:
    return leads.c.status == literal_column(f"'{status}'")


def _moment(name: str) -> BindParameter[datetime]:
    return bindparam(name, type_=UtcDateTime)


_IS_APPROVED = _is(LeadStatus.APPROVED)
_STAGE = func.coalesce(leads.c.stage, literal_column("''"))


@cache
def is_late(trials: int) -> ColumnElement[bool]:
    """Says of all leads what `lead_deadlines.missed` says of one. So many stages are trials.

    Each has a parameter of its own: a list of open length would be written out anew for every request.
    """
    in_trial = _STAGE.in_([bindparam(f"trial_{each}", type_=String) for each in range(trials)]) if trials else false()
    nothing_planned = and_(leads.c.question.is_(None), leads.c.next_step_on.is_(None), ~in_trial)
    return IS_OPEN & or_(
        _is(LeadStatus.SUBMITTED) & (_moment("review") >= _WAITING_SINCE),
        leads.c.question.is_not(None) & (leads.c.asked_at <= _moment("answer")),
        leads.c.next_step_on < _TODAY,
        _IS_APPROVED & in_trial & (leads.c.stage_since < _moment("trial")),
        _IS_APPROVED & nothing_planned & (leads.c.touched_at < _moment("silent")),
    )


@cache
def is_in_hands(people: int) -> ColumnElement[bool]:
    """Says of all leads whether they are open and one of so many people's, each a parameter of its own as above."""
    return IS_OPEN & leads.c.assignee.in_([bindparam(f"person_{each}", type_=String) for each in range(people)])


GROUP: Mapping[Group, ColumnElement[bool]] = {
    Group.ALL: true(),
    Group.SUBMITTED: IS_OPEN & _is(LeadStatus.SUBMITTED),
    Group.APPROVED: IS_OPEN & _is(LeadStatus.APPROVED),
    Group.WON: _is(LeadStatus.WON),
    Group.LOST: _is(LeadStatus.LOST),
    Group.REJECTED: _is(LeadStatus.REJECTED),
    Group.WITHDRAWN: leads.c.withdrawn_at.is_not(None),
    Group.LINKED: leads.c.deal_of.is_not(None),
}

# few of all: found by their own index, whatever the database makes of the rest
_asked = leads.alias("asked")

VIEW: Mapping[LeadView, ColumnElement[bool]] = {
    LeadView.EVERY: true(),
    LeadView.OPEN: IS_OPEN,
    LeadView.UNASSIGNED: IS_OPEN & leads.c.assignee.is_(None),
    LeadView.WAITING: IS_OPEN & leads.c.id.in_(select(_asked.c.id).where(_asked.c.question.is_not(None))),
    LeadView.STEP_DUE: IS_OPEN & (leads.c.next_step_on <= _TODAY),
}

ORDER: Mapping[Sort, tuple[ColumnElement[Any], ...]] = {
    Sort.NEWEST: (leads.c.id.desc(),),
    Sort.OLDEST: (leads.c.id,),
    Sort.VALUE: (leads.c.estimate.desc().nulls_last(), leads.c.id.desc()),
}


@dataclass(frozen=True)
class Shape:
    """What a selection asks for, without its values. `leading`: the first word is in few leads, and the way to them.

    Otherwise each lead is looked at in the order of the list, and the words looked up for it. `people`: of so many.
    """

    group: Group
    view: LeadView
    sort: Sort
    by: tuple[str, ...]
    words: int
    leading: bool
    trials: int
    people: int

    @staticmethod
    def of(selection: BoardSelection, *, leading: bool, trials: int) -> Shape:
        """The shape of a selection; so many stages are trials."""
        given = ("partner_id", "country", "least_value")
        by = tuple(name for name in given if getattr(selection, name) is not None)
        people = len(selection.people) if selection.view is LeadView.MINE else 0
        return Shape(selection.group, selection.view, selection.sort, by, len(selection.words), leading, trials, people)

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        """What must hold for a lead."""
        wanted = [each for each in (GROUP[self.group], self._of_view) if each is not _ANYTHING]
        wanted += [_BY[name] for name in self.by]
        if self.leading:
            return [*wanted, leads.c.id.in_(self.found_by_words)]
        return wanted + [_is_in(number, leads.c.id) for number in range(self.words)]

    @property
    def _of_view(self) -> ColumnElement[bool]:
        match self.view:
            case LeadView.LATE:
                return is_late(self.trials)
            case LeadView.MINE:
                return is_in_hands(self.people)
        return VIEW[self.view]

    @property
    def found_by_words(self) -> Select[Any]:
        """The leads with all the words, from the index of these alone. DISTINCT takes SQLite three times as long.

        PostgreSQL would rather look at all leads in their order, as if the first word were in many.
        """
        of_first = select(lead_words.c.lead_id).where(begins(0, lead_words)).cte("of_first")
        lead_id = of_first.prefix_with("MATERIALIZED", dialect="postgresql").c.lead_id
        return select(lead_id).where(*(_is_in(number, lead_id) for number in range(1, self.words))).group_by(lead_id)

    @property
    def is_search_alone(self) -> bool:
        """Whether the words alone say which leads are on a page: then no other lead needs to be looked at."""
        anything = self.group is Group.ALL and self.view is LeadView.EVERY and not self.by
        return self.leading and anything and self.sort is not Sort.VALUE


_ANYTHING = GROUP[Group.ALL]
_BY: Mapping[str, ColumnElement[bool]] = {
    "partner_id": leads.c.partner_id == bindparam("partner_id", type_=String),
    "country": leads.c.country == bindparam("country", type_=String),
    "least_value": leads.c.estimate >= bindparam("least_value", type_=MONEY),
}


def begins(number: int, among: FromClause) -> ColumnElement[bool]:
    """Whether a word begins with that of the search."""
    beginning, end = bindparam(f"from_{number}", type_=String), bindparam(f"to_{number}", type_=String)
    return and_(among.c.word >= beginning, among.c.word < end)


def _is_in(number: int, lead_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether a word begins one of the lead's."""
    others = lead_words.alias(f"word_{number}")
    return (
        select(others.c.word)
        .where(others.c.lead_id == lead_id, begins(number, others))
        .correlate_except(others)
        .exists()
    )
