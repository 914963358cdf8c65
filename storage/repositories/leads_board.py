"""The statements of the reps' board: built once for each shape of what is asked, with the values left open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    FromClause,
    Integer,
    Label,
    Select,
    bindparam,
    case,
    false,
    func,
    literal_column,
    or_,
    select,
)

from domain.lead_board import Group, Sort
from storage.repositories.leads_narrowed import GROUP, ORDER, Shape, begins, is_in_hands, is_late
from storage.tables import lead_words, leads, partners
from storage.written import Written

_MOST = bindparam("most", type_=Integer)
_LIMIT = bindparam("limit", type_=Integer)
_OFFSET = bindparam("offset", type_=Integer)


def _if_open(condition: ColumnElement[bool], name: str) -> Label[bool]:
    return func.coalesce(condition, false()).label(name)


_ROW = (
    leads.c.id,
    leads.c.company,
    partners.c.name.label("partner"),
    leads.c.status,
    leads.c.stage,
    leads.c.assignee,
    func.coalesce(leads.c.confirmed_value, leads.c.estimate).label("value"),
    leads.c.confirmed_value.is_not(None).label("confirmed"),
    leads.c.below_criteria,
    or_(leads.c.agents.is_not(None), leads.c.employees.is_not(None)).label("size_given"),
    leads.c.legal_review,
    leads.c.security_review,
    leads.c.withdrawn_at.is_not(None).label("is_withdrawn"),
    leads.c.question.is_not(None).label("is_waiting"),
    leads.c.deal_of,
    leads.c.next_step_on,
)
_LISTED = leads.join(partners, partners.c.id == leads.c.partner_id)
COLUMNS = len(_ROW) + 1
"""Those of a row; in a page with the groups' numbers they follow."""


def _rows(trials: int, *more: ColumnElement[Any]) -> Select[Any]:
    late = _if_open(is_late(trials), "is_late")
    found: Select[Any] = select(*_ROW, late, *more).select_from(_LISTED)
    return found


@dataclass(frozen=True)
class Part:
    """Which rows of a list: so many, the first of them or those from an offset on.

    `most`: with the numbers of all groups, each counted up to here once for all rows; 0 for without them.
    """

    limit: int
    is_first: bool
    most: int = 0


@cache
def page_statement(shape: Shape, part: Part) -> Written:
    """A part of the list.

    What is known is written out: PostgreSQL plans a query with open bounds anew each time, at five times its cost.
    """
    numbers = _numbers(part.most) if part.most else ()
    wanted = _rows(shape.trials, *numbers).order_by(*ORDER[shape.sort])
    if not shape.is_search_alone:
        return Written(_bounded(wanted.where(*shape.conditions), part))
    found = shape.found_by_words
    [lead_id] = found.selected_columns
    found = _bounded(found.order_by(lead_id.desc() if shape.sort is Sort.NEWEST else lead_id), part)
    return Written(wanted.where(leads.c.id.in_(found)))


def _bounded(query: Select[Any], part: Part) -> Select[Any]:
    bounded = query.limit(_number(part.limit))
    return bounded if part.is_first else bounded.offset(_OFFSET)


def _number(number: int) -> ColumnElement[int]:
    """A number that is a part of the statement."""
    return literal_column(str(number), type_=Integer)


@cache
def count_statement(shape: Shape) -> Written:
    """How many there are, up to a bound."""
    found: Select[Any] = (
        select(literal_column("1").label("found")).select_from(leads).where(*shape.conditions).limit(_MOST)
    )
    return Written(select(func.count()).select_from(found.subquery()))


@cache
def export_statement(shape: Shape) -> Select[Any]:
    """Whole leads by rising id."""
    after = leads.c.id > bindparam("after", type_=Integer)
    return select(leads).where(after, *shape.conditions).order_by(leads.c.id).limit(_LIMIT)


@cache
def reach_of(words: int, most: int) -> Written:
    """In how many leads each of so many words begins another, up to a bound."""
    reaches: tuple[Any, ...] = tuple(
        _up_to(most, lead_words, begins(number, lead_words)).label(f"reach_{number}") for number in range(words)
    )
    return Written(select(*reaches))


def _up_to(most: int, table: FromClause, condition: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows an index has, but `most` where there are as many: then the last of those is looked for.

    To count the rows of a query with a limit takes SQLite twice as long.
    """
    one = _number(1)
    found: Select[Any] = select(one).select_from(table).where(condition)
    as_many = found.offset(_number(most - 1)).limit(one).correlate(None).scalar_subquery()
    all_of_them = select(func.count()).select_from(table).where(condition).correlate(None).scalar_subquery()
    return case((as_many.is_not(None), _number(most)), else_=all_of_them)


APART = tuple(group for group in Group if group is not Group.ALL)


def _numbers(most: int) -> tuple[ColumnElement[int], ...]:
    return tuple(_up_to(most, leads, GROUP[group]).label(group.value) for group in APART)


@cache
def groups(most: int) -> Written:
    """How many leads there are in each group of APART, up to a bound."""
    return Written(select(*_numbers(most)))


@cache
def in_hands(trials: int, people: int, limit: int) -> Written:
    """Open leads of some people, the late ones first."""
    late = literal_column("is_late", type_=Boolean)
    found = _rows(trials).where(is_in_hands(people))
    return Written(found.order_by(late.desc(), leads.c.next_step_on.nulls_last(), leads.c.id).limit(_number(limit)))
