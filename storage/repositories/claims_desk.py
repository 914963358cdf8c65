"""The desk's lists of claims: one statement a view, made once for each narrowing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Select, String, bindparam, func, literal_column, or_, select

from domain.benefits import Queue
from domain.claims import Claim
from domain.ports import DeskSelection, DeskView
from storage.mapping import columns_of
from storage.tables import claims, partners
from storage.tables.claims import OPEN, RUNNING, TO_DO

_PEOPLE = bindparam("people", type_=String, expanding=True)
_TODAY = bindparam("today", type_=Date)
# of all that is to be done, not of all that nobody ever had: that is what its index would be asked for otherwise
_UNASSIGNED = TO_DO & (func.coalesce(claims.c.handler, literal_column("''")) == literal_column("''"))
_MANAGED = select(partners.c.id).where(partners.c.account_manager.in_(_PEOPLE))
_FOR_MANAGER = claims.c.queue == literal_column(f"'{Queue.ACCOUNT_MANAGER}'")
_MINE = TO_DO & or_(
    claims.c.handler.in_(_PEOPLE),
    claims.c.handler.is_(None) & _FOR_MANAGER & claims.c.partner_id.in_(_MANAGED),
)
_LATE = OPEN & (claims.c.due_on < _TODAY)

WANTED: Mapping[DeskView, ColumnElement[bool]] = {
    DeskView.ALL: TO_DO,
    DeskView.MINE: _MINE,
    DeskView.UNASSIGNED: _UNASSIGNED,
    DeskView.LATE: _LATE,
    DeskView.RUNNING: RUNNING,
}
_BY_DAY = (claims.c.due_on.nulls_last(), claims.c.id)
_NEWEST_FIRST = (claims.c.running_since.desc(), claims.c.id.desc())


@dataclass(frozen=True)
class DeskStatement:
    """The two statements of a list: a page of it, and how many there are."""

    page: Select[Any]
    count: Select[Any]

    @staticmethod
    def of(selection: DeskSelection) -> DeskStatement:
        """The statements of a selection; as many as there are views, with and without each narrowing."""
        return _statement(
            selection.view, by_benefit=selection.benefit is not None, by_queue=selection.queue is not None
        )


@cache
def _statement(view: DeskView, *, by_benefit: bool, by_queue: bool) -> DeskStatement:
    wanted = [WANTED[view]]
    if by_benefit:
        wanted.append(claims.c.benefit == bindparam("benefit", type_=String))
    if by_queue:
        wanted.append(claims.c.queue == bindparam("queue", type_=claims.c.queue.type))
    page = select(*columns_of(Claim, claims)).where(*wanted)
    page = page.order_by(*(_NEWEST_FIRST if view is DeskView.RUNNING else _BY_DAY))
    return DeskStatement(
        page.offset(bindparam("offset", type_=Integer)).limit(bindparam("limit", type_=Integer)),
        select(func.count()).select_from(claims).where(*wanted),
    )


def _number_of(view: DeskView) -> ColumnElement[int]:
    return select(func.count()).select_from(claims).where(WANTED[view]).scalar_subquery().label(view.value)


COUNTS = select(*(_number_of(view) for view in DeskView if view is not DeskView.RUNNING))
