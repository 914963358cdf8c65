"""All partners at once, in few statements however many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Integer,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    cast,
    distinct,
    false,
    func,
    or_,
    select,
)

from domain.money import Cents
from domain.partners import Partner
from domain.ports.directory import Month, MonthFigures, Order, PartnerListed, Selection, TierMoves
from domain.rewards import EntryKind
from storage.mapping import columns_of
from storage.tables import customers, daily_figures, leads, ledger_entries, partners, subscriptions, tier_changes
from storage.transaction import Transaction
from storage.types import UtcDateTime
from storage.written import Written

PARTNER = columns_of(Partner, partners)

_FIRST, _NEXT = bindparam("first", type_=Date), bindparam("next", type_=Date)
_BEGIN, _END = bindparam("begin", type_=UtcDateTime), bindparam("end", type_=UtcDateTime)


def _sum(column: ColumnElement[Any]) -> ColumnElement[int]:
    return cast(func.sum(column), BigInteger)  # PostgreSQL's sum is no integer


_ARR_OF_EACH = (
    select(subscriptions.c.partner_id, _sum(subscriptions.c.contribution).label("arr"))
    .where(subscriptions.c.counts)
    .group_by(subscriptions.c.partner_id)
    .subquery("arr_of_each")
)
_ARR_NOW = func.coalesce(_ARR_OF_EACH.c.arr, 0)


def _arr_at(partner_id: ColumnElement[str], condition: ColumnElement[bool]) -> ColumnElement[int]:
    """The ARR of the newest figures that meet a condition; a day without any is as the last one before it."""
    newest = (
        select(daily_figures.c.arr)
        .where(daily_figures.c.partner_id == partner_id, condition)
        .order_by(daily_figures.c.on.desc())
        .limit(1)
    )
    return func.coalesce(newest.scalar_subquery(), 0)


_MOVEMENT = _ARR_NOW - _arr_at(partners.c.id, daily_figures.c.on <= bindparam("since", type_=Date))

LISTED = select(
    *PARTNER, _ARR_NOW.label("arr"), _MOVEMENT.label("movement"), func.count().over().label("total")
).select_from(partners.outerjoin(_ARR_OF_EACH, _ARR_OF_EACH.c.partner_id == partners.c.id))

NAMES = Written(select(partners.c.id, partners.c.name).order_by(partners.c.name, partners.c.id))
FIRST_JOINED = select(func.min(partners.c.joined_on))
TIER_MOVES = (
    select(tier_changes.c.event, tier_changes.c.from_tier, tier_changes.c.to_tier, func.count())
    .where(tier_changes.c.on >= _FIRST, tier_changes.c.on < _NEXT, tier_changes.c.from_tier != tier_changes.c.to_tier)
    .group_by(tier_changes.c.event, tier_changes.c.from_tier, tier_changes.c.to_tier)
)


def _of_each(partner_id: ColumnElement[str], name: str, condition: ColumnElement[bool], **sums: Any) -> Subquery:
    """Sums over a month's rows of one table, by partner."""
    wanted = [value.label(label) for label, value in sums.items()]
    return select(partner_id, *wanted).where(condition).group_by(partner_id).subquery(name)


_CUSTOMERS = _of_each(
    customers.c.partner_id,
    "new_customers",
    and_(customers.c.paying_since >= _FIRST, customers.c.paying_since < _NEXT),
    count=func.count(),
)
_LEADS = _of_each(
    leads.c.partner_id,
    "submitted",
    and_(leads.c.submitted_at >= _BEGIN, leads.c.submitted_at < _END),
    count=func.count(),
)
_IS_WIN = ledger_entries.c.kind == EntryKind.LEAD_REWARD
_BOOKED = _of_each(
    ledger_entries.c.partner_id,
    "booked",
    and_(
        ledger_entries.c.at >= _BEGIN,
        ledger_entries.c.at < _END,
        or_(_IS_WIN, ledger_entries.c.kind == EntryKind.REVERSAL),
    ),
    won=func.count(distinct(case((_IS_WIN, ledger_entries.c.lead_id)))),
    rewards=_sum(ledger_entries.c.amount),
)
_TIER_THEN = func.coalesce(
    select(tier_changes.c.to_tier)
    .where(tier_changes.c.partner_id == partners.c.id, tier_changes.c.on < _NEXT)
    .order_by(tier_changes.c.id.desc())
    .limit(1)
    .scalar_subquery(),
    partners.c.tier,
)


def _month(tier: ColumnElement[str], arr: ColumnElement[int]) -> Select[Any]:
    """One statement, so that all of a report is as of one instant."""
    joined = partners.outerjoin(_ARR_OF_EACH, _ARR_OF_EACH.c.partner_id == partners.c.id)
    for each in (_CUSTOMERS, _LEADS, _BOOKED):
        joined = joined.outerjoin(each, each.c.partner_id == partners.c.id)
    return (
        select(
            partners.c.id,
            partners.c.name,
            tier,
            _arr_at(partners.c.id, daily_figures.c.on < _FIRST),
            arr.label("arr_after"),
            partners.c.joined_on >= _FIRST,
            func.coalesce(_CUSTOMERS.c.count, 0),
            func.coalesce(_LEADS.c.count, 0),
            func.coalesce(_BOOKED.c.won, 0),
            func.coalesce(_BOOKED.c.rewards, 0),
        )
        .select_from(joined)
        .where(partners.c.joined_on < _NEXT)
        .order_by(arr.desc(), partners.c.name, partners.c.id)
    )


RUNNING_MONTH = _month(partners.c.tier, _ARR_NOW)
PAST_MONTH = _month(_TIER_THEN, _arr_at(partners.c.id, daily_figures.c.on < _NEXT))


class DirectoryRepository:
    """Lists of partners and reports of months, for staff."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def page(self, selection: Selection, *, offset: int, limit: int) -> tuple[Sequence[PartnerListed], int]:
        """Partners, and how many there are in all."""
        listed = LISTED.where(*_wanted(selection)).order_by(*_order(selection), partners.c.name, partners.c.id)
        page = listed.offset(bindparam("offset", type_=Integer)).limit(bindparam("limit", type_=Integer))
        asked = {"since": selection.since, "offset": offset, "limit": limit}
        rows = self._transaction.execute(page, asked).all()
        found = [PartnerListed(Partner(*row[:-3]), Cents(row.arr), Cents(row.movement)) for row in rows]
        if rows or not offset:
            return found, rows[0].total if rows else 0
        first = self._transaction.execute(page, {**asked, "offset": 0, "limit": 1}).one_or_none()
        return found, first.total if first is not None else 0

    def names(self) -> Sequence[tuple[Any, ...]]:
        """The id and the name of every partner, by name."""
        return NAMES.rows(self._transaction, {})

    def month(self, month: Month) -> Sequence[MonthFigures]:
        """The figures of all partners that had joined by the end of a month, by falling ARR."""
        statement = RUNNING_MONTH if month.is_running else PAST_MONTH
        return [_figures(row) for row in self._transaction.execute(statement, _asked(month))]

    def tier_moves(self, month: Month) -> Sequence[TierMoves]:
        """The changes of tiers in a month, counted."""
        return [TierMoves(*row) for row in self._transaction.execute(TIER_MOVES, _asked(month))]

    def first_joined(self) -> date | None:
        """The day on which the first partner joined; None where there are none."""
        first: date | None = self._transaction.execute(FIRST_JOINED).scalar_one()
        return first


def _wanted(selection: Selection) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if selection.tiers is not None:
        wanted.append(partners.c.tier.in_(selection.tiers))
    if selection.at_risk:
        wanted.append(partners.c.grace_until.is_not(None))
    if selection.least_arr is not None:
        least = ((partners.c.tier == tier) & (arr <= _ARR_NOW) for tier, arr in selection.least_arr.items())
        wanted.append(or_(false(), *least))
    if selection.account_manager is not None:
        wanted.append(partners.c.account_manager == selection.account_manager)
    if selection.ids is not None:
        wanted.append(partners.c.id.in_(selection.ids))
    return wanted


def _order(selection: Selection) -> list[ColumnElement[Any]]:
    match selection.order:
        case Order.ARR:
            return [_ARR_NOW.desc()]
        case Order.MOVEMENT:
            return [_MOVEMENT.desc()]
        case Order.TIER:
            places = selection.places
            return [case(places, value=partners.c.tier, else_=len(places)), _ARR_NOW.desc()]
        case Order.NAME:
            return [func.lower(partners.c.name)]


def _figures(row: Sequence[Any]) -> MonthFigures:
    partner_id, name, tier, before, arr, joined, new_customers, submitted, won, rewards = row
    return MonthFigures(
        partner_id, name, tier, Cents(before), Cents(arr), bool(joined), new_customers, submitted, won, Cents(rewards)
    )


def _asked(month: Month) -> Mapping[str, Any]:
    return {"first": month.first, "next": month.next, "begin": month.begin, "end": month.end}
