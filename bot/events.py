"""What Slack tells of channels and people: each event is worked on once, in a transaction of its own.

An event that the database could not take is not acked, so that Slack tells of it again. Events come in any order: one
that a newer one about the same thing has overtaken changes nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from bot.payloads import happened_at
from domain.manners import Trouble
from domain.people import PersonKey, person_key
from domain.ports import Clock
from domain.usecases import manners_channels as channels
from domain.usecases.manners_people import person_changed
from storage.database import Database
from storage.unit_of_work import UnitOfWork

Event = Mapping[str, Any]


@dataclass(frozen=True)
class Happening:
    """One event: whose installation was told of it, and who the bot is there."""

    event: Event
    key: str
    team: str | None
    bot_user: str | None
    is_shared: bool
    vendor_team: str | None
    at: datetime
    """When it happened, by Slack's clock."""

    @property
    def kind(self) -> str:
        """Its type."""
        return str(self.event.get("type") or "")

    @property
    def channel(self) -> str:
        """The channel's id."""
        channel = self.event.get("channel")
        return str((channel.get("id") if isinstance(channel, Mapping) else channel) or "")

    @property
    def person(self) -> PersonKey | None:
        """Who it is about."""
        return self._key(self.event.get("user"), self.event.get("team"))

    @property
    def is_about_bot(self) -> bool:
        """Whether it is about ourselves."""
        return self.bot_user is not None and self.event.get("user") == self.bot_user

    @property
    def is_of_poster(self) -> bool:
        """Whether the installation is the one that posts there: the vendor's, but in a partner's own channels."""
        return self.vendor_team in {None, self.team} or not self.is_shared

    def key_of(self, user: object) -> PersonKey | None:
        """A person of the installation's own workspace."""
        return self._key(user, None)

    def _key(self, user: object, team: object) -> PersonKey | None:
        home = team or self.team
        return person_key(str(home), str(user)) if user and home else None


Act = Callable[[UnitOfWork, Happening, datetime], None]

logger = structlog.stdlib.get_logger(__name__)


def _closed(trouble: Trouble) -> Act:
    def close(uow: UnitOfWork, told: Happening, now: datetime) -> None:
        if told.is_of_poster:
            channels.channel_closed(uow, told.channel, trouble, now=now)

    return close


def _unarchived(uow: UnitOfWork, told: Happening, now: datetime) -> None:
    channels.channel_back(uow, told.channel, Trouble.ARCHIVED, now=now)


def _renamed(uow: UnitOfWork, told: Happening, now: datetime) -> None:
    channel = told.event.get("channel")
    name = str(channel.get("name") or "") if isinstance(channel, Mapping) else ""
    channels.channel_renamed(uow, told.channel, name, now=now)


def _moved(uow: UnitOfWork, told: Happening, now: datetime) -> None:  # noqa: ARG001 - as every act
    old, new = told.event.get("old_channel_id"), told.event.get("new_channel_id")
    if old and new:
        channels.channel_moved(uow, str(old), str(new))


def _shared(uow: UnitOfWork, told: Happening, now: datetime) -> None:
    channels.team_came(uow, told.channel, str(told.event.get("connected_team_id") or ""), now=now)


def _unshared(uow: UnitOfWork, told: Happening, now: datetime) -> None:
    channels.team_left(uow, told.channel, str(told.event.get("previously_connected_team_id") or ""), now=now)


def _joined(uow: UnitOfWork, told: Happening, now: datetime) -> None:
    if told.is_about_bot:
        channels.bot_added(uow, told.channel, told.key_of(told.event.get("inviter")), now=now)
    elif told.person is not None:
        channels.person_came(uow, told.person, told.channel, told.vendor_team, now=now)


def _left(uow: UnitOfWork, told: Happening, now: datetime) -> None:
    if told.is_about_bot and told.is_of_poster:
        channels.channel_closed(uow, told.channel, Trouble.REMOVED, now=now)


def _person_changed(uow: UnitOfWork, told: Happening, now: datetime) -> None:
    user = told.event.get("user") or {}
    home = user.get("team_id") or told.team
    if user.get("id") and home and not user.get("is_bot"):
        person = person_key(str(home), str(user["id"]))
        person_changed(uow, person, is_gone=bool(user.get("deleted")), timezone=user.get("tz"), now=now)


def _archival(told: Happening) -> str:
    return f"archival:{told.channel}"


def _presence(told: Happening) -> str | None:
    """Where a person comes or goes, nothing is kept that a late event could undo."""
    is_about_us = told.is_about_bot or "user" not in told.event
    return f"presence:{told.channel}:{told.bot_user}" if is_about_us else None


def _connection(told: Happening) -> str:
    team = told.event.get("connected_team_id") or told.event.get("previously_connected_team_id")
    return f"connection:{told.channel}:{team}"


def _account(told: Happening) -> str:
    user = told.event.get("user") or {}
    return f"account:{user.get('team_id') or told.team}:{user.get('id')}"


ACTS: Mapping[str, Act] = {
    "channel_archive": _closed(Trouble.ARCHIVED),
    "channel_deleted": _closed(Trouble.DELETED),
    "channel_id_changed": _moved,
    "channel_left": _closed(Trouble.REMOVED),
    "channel_rename": _renamed,
    "channel_shared": _shared,
    "channel_unarchive": _unarchived,
    "channel_unshared": _unshared,
    "group_archive": _closed(Trouble.ARCHIVED),
    "group_deleted": _closed(Trouble.DELETED),
    "group_left": _closed(Trouble.REMOVED),
    "group_rename": _renamed,
    "group_unarchive": _unarchived,
    "member_joined_channel": _joined,
    "member_left_channel": _left,
    "user_change": _person_changed,
}

SUBJECTS: Mapping[str, Callable[[Happening], str | None]] = {
    "channel_archive": _archival,
    "channel_left": _presence,
    "channel_shared": _connection,
    "channel_unarchive": _archival,
    "channel_unshared": _connection,
    "group_archive": _archival,
    "group_left": _presence,
    "group_unarchive": _archival,
    "member_joined_channel": _presence,
    "member_left_channel": _presence,
    "user_change": _account,
}
"""What an event is about, where the last one decides what holds."""

SURROUNDINGS = frozenset(ACTS)
"""The types of events that are taken here."""


@dataclass(frozen=True)
class Surroundings:
    """Takes the events. `wake` says that there is something to be sent."""

    database: Database
    clock: Clock
    threads: Executor
    wake: Callable[[], None]
    vendor_team: str | None

    async def take(self, body: Mapping[str, Any]) -> None:
        """Works on one event. Raises SQLAlchemy's errors: Slack tells us again then."""
        told = self._read(body)
        loop = asyncio.get_running_loop()
        if await loop.run_in_executor(self.threads, self._work, told):
            self.wake()

    def _read(self, body: Mapping[str, Any]) -> Happening:
        authorization = (body.get("authorizations") or [{}])[0]
        team = body.get("team_id") or authorization.get("team_id")
        return Happening(
            event=body.get("event") or {},
            key=f"event:{body.get('event_id')}",
            team=str(team) if team else None,
            bot_user=authorization.get("user_id") if authorization.get("is_bot") else None,
            is_shared=bool(body.get("is_ext_shared_channel")),
            vendor_team=self.vendor_team,
            at=happened_at(body),
        )

    def _work(self, told: Happening) -> bool:
        now = self.clock.now()
        with self.database.write() as uow:
            if not uow.deliveries.first(told.key, now):
                return False
            is_overtaken = _is_overtaken(uow, told)
            if not is_overtaken:
                ACTS[told.kind](uow, told, now)
            uow.commit()
        if is_overtaken:
            logger.info("event_overtaken", event_type=told.kind, team=told.team, channel=told.channel)
            return False
        logger.info("surroundings_changed", event_type=told.kind, team=told.team, channel=told.channel)
        return uow.told


def _is_overtaken(uow: UnitOfWork, told: Happening) -> bool:
    find = SUBJECTS.get(told.kind)
    subject = find(told) if find is not None else None
    return subject is not None and not uow.deliveries.is_newest(subject, told.at)
