"""What the vendor's people chose, who is away, who looks after how many partners, and what is held for digests."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Integer, String, and_, bindparam, delete, func, literal_column, select, true, update

from domain.manners import QuietHours
from domain.notices import Face, Notice, from_payload, to_payload
from domain.people import PersonKey, Role
from domain.ports import Clock
from domain.ports.staff import Held, Waiting
from domain.staff import Absence, Listener, ManagerLoad, Mode, StaffSettings, Topic
from storage.mapping import columns_of
from storage.tables import absences, held_notices, notice_choices, partners, staff_roles, staff_settings
from storage.transaction import Transaction
from storage.types import UtcDateTime
from storage.written import Written

_PERSON = bindparam("person", type_=String)
_NOW = bindparam("now", type_=UtcDateTime)
_NUMBER = bindparam("number", type_=String)
_ALWAYS = select(literal_column("1").label("row")).subquery("always")
_IS_AWAY = and_(absences.c.begins_at <= _NOW, absences.c.ends_at > _NOW)

LISTENER = select(absences.c.stand_in, notice_choices.c.topic, notice_choices.c.mode).select_from(
    _ALWAYS.outerjoin(absences, and_(absences.c.person == _PERSON, _IS_AWAY)).outerjoin(
        notice_choices, notice_choices.c.person == _PERSON
    )
)
MODES = select(notice_choices).where(notice_choices.c.person.in_(bindparam("people", expanding=True)))
SETTINGS = (
    select(
        *(staff_settings.c[name] for name in ("timezone", "digest_hour", "quiet_from", "quiet_to")),
        notice_choices.c.topic,
        notice_choices.c.mode,
    )
    .select_from(staff_settings.outerjoin(notice_choices, notice_choices.c.person == staff_settings.c.person))
    .where(staff_settings.c.person == _PERSON)
)
ABSENCE = select(*columns_of(Absence, absences)).where(absences.c.person == _PERSON)
STOOD_IN_BY = select(absences.c.person).where(absences.c.stand_in == _PERSON).order_by(absences.c.person)
AWAY = Written(select(absences.c.person, absences.c.stand_in).where(_IS_AWAY))
MANAGERS = (
    select(staff_roles.c.person, func.count(partners.c.id), absences.c.until)
    .select_from(
        staff_roles.outerjoin(partners, partners.c.account_manager == staff_roles.c.person).outerjoin(
            absences, and_(absences.c.person == staff_roles.c.person, _IS_AWAY)
        )
    )
    .where(staff_roles.c.role == Role.ACCOUNT_MANAGER)
    .group_by(staff_roles.c.person, absences.c.until)
    .order_by(staff_roles.c.person)
)
PARTNERS_OF = select(partners.c.id).where(partners.c.account_manager == _PERSON).order_by(partners.c.id)

_UNTOLD = held_notices.c.digest.is_(None)
WAITING = (
    select(held_notices.c.person, staff_settings.c.timezone, staff_settings.c.digest_hour)
    .select_from(held_notices.outerjoin(staff_settings, staff_settings.c.person == held_notices.c.person))
    .where(_UNTOLD)
    .distinct()
    .order_by(held_notices.c.person)
)
HELD_COUNT = select(func.count()).select_from(held_notices).where(held_notices.c.person == _PERSON, _UNTOLD)
TO_GATHER = (
    select(held_notices.c.id)
    .where(held_notices.c.person == _PERSON, _UNTOLD)
    .order_by(held_notices.c.id)
    .with_for_update()  # whoever comes second finds them gathered; left out on SQLite, where one writes at a time
)
TO_GATHER_BEFORE = TO_GATHER.where(held_notices.c.held_at < _NOW)
HELD = select(*(held_notices.c[name] for name in ("id", "topic", "face", "held_at", "payload"))).where(
    held_notices.c.person == _PERSON, _UNTOLD
)
DROP = delete(held_notices).where(held_notices.c.id == bindparam("row_id", type_=Integer), _UNTOLD)
GATHER = (
    update(held_notices).where(held_notices.c.id == bindparam("row_id", type_=Integer), _UNTOLD).values(digest=_NUMBER)
)

_IN_DIGEST = and_(held_notices.c.person == _PERSON, held_notices.c.digest == _NUMBER)
_NEWEST_FIRST = (
    select(
        *(held_notices.c[name] for name in ("id", "topic", "face", "held_at", "payload")),
        func.row_number().over(partition_by=held_notices.c.topic, order_by=held_notices.c.id.desc()).label("place"),
        func.count().over(partition_by=held_notices.c.topic).label("number_in_topic"),
    )
    .where(_IN_DIGEST)
    .subquery("newest_first")
)
IN_DIGEST = (
    select(_NEWEST_FIRST).where(_NEWEST_FIRST.c.place <= bindparam("most", type_=Integer)).order_by(_NEWEST_FIRST.c.id)
)


class StaffRepository:
    """As of the unit of work's clock, where it depends on the time."""

    def __init__(self, transaction: Transaction, clock: Clock) -> None:
        self._transaction = transaction
        self._clock = clock

    def listener(self, person: PersonKey) -> Listener:
        """How the person is to be told something now. One query, with a row for each topic chosen about."""
        rows = self._transaction.execute(LISTENER, {"person": person, "now": self._clock.now()}).all()
        modes = {row.topic: row.mode for row in rows if row.topic is not None}
        return Listener(person, modes, rows[0].stand_in)

    def modes(self, people: Collection[PersonKey]) -> Mapping[PersonKey, Mapping[Topic, Mode]]:
        """What these people chose; who chose nothing is left out. One query."""
        found: dict[PersonKey, dict[Topic, Mode]] = {}
        if people:
            for row in self._transaction.execute(MODES, {"people": sorted(people)}):
                found.setdefault(row.person, {})[row.topic] = row.mode
        return found

    def settings(self, person: PersonKey) -> StaffSettings | None:
        """What the person chose; None where that was nothing yet."""
        rows = self._transaction.execute(SETTINGS, {"person": person}).all()
        if not rows:
            return None
        modes = {row.topic: row.mode for row in rows if row.topic is not None}
        first = rows[0]
        quiet = None if first.quiet_from is None else QuietHours(first.quiet_from, first.quiet_to)
        return StaffSettings(person, modes, first.timezone, first.digest_hour, quiet)

    def keep(self, settings: StaffSettings) -> None:
        """Keeps what the person chose."""
        insert = self._transaction.insert(staff_settings)
        values = {
            "digest_hour": settings.digest_hour,
            "timezone": settings.timezone,
            "quiet_from": settings.quiet.start if settings.quiet else None,
            "quiet_to": settings.quiet.end if settings.quiet else None,
        }
        row = {"person": settings.person, **values}
        changed = {name: insert.excluded[name] for name in values}
        self._transaction.execute(insert.on_conflict_do_update(index_elements=["person"], set_=changed), row)
        if settings.modes:
            choose = self._transaction.insert(notice_choices)
            self._transaction.execute(
                choose.on_conflict_do_update(index_elements=["person", "topic"], set_={"mode": choose.excluded.mode}),
                [{"person": settings.person, "topic": topic, "mode": mode} for topic, mode in settings.modes.items()],
            )

    def absence(self, person: PersonKey) -> Absence | None:
        """The person's absence, which may be to come or past."""
        row = self._transaction.execute(ABSENCE, {"person": person}).one_or_none()
        return Absence(*row) if row is not None else None

    def put_absence(self, absence: Absence, *, begins_at: datetime, ends_at: datetime) -> None:
        """Keeps an absence in place of the one before. `ends_at` is the first instant at which it is over."""
        values = {
            "stand_in": absence.stand_in,
            "since": absence.since,
            "until": absence.until,
            "begins_at": begins_at,
            "ends_at": ends_at,
        }
        insert = self._transaction.insert(absences)
        changed = {name: insert.excluded[name] for name in values}
        upsert = insert.on_conflict_do_update(index_elements=["person"], set_=changed)
        self._transaction.execute(upsert, {"person": absence.person, **values})

    def end_absence(self, person: PersonKey) -> bool:
        """False where there is none."""
        return bool(self._transaction.execute(delete(absences).where(absences.c.person == person)).rowcount)

    def away(self) -> Mapping[PersonKey, PersonKey]:
        """Everybody who is away now, with who stands in."""
        rows = AWAY.rows(self._transaction, {"now": self._clock.now()})
        return {PersonKey(person): PersonKey(stand_in) for person, stand_in in rows}

    def stood_in_by(self, person: PersonKey) -> Sequence[PersonKey]:
        """Those in whose absence, past or to come, a person stands in, by id."""
        return self._transaction.execute(STOOD_IN_BY, {"person": person}).scalars().all()

    def forget(self, person: PersonKey) -> None:
        """Forgets what a person chose, what is held for it and its absence."""
        for table in (absences, notice_choices, staff_settings):
            self._transaction.execute(delete(table).where(table.c.person == person))
        self._transaction.execute(delete(held_notices).where(held_notices.c.person == person, _UNTOLD))

    def forget_topics(self, person: PersonKey, *, keep: Collection[Topic]) -> None:
        """Forgets what a person chose and what is held for it, but for the topics it still hears of."""
        for table, untold in ((notice_choices, true()), (held_notices, _UNTOLD)):
            others = delete(table).where(table.c.person == person, table.c.topic.not_in(list(keep)), untold)
            self._transaction.execute(others)

    def managers(self) -> Sequence[ManagerLoad]:
        """All account managers, by id."""
        rows = self._transaction.execute(MANAGERS, {"now": self._clock.now()})
        return [ManagerLoad(PersonKey(person), number, until) for person, number, until in rows]

    def take_turn(self) -> None:
        """Lets nobody else choose an account manager before the transaction ends."""
        self._transaction.hold("account managers")

    def partners_of(self, manager: PersonKey) -> Sequence[str]:
        """The ids of the partners that somebody looks after."""
        return self._transaction.execute(PARTNERS_OF, {"person": manager}).scalars().all()

    def hold(self, person: PersonKey, topic: Topic, face: Face, notice: Notice) -> None:
        """Holds a notice for a person's digest; one that was held before is left as it is."""
        row = {
            "key": f"{notice.key}@{person}",
            "person": person,
            "topic": topic,
            "face": face,
            "payload": to_payload(notice),
            "held_at": self._clock.now(),
        }
        insert = self._transaction.insert(held_notices)
        self._transaction.execute(insert.on_conflict_do_nothing(index_elements=["key"]), row)

    def waiting(self) -> Sequence[Waiting]:
        """Everybody for whom something is held that is in no digest yet."""
        return [Waiting(*row) for row in self._transaction.execute(WAITING)]

    def drop_held(self, person: PersonKey, is_to_go: Callable[[Held], bool]) -> None:
        """Forgets those of the notices held for a person, and in no digest yet, that are to go."""
        rows = self._transaction.execute(HELD, {"person": person})
        held = (Held(row.id, row.topic, row.face, row.held_at, from_payload(row.payload)) for row in rows)
        gone = [each.id for each in held if is_to_go(each)]
        if gone:
            self._transaction.execute(DROP, [{"row_id": each} for each in gone])

    def held_count(self, person: PersonKey) -> int:
        """How many notices are held for a person that are in no digest yet."""
        count: int = self._transaction.execute(HELD_COUNT, {"person": person}).scalar_one()
        return count

    def gather(self, person: PersonKey, *, before: datetime | None) -> int | None:
        """Puts what was held before an instant into a digest of its own; its number, None where there is nothing."""
        if before is None:
            found = self._transaction.execute(TO_GATHER, {"person": person})
        else:
            found = self._transaction.execute(TO_GATHER_BEFORE, {"person": person, "now": before})
        ids = found.scalars().all()
        if not ids:
            return None
        number: int = ids[-1]
        self._transaction.execute(GATHER, [{"row_id": each, "number": str(number)} for each in ids])
        return number

    def in_digest(self, person: PersonKey, number: int, *, most: int) -> Mapping[Topic, tuple[int, Sequence[Held]]]:
        """A digest by topic: how many there are, and the newest of them, at most so many, the oldest first."""
        rows = self._transaction.execute(IN_DIGEST, {"person": person, "number": str(number), "most": most})
        found: dict[Topic, tuple[int, list[Held]]] = {}
        for row in rows:
            _, listed = found.setdefault(row.topic, (row.number_in_topic, []))
            listed.append(Held(row.id, row.topic, row.face, row.held_at, from_payload(row.payload)))
        return found

    def forget_told_before(self, instant: datetime) -> int:
        """Forgets what was held before an instant and is in a digest; how many."""
        old = delete(held_notices).where(held_notices.c.held_at < instant, held_notices.c.digest.is_not(None))
        return self._transaction.execute(old).rowcount
