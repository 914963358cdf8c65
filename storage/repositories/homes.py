"""The Homes that people have opened: what changed for whom, which are to be shown anew, and by whom.

Whatever is told is noted here in its transaction, without looking at any Home. The homes' own worker finds out whose
Home that concerns: so nobody who changes something waits for another one's Home.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Integer, String, bindparam, case, delete, func, insert, or_, select, update

from domain.notices import from_payload
from domain.people import PersonKey
from domain.ports.homes import News
from storage.tables import home_changes, homes, members, outbox, staff_roles
from storage.tables.work import IS_NEWS
from storage.transaction import Transaction
from storage.types import UtcDateTime

STAFF = "staff"
PARTNER = "partner:"
PERSON = "person:"

CHANGES_AT_ONCE = 1_000


@dataclass(frozen=True)
class OpenedHome:
    """A Home to be shown anew: whose it is, what it shows now, and when that was due."""

    person: PersonKey
    team: str | None
    enterprise: str | None
    hash: str
    shown: str
    due_at: datetime
    attempts: int


_PERSON = bindparam("of_person", type_=String)
_NOW = bindparam("now", type_=UtcDateTime)
_ROW = [homes.c[name] for name in ("person", "team", "enterprise", "hash", "shown", "due_at", "attempts")]

NEWS = (
    select(outbox.c.payload, outbox.c.face, outbox.c.place, outbox.c.created_at)
    .where(IS_NEWS, outbox.c.place.in_(bindparam("places", expanding=True)))
    .order_by(outbox.c.id.desc())
    .limit(bindparam("most", type_=Integer))
)
TAKE_CHANGES = delete(home_changes).where(
    home_changes.c.id.in_(
        select(home_changes.c.id)
        .order_by(home_changes.c.id)
        .limit(CHANGES_AT_ONCE)
        .with_for_update(skip_locked=True)  # left out on SQLite, where one transaction writes at a time
    )
)
_DUE = (
    select(homes.c.person)
    .where(homes.c.due_at <= _NOW, or_(homes.c.claimed_until.is_(None), homes.c.claimed_until <= _NOW))
    .order_by(homes.c.due_at)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True)
)
CLAIM = (
    update(homes)
    .where(homes.c.person.in_(_DUE.scalar_subquery()))
    .values(claimed_until=bindparam("until", type_=UtcDateTime), attempts=homes.c.attempts + 1)
    .returning(*_ROW)
)
NEXT_DUE = select(
    func.min(
        case((homes.c.claimed_until > homes.c.due_at, homes.c.claimed_until), else_=homes.c.due_at),
        type_=UtcDateTime,
    )
).where(homes.c.due_at.is_not(None))
# what has changed while it was on its way is due once more
_STILL_DUE = case((homes.c.due_at == bindparam("was_due", type_=UtcDateTime), None), else_=homes.c.due_at)
SETTLE = (
    update(homes)
    .where(homes.c.person == _PERSON)
    .values(due_at=_STILL_DUE, claimed_until=None, attempts=0, published_at=_NOW)
    .values(hash=bindparam("new_hash", type_=String), shown=bindparam("now_shown", type_=String))
)
PUT_OFF = (
    update(homes).where(homes.c.person == _PERSON).values(due_at=bindparam("at", type_=UtcDateTime), claimed_until=None)
)
SHOW = (
    update(homes)
    .where(homes.c.person == _PERSON, homes.c.due_at.is_(None))
    .values(due_at=bindparam("at", type_=UtcDateTime))
)
REST = update(homes).where(homes.c.person == _PERSON).values(due_at=None, claimed_until=None, attempts=0)


class HomeRepository:
    """Homes that were opened, and what has changed for them."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def news(self, places: Iterable[str], *, limit: int) -> Sequence[News]:
        """What partners' people were told last at these places, the newest first."""
        rows = self._transaction.execute(NEWS, {"places": sorted(set(places)), "most": limit})
        return [News(from_payload(row.payload), row.face, row.place, row.created_at) for row in rows]

    def note(self, subjects: Iterable[str]) -> None:
        """Notes what has changed: `partner:northwind`, `person:T0:U0`, or `staff`."""
        rows = [{"subject": subject} for subject in sorted(set(subjects))]
        if rows:
            self._transaction.execute(insert(home_changes), rows)

    def opened(
        self, person: PersonKey, team: str | None, enterprise: str | None, *, new_hash: str, shown: str, now: datetime
    ) -> None:
        """Keeps that a person has opened its Home, and what it shows."""
        values = {"team": team, "enterprise": enterprise, "hash": new_hash, "shown": shown}
        row = {"person": person, **values, "opened_at": now, "published_at": now, "attempts": 0}
        added = self._transaction.insert(homes)
        kept = {name: added.excluded[name] for name in (*values, "opened_at", "published_at")}
        self._transaction.execute(added.on_conflict_do_update(index_elements=["person"], set_=kept), row)

    def has_changes(self) -> bool:
        """Whether anything has been noted that nobody has taken yet."""
        return self._transaction.execute(select(home_changes.c.id).limit(1)).first() is not None

    def take_changes(self, *, opened_since: datetime, now: datetime, pause: timedelta) -> int:
        """Has the Homes shown anew that concern what was noted, of those opened since an instant; how many notes.

        A Home that was shown just now waits for the pause, so that what comes together is shown together.
        """
        taken = self._transaction.execute(TAKE_CHANGES.returning(home_changes.c.subject)).scalars().all()
        if not taken:
            return 0
        people = sorted(self._concerned(set(taken), opened_since))
        for person, published_at in people:
            soon = max(now, published_at + pause)
            in_time = or_(homes.c.due_at.is_(None), homes.c.due_at > soon, homes.c.claimed_until.is_not(None))
            self._transaction.execute(update(homes).where(homes.c.person == person, in_time).values(due_at=soon))
        return len(taken)

    def _concerned(self, subjects: Collection[str], opened_since: datetime) -> set[tuple[str, datetime]]:
        partner_ids = {each.removeprefix(PARTNER) for each in subjects if each.startswith(PARTNER)}
        people = {each.removeprefix(PERSON) for each in subjects if each.startswith(PERSON)}
        whose = [homes.c.person.in_(people)]
        if partner_ids:
            whose.append(homes.c.person.in_(select(members.c.person).where(members.c.partner_id.in_(partner_ids))))
        if STAFF in subjects:
            whose.append(homes.c.person.in_(select(staff_roles.c.person)))
        # locked in one order by whoever does this
        found = (
            select(homes.c.person, homes.c.published_at)
            .where(homes.c.opened_at >= opened_since, or_(*whose))
            .order_by(homes.c.person)
            .with_for_update()
        )
        return {(person, at) for person, at in self._transaction.execute(found)}

    def show_all(self, *, opened_since: datetime, now: datetime, pace: timedelta) -> int:
        """Has every Home opened since an instant made anew, those opened last first; how many.

        In each workspace one after the other at a pace, so that what changes meanwhile finds its way between them.
        """
        found = (
            select(homes.c.person, homes.c.team, homes.c.enterprise)
            .where(homes.c.opened_at >= opened_since, homes.c.due_at.is_(None))
            .order_by(homes.c.opened_at.desc(), homes.c.person)
        )
        places: Counter[str] = Counter()
        rows = []
        for person, team, enterprise in self._transaction.execute(found).all():
            workspace = team or enterprise or ""
            rows.append({"of_person": person, "at": now + places[workspace] * pace})
            places[workspace] += 1
        if rows:
            # locked in one order by whoever does this
            self._transaction.execute(SHOW, sorted(rows, key=lambda row: str(row["of_person"])))
        return len(rows)

    def claim(self, now: datetime, *, limit: int, lease: timedelta) -> Sequence[OpenedHome]:
        """Takes Homes to be shown anew; nobody else has them until the lease ends."""
        rows = self._transaction.execute(CLAIM, {"now": now, "until": now + lease, "most": limit})
        return [OpenedHome(*row) for row in rows]

    def settle(self, home: OpenedHome, *, new_hash: str, shown: str, now: datetime) -> None:
        """Keeps what a Home shows now."""
        done = {"of_person": home.person, "was_due": home.due_at, "new_hash": new_hash, "now_shown": shown, "now": now}
        self._transaction.execute(SETTLE, done)

    def put_off(self, person: PersonKey, at: datetime) -> None:
        """Has a Home shown anew at an instant."""
        self._transaction.execute(PUT_OFF, {"of_person": person, "at": at})

    def rest(self, person: PersonKey) -> None:
        """Leaves a Home as it is until something else changes."""
        self._transaction.execute(REST, {"of_person": person})

    def forget(self, person: PersonKey) -> None:
        """Forgets a Home that is not there any more."""
        self._transaction.execute(delete(homes).where(homes.c.person == person))

    def forget_before(self, instant: datetime) -> int:
        """Forgets Homes that nobody has opened since an instant; how many."""
        return self._transaction.execute(delete(homes).where(homes.c.opened_at < instant)).rowcount

    def next_due(self) -> datetime | None:
        """When the next Home is to be shown anew, which may be past; None where there is none."""
        due: datetime | None = self._transaction.execute(NEXT_DUE).scalar_one()
        return due
