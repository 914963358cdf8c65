"""The history of partners' figures and tiers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import ModuleType
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    Date,
    Integer,
    String,
    and_,
    bindparam,
    cast,
    func,
    not_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from domain.money import Cents
from domain.partners import DayFigures, Partner, TierChange
from domain.ports import Place
from domain.tiers import Figures
from storage.mapping import columns_of
from storage.tables import customers, daily_figures, partners, subscriptions, tier_changes
from storage.transaction import KEYS_A_STATEMENT, Transaction

PARTNER = columns_of(Partner, partners)
CHANGE = columns_of(TierChange, tier_changes)
DAY = columns_of(DayFigures, daily_figures)

_ID = bindparam("partner_id", type_=String)
_DAY = bindparam("day", type_=Date)
_NEW_SINCE = bindparam("new_since", type_=Date)
_OFFSET = bindparam("offset", type_=Integer)
_LIMIT = bindparam("limit", type_=Integer)

_SUM = cast(func.coalesce(func.sum(subscriptions.c.contribution), 0), BigInteger)  # PostgreSQL's sum is no integer
_ARR = select(_SUM).where(subscriptions.c.partner_id == partners.c.id, subscriptions.c.counts).scalar_subquery()
_IS_NEW = and_(customers.c.partner_id == partners.c.id, customers.c.paying_since >= _NEW_SINCE)
_NEW_CUSTOMERS = select(func.count()).select_from(customers).where(_IS_NEW).scalar_subquery()
_SUMMED = select(partners.c.id, _DAY, _ARR, _NEW_CUSTOMERS, partners.c.tier)

# all partners' sums in one pass over each table, where those of a few are better looked up one by one
ARR_OF_EACH = (
    select(subscriptions.c.partner_id, _SUM.label("arr"))
    .where(subscriptions.c.counts)
    .group_by(subscriptions.c.partner_id)
    .subquery("arr_of_each")
)
_NEW_OF_EACH = (
    select(customers.c.partner_id, func.count().label("number"))
    .where(customers.c.paying_since >= _NEW_SINCE)
    .group_by(customers.c.partner_id)
    .subquery("new_of_each")
)
_HAS_ROW = (
    select(daily_figures.c.partner_id)
    .where(daily_figures.c.partner_id == partners.c.id, daily_figures.c.on >= _DAY)
    .exists()
)
_SUMMED_OF_EACH = (
    select(
        partners.c.id,
        _DAY,
        func.coalesce(ARR_OF_EACH.c.arr, 0),
        func.coalesce(_NEW_OF_EACH.c.number, 0),
        partners.c.tier,
    )
    .select_from(
        partners.outerjoin(ARR_OF_EACH, ARR_OF_EACH.c.partner_id == partners.c.id).outerjoin(
            _NEW_OF_EACH, _NEW_OF_EACH.c.partner_id == partners.c.id
        )
    )
    .where(not_(_HAS_ROW), partners.c.joined_on <= _DAY)
)


class _Writing:
    """The statements that write rows, in the words of one database."""

    def __init__(self, dialect: ModuleType) -> None:
        self._dialect = dialect
        self.take_day = self._taken(partners.c.id == _ID)
        self.take_days = self._taken(partners.c.id.in_(bindparam("partner_ids", expanding=True)))
        self.move_days = self._moved()
        self.record = self._upsert(dialect.insert(daily_figures))
        insert = dialect.insert(daily_figures).from_select(_names(DAY), _SUMMED_OF_EACH)
        self.snapshot = insert.on_conflict_do_nothing()

    def _taken(self, whose: ColumnElement[bool]) -> Any:
        insert = self._dialect.insert(daily_figures).from_select(_names(DAY), _SUMMED.where(whose))
        return self._upsert(insert).returning(
            daily_figures.c.partner_id, daily_figures.c.arr, daily_figures.c.new_customers
        )

    def _moved(self) -> Any:
        if self._dialect is postgresql:
            ids = bindparam("partner_ids", type_=postgresql.ARRAY(String))
            amounts = bindparam("amounts", type_=postgresql.ARRAY(BigInteger))
            moved = func.unnest(ids, amounts).table_valued("partner_id", "amount").render_derived("moved")
            who, by = moved.c.partner_id, moved.c.amount
        else:
            moved = func.json_each(bindparam("moved", type_=JSON)).table_valued("key", "value", name="moved")
            who, by = moved.c.key, moved.c.value
        new = select(func.count()).select_from(customers)
        new = new.where(customers.c.partner_id == daily_figures.c.partner_id, customers.c.paying_since >= _NEW_SINCE)
        changed = {"arr": daily_figures.c.arr + by, "new_customers": new.scalar_subquery()}
        return (
            update(daily_figures)
            .where(daily_figures.c.partner_id == who, daily_figures.c.on == _DAY)
            .values(changed)
            .returning(daily_figures.c.partner_id, daily_figures.c.arr, daily_figures.c.new_customers)
        )

    @staticmethod
    def _upsert(insert: Any) -> Any:
        key, values = _names(DAY[:2]), _names(DAY[2:])
        return insert.on_conflict_do_update(index_elements=key, set_={name: insert.excluded[name] for name in values})


def _names(columns: Sequence[ColumnElement[Any]]) -> list[str]:
    return [str(column.key) for column in columns]


_IN_POSTGRESQL, _IN_SQLITE = _Writing(postgresql), _Writing(sqlite)

_OF_ONE = daily_figures.c.partner_id == _ID
FIGURES_ON = select(*DAY).where(_OF_ONE, daily_figures.c.on <= _DAY).order_by(daily_figures.c.on.desc()).limit(1)
SERIES = (
    select(*DAY)
    .where(_OF_ONE, daily_figures.c.on >= bindparam("since", type_=Date), daily_figures.c.on <= _DAY)
    .order_by(daily_figures.c.on)
)
_ROWS = daily_figures.alias("rows_of_it")
NEWEST = select(func.max(_ROWS.c.on)).where(_ROWS.c.partner_id == partners.c.id).scalar_subquery()
PLACES = (
    select(*PARTNER, daily_figures.c.on, daily_figures.c.arr, daily_figures.c.new_customers)
    .select_from(
        partners.join(daily_figures, and_(daily_figures.c.partner_id == partners.c.id, daily_figures.c.on == NEWEST))
    )
    .order_by(partners.c.id)
)

_CHANGES = select(*CHANGE).where(tier_changes.c.partner_id == _ID).order_by(tier_changes.c.id.desc())
CHANGES = _CHANGES.offset(_OFFSET).limit(_LIMIT)
CHANGE_COUNT = select(func.count()).select_from(tier_changes).where(tier_changes.c.partner_id == _ID)
CHANGES_UNTIL = _CHANGES.where(tier_changes.c.on <= _DAY)

_NEWEST_FIRST = select(customers.c.paying_since).order_by(customers.c.paying_since.desc()).offset(_OFFSET).limit(1)
_PAYS = customers.c.paying_since.is_not(None)
COUNTED_SINCE = _NEWEST_FIRST.where(customers.c.partner_id == _ID, _PAYS)
COUNTED_SINCE_THEN = COUNTED_SINCE.where(customers.c.paying_since <= _DAY)
COUNTED_SINCE_OF_EACH = select(
    partners.c.id, _NEWEST_FIRST.where(customers.c.partner_id == partners.c.id, _PAYS).scalar_subquery()
).where(partners.c.tier == bindparam("tier", type_=String))


class HistoryRepository:
    """Days and lines of history as the domain asks for them."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._writing = _IN_POSTGRESQL if transaction.is_postgresql else _IN_SQLITE

    def take_day(self, partner_id: str, day: date, *, new_since: date) -> Figures:
        """Sums up a partner's figures, keeps them as the day's row, and gives them."""
        asked = {"partner_id": partner_id, "day": day, "new_since": new_since}
        _, arr, new_customers = self._transaction.execute(self._writing.take_day, asked).one()
        return Figures(Cents(arr), new_customers)

    def take_days(self, partner_ids: Iterable[str], day: date, *, new_since: date) -> Mapping[str, Figures]:
        """The same for many partners, in the order of their ids so that two writers never wait for each other."""
        wanted, taken = sorted(set(partner_ids)), dict[str, Figures]()
        for start in range(0, len(wanted), KEYS_A_STATEMENT):
            asked = {"partner_ids": wanted[start : start + KEYS_A_STATEMENT], "day": day, "new_since": new_since}
            rows = self._transaction.execute(self._writing.take_days, asked)
            taken.update((partner_id, Figures(Cents(arr), number)) for partner_id, arr, number in rows)
        return taken

    def move_days(self, moved: Mapping[str, Cents], day: date, *, new_since: date) -> Mapping[str, Figures]:
        """Adds to the rows of a day that are there, all at once."""
        if not moved:
            return {}
        asked: dict[str, Any] = {"day": day, "new_since": new_since}
        if self._transaction.is_postgresql:
            asked |= {"partner_ids": list(moved), "amounts": list(moved.values())}
        else:
            asked |= {"moved": moved}
        rows = self._transaction.execute(self._writing.move_days, asked)
        return {partner_id: Figures(Cents(arr), number) for partner_id, arr, number in rows}

    def record_day(self, partner_id: str, day: date, figures: Figures, tier: str) -> None:
        """Writes a day's row anew."""
        values = {"partner_id": partner_id, "on": day, "tier": tier}
        values |= {"arr": figures.arr, "new_customers": figures.new_customers}
        self._transaction.execute(self._writing.record, values)

    def snapshot(self, day: date, *, new_since: date) -> None:
        """Gives every partner its row of a day, but those that have one of that day or a later one, or joined later."""
        self._transaction.execute(self._writing.snapshot, {"day": day, "new_since": new_since})

    def figures_on(self, partner_id: str, day: date) -> DayFigures | None:
        """The row of a day, or the last one before."""
        row = self._transaction.execute(FIGURES_ON, {"partner_id": partner_id, "day": day}).one_or_none()
        return DayFigures(*row) if row is not None else None

    def series(self, partner_id: str, since: date, until: date) -> Sequence[DayFigures]:
        """The rows from one day through another, the oldest first."""
        rows = self._transaction.execute(SERIES, {"partner_id": partner_id, "since": since, "day": until})
        return [DayFigures(*row) for row in rows]

    def changes(self, partner_id: str, *, offset: int, limit: int) -> tuple[Sequence[TierChange], int]:
        """Lines of a partner's tier history, newest first, and how many there are."""
        rows = self._transaction.execute(CHANGES, {"partner_id": partner_id, "offset": offset, "limit": limit})
        found = [TierChange(*row) for row in rows]
        return found, self._transaction.execute(CHANGE_COUNT, {"partner_id": partner_id}).scalar_one()

    def changes_until(self, partner_id: str, day: date, *, limit: int | None = None) -> Sequence[TierChange]:
        """The newest lines up to a day inclusive, newest first; all of them where no limit is given."""
        statement = CHANGES_UNTIL if limit is None else CHANGES_UNTIL.limit(limit)
        rows = self._transaction.execute(statement, {"partner_id": partner_id, "day": day})
        return [TierChange(*row) for row in rows]

    def places(self) -> Sequence[Place]:
        """Every partner that has a row, with its newest one, in the order of their ids."""
        rows = self._transaction.execute(PLACES)
        return [Place(Partner(*row[:-3]), row[-3], Figures(Cents(row[-2]), row[-1])) for row in rows]

    def counted_since(self, partner_id: str, number: int, *, until: date | None = None) -> date | None:
        """The day since which the newest `number` customers of a partner pay; None where there are fewer."""
        asked: dict[str, Any] = {"partner_id": partner_id, "offset": number - 1}
        if until is None:
            return self._transaction.execute(COUNTED_SINCE, asked).scalar_one_or_none()
        return self._transaction.execute(COUNTED_SINCE_THEN, {**asked, "day": until}).scalar_one_or_none()

    def counted_since_of_each(self, tier: str, number: int) -> Mapping[str, date]:
        """The same for every partner that holds a tier; those with fewer customers are left out."""
        rows = self._transaction.execute(COUNTED_SINCE_OF_EACH, {"tier": tier, "offset": number - 1})
        return {partner_id: since for partner_id, since in rows if since is not None}
