"""How people are to be written to, and what Slack has told of people and channels."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, String, bindparam, delete, select, update

from domain.manners import Manner, QuietHours, Trouble
from domain.notices.places import direct, person_of
from domain.people import PersonKey
from domain.ports import Clock
from storage.outbox import LATER
from storage.tables import PENDING, channel_troubles, outbox, partners, people_seen, posts, staff_settings, welcomes
from storage.transaction import Transaction

_PEOPLE: BindParameter[list[str]] = bindparam("people", expanding=True)
QUIET = select(
    staff_settings.c.person, staff_settings.c.timezone, staff_settings.c.quiet_from, staff_settings.c.quiet_to
).where(staff_settings.c.person.in_(_PEOPLE), staff_settings.c.quiet_from.is_not(None))
GONE = select(people_seen.c.person).where(people_seen.c.person.in_(_PEOPLE), people_seen.c.gone_at.is_not(None))
_IS_ITS_CHANNEL = partners.c.slack_channel_id == channel_troubles.c.channel_id
AT_CHANNEL = (
    select(partners.c.id)
    .where(partners.c.slack_channel_id == bindparam("channel_id", type_=String))
    .order_by(partners.c.id)
)
TROUBLES = (
    select(channel_troubles.c.partner_id, channel_troubles.c.trouble, channel_troubles.c.since)
    # a partner with another channel since then is in no trouble
    .join(partners, (partners.c.id == channel_troubles.c.partner_id) & _IS_ITS_CHANNEL)
    .where(channel_troubles.c.partner_id.in_(bindparam("partner_ids", expanding=True)))
)


class MannerRepository:
    """Manners as the domain asks for them."""

    def __init__(self, transaction: Transaction, clock: Clock) -> None:
        self._transaction = transaction
        self._clock = clock

    def of(self, people: Iterable[PersonKey]) -> Mapping[PersonKey, Manner]:
        """How these people are to be written to now; who has nothing to be minded is left out."""
        asked = {"people": sorted(set(people))}
        if not asked["people"]:
            return {}
        found: dict[PersonKey, Manner] = {}
        for person, zone, start, end in self._transaction.execute(QUIET, asked):
            until = QuietHours(start, end).until(self._clock.now(), ZoneInfo(zone))
            if until is not None:
                found[person] = Manner(quiet_until=until)
        for person in self._transaction.execute(GONE, asked).scalars():
            found[person] = Manner(is_gone=True)
        return found

    def timezone(self, person: PersonKey) -> str | None:
        """The zone that Slack knows of a person."""
        known = select(people_seen.c.timezone).where(people_seen.c.person == person)
        zone: str | None = self._transaction.execute(known).scalar_one_or_none()
        return zone

    def asked_before(self, person: PersonKey, instant: datetime) -> bool:
        """Whether Slack was not asked about a person since an instant."""
        asked = select(people_seen.c.asked_at).where(people_seen.c.person == person)
        at: datetime | None = self._transaction.execute(asked).scalar_one_or_none()
        return at is None or at < instant

    def keep_timezone(self, person: PersonKey, timezone: str | None, *, now: datetime) -> None:
        """Keeps what Slack says of a person's zone."""
        self._seen(person, {"timezone": timezone, "asked_at": now})

    def set_gone(self, person: PersonKey, *, is_gone: bool, now: datetime) -> bool:
        """Whether that is new."""
        known = select(people_seen.c.gone_at).where(people_seen.c.person == person)
        was = self._transaction.execute(known).scalar_one_or_none() is not None
        if was != is_gone:
            self._seen(person, {"gone_at": now if is_gone else None})
        return was != is_gone

    def _seen(self, person: PersonKey, values: Mapping[str, object]) -> None:
        added = self._transaction.insert(people_seen)
        kept = {name: added.excluded[name] for name in values}
        upsert = added.on_conflict_do_update(index_elements=["person"], set_=kept)
        self._transaction.execute(upsert, {"person": person, **values})

    def welcome(self, person: PersonKey, partner_id: str, *, now: datetime) -> bool:
        """Whether it is the person's first time with the partner."""
        insert = self._transaction.insert(welcomes).on_conflict_do_nothing().returning(welcomes.c.person)
        row = {"person": person, "partner_id": partner_id, "welcomed_at": now}
        return self._transaction.execute(insert, row).one_or_none() is not None

    def partners_at(self, channel_id: str) -> Sequence[str]:
        """The ids of the partners whose channel this is."""
        return self._transaction.execute(AT_CHANNEL, {"channel_id": channel_id}).scalars().all()

    def troubles(self, partner_ids: Collection[str], *, since: datetime | None = None) -> Mapping[str, Trouble]:
        """Why these partners' channels can't be posted to, as far as that was found out since an instant."""
        if not partner_ids:
            return {}
        rows = self._transaction.execute(TROUBLES, {"partner_ids": sorted(set(partner_ids))})
        return {row.partner_id: row.trouble for row in rows if since is None or row.since > since}

    def note_trouble(self, partner_id: str, channel_id: str, trouble: Trouble, *, now: datetime) -> bool:
        """Whether there was none before."""
        insert = self._transaction.insert(channel_troubles)
        row = {"partner_id": partner_id, "channel_id": channel_id, "trouble": trouble, "since": now}
        of_former = channel_troubles.c.channel_id != insert.excluded.channel_id
        kept = {name: insert.excluded[name] for name in ("channel_id", "trouble", "since")}
        upsert = insert.on_conflict_do_update(index_elements=["partner_id"], set_=kept, where=of_former)
        added = self._transaction.execute(upsert.returning(channel_troubles.c.partner_id), row)
        return added.one_or_none() is not None

    def end_trouble(self, partner_id: str) -> Trouble | None:
        """What the trouble was, if there was any."""
        ended = delete(channel_troubles).where(channel_troubles.c.partner_id == partner_id)
        trouble: Trouble | None = self._transaction.execute(
            ended.returning(channel_troubles.c.trouble)
        ).scalar_one_or_none()
        return trouble

    def move_posts(self, channel_id: str, new_id: str) -> None:
        """The messages of a channel are found under its new id."""
        pinned, pin = posts.c.key == f"pin:{channel_id}", f"pin:{new_id}"
        self._transaction.execute(update(posts).where(pinned).values(key=pin))
        self._transaction.execute(update(posts).where(posts.c.channel == channel_id).values(channel=new_id))

    def drop_held(self, person: PersonKey) -> None:
        """Forgets the direct messages that wait for the end of a person's quiet hours: the person is gone."""
        waiting = delete(outbox).where(
            PENDING, outbox.c.place == direct(person) + LATER, outbox.c.claimed_until.is_(None)
        )
        self._transaction.execute(waiting)

    def let_go(self, place: str, at: datetime) -> None:
        """Has what was held for a place sent from an instant on: for quiet hours, or while it was in trouble."""
        lane = place + LATER if person_of(place) else place
        waiting = update(outbox).where(PENDING, outbox.c.place == lane, outbox.c.claimed_until.is_(None))
        self._transaction.execute(waiting.values(available_at=at))
