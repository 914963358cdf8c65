"""Homes that are kept up to date: what has changed is shown again on the Homes that people opened not long ago.

Each Home is claimed by one process, and published with Slack's name of what it showed: where somebody else was faster,
it is made anew from what holds now, once.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.as_json import as_json
from bot.home_pace import INTERVAL, KEPT_FOR
from bot.installations import Installations
from bot.pacing import Pacing, delay
from bot.slack_calls import SlackCalls
from bot.slack_errors import HASH_CONFLICT, CallError, Unauthorized, Unreachable
from bot.threads import threads
from domain.people import PersonKey, user_id
from domain.ports import Clock
from handlers.context import Context, House
from handlers.home.handlers import home_of
from storage.database import Database
from storage.repositories.homes import OpenedHome

PUBLISH = "views.publish"
PAUSE = timedelta(seconds=3)
"""What changes within it is shown together."""

BURST = 10
AT_ONCE = 8
LEASE = timedelta(seconds=30)
LONGEST_PAUSE = 5.0
"""Seconds after which is looked for what others have changed."""

LONGEST_WAIT = 10.0
CALL_WITHIN = 8.0
MOST_TRIES = 8
ZONE_KEPT_FOR = timedelta(days=7)

Body = Mapping[str, Any]

logger = structlog.stdlib.get_logger(__name__)


def digest_of(view: Body) -> str:
    """A short name for what a view shows: published again, the same view has the same."""
    return hashlib.sha256(json.dumps(view, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Opening:
    """A Home that was shown to who opened it, and whose installation has it."""

    person: PersonKey
    team: str | None
    enterprise: str | None
    view: Body


class Homes:
    """One process's publisher. However many run on a database, each Home is published by one of them."""

    def __init__(
        self, *, database: Database, house: House, calls: SlackCalls, installations: Installations, clock: Clock
    ) -> None:
        self._database = database
        self._house = house
        self._calls = calls
        self._installations = installations
        self._clock = clock
        self._pacing = Pacing(time=lambda: clock.now().timestamp(), burst=BURST, interval=INTERVAL)
        self._thread = threads(house, 1, "homes")
        self._awake = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._running: asyncio.Task[None] | None = None
        self._closing = False

    async def start(self) -> None:
        """Starts publishing what is due."""
        self._loop = asyncio.get_running_loop()
        self._running = asyncio.create_task(self._run())

    def wake(self) -> None:
        """Looks for what has changed. May be called from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._awake.set)

    async def stop(self) -> None:
        """Finishes the Homes that are on their way."""
        if self._running is None:
            return
        self._closing = True
        self._awake.set()
        await self._running
        self._thread.shutdown()
        self._running = None

    async def opened(self, opening: Opening, answered: Body) -> None:
        """Keeps that somebody has opened a Home, and what it shows. Never raises for what the database does."""
        try:
            asks_zone = await self._in_thread(self._keep_opening, opening, _hash_of(answered))
        except SQLAlchemyError as error:
            logger.warning("opening_not_kept", error=str(error))
            return
        if asks_zone:
            await self._ask_zone(opening)

    async def outdated(self, opening: Opening) -> None:
        """A Home that somebody opened was shown anew meanwhile: it is made again from what holds now."""
        try:
            await self._in_thread(self._touch, opening.person)
        except SQLAlchemyError as error:
            logger.warning("home_not_touched", error=str(error))
        self.wake()

    async def _run(self) -> None:
        while not self._closing:
            self._awake.clear()
            try:
                due, next_due = await self._in_thread(self._claimed)
            except SQLAlchemyError as error:
                logger.warning("homes_not_reached", error=str(error))
                due, next_due = (), None
            await asyncio.gather(*(self._show(home) for home in due))
            if not due:
                await self._pause(next_due)

    async def _pause(self, next_due: datetime | None) -> None:
        seconds = LONGEST_PAUSE
        if next_due is not None:
            seconds = min(max((next_due - self._clock.now()).total_seconds(), 0.05), LONGEST_PAUSE)
        try:
            async with asyncio.timeout(seconds):
                await self._awake.wait()
        except TimeoutError:
            pass

    def _claimed(self) -> tuple[Sequence[OpenedHome], datetime | None]:
        """Homes to be shown anew, once what has changed is seen to."""
        now = self._clock.now()
        with self._database.read() as reading:
            due = reading.homes.next_due()
            if not reading.homes.has_changes() and (due is None or due > now):
                return (), due
        with self._database.write() as uow:
            uow.homes.take_changes(opened_since=now - KEPT_FOR, now=now, pause=PAUSE)
            homes = uow.homes.claim(now, limit=AT_ONCE, lease=LEASE)
            due = uow.homes.next_due()
            uow.commit()
        return homes, due

    async def _show(self, home: OpenedHome) -> None:
        """Publishes one Home. Never raises: what cannot be shown now is shown later or at the next opening."""
        try:
            await self._tried(home)
        except SQLAlchemyError as error:
            logger.warning("home_not_read", person=home.person, error=str(error))  # it is due again after its lease

    async def _tried(self, home: OpenedHome) -> None:
        """Publishes one Home, or notes what becomes of it. Raises SQLAlchemyError where the database did."""
        try:
            await self._published(home)
        except CallError as error:
            logger.warning("home_not_published", person=home.person, error=str(error))
            await self._in_thread(self._failed, home, error)
        except SQLAlchemyError:
            raise
        except Exception:  # a fault in what one Home shows must not end it for all; it rests until it is opened
            logger.exception("home_not_made", person=home.person)
            await self._in_thread(self._rest, home)

    async def _published(self, home: OpenedHome) -> None:
        view, shown = await self._in_thread(self._made, home.person)
        if shown == home.shown:
            await self._in_thread(self._settle, home, home.hash, shown)
            return
        token = await self._installations.token(home.enterprise, home.team)
        if token is None:
            raise CallError(PUBLISH, Unauthorized.NO_ACTIVE_INSTALLATION)
        workspace = home.team or home.enterprise or ""
        wait = self._pacing.reserve(PUBLISH, workspace, at_most=LONGEST_WAIT)
        if wait is None:
            await self._in_thread(self._put_off, home, self._clock.now() + timedelta(seconds=LONGEST_WAIT))
            return
        await asyncio.sleep(wait)
        try:
            answer = await self._publish(token, home.person, view, home.hash)
        except CallError as error:
            if error.retry_after is not None:
                self._pacing.hold(PUBLISH, workspace, error.retry_after)
            if error.code != HASH_CONFLICT:
                raise
            view, shown = await self._in_thread(self._made, home.person)
            answer = await self._publish(token, home.person, view, "")
        await self._in_thread(self._settle, home, _hash_of(answer), shown)

    async def _publish(self, token: str, person: PersonKey, view: Body, last: str) -> Body:
        given = {"hash": last} if last else {}
        arguments = {"user_id": user_id(person), "view": view, **given}
        return await self._calls.call(token, PUBLISH, arguments, within=CALL_WITHIN)

    def _made(self, person: PersonKey) -> tuple[Body, str]:
        with self._database.read() as uow:
            view = as_json(home_of(Context(self._house, uow, person, self._clock.now())))
        return view, digest_of(view)

    def _settle(self, home: OpenedHome, new_hash: str, shown: str) -> None:
        with self._database.write() as uow:
            uow.homes.settle(home, new_hash=new_hash, shown=shown, now=self._clock.now())
            uow.commit()

    def _put_off(self, home: OpenedHome, at: datetime) -> None:
        with self._database.write() as uow:
            uow.homes.put_off(home.person, at)
            uow.commit()

    def _rest(self, home: OpenedHome) -> None:
        with self._database.write() as uow:
            uow.homes.rest(home.person)
            uow.commit()

    def _failed(self, home: OpenedHome, error: CallError) -> None:
        """A Home that is nowhere any more is forgotten; the rest is tried again for a while."""
        now = self._clock.now()
        with self._database.write() as uow:
            if error.group is Unreachable:
                uow.homes.forget(home.person)
            elif error.group is Unauthorized or home.attempts >= MOST_TRIES:
                uow.homes.rest(home.person)
            else:
                wait = timedelta(seconds=error.retry_after) if error.retry_after else delay(home.attempts, 1.0)
                uow.homes.put_off(home.person, now + wait)
            uow.commit()

    def _keep_opening(self, opening: Opening, new_hash: str) -> bool:
        """Whether it is time to ask Slack for the person's time zone."""
        now = self._clock.now()
        with self._database.write() as uow:
            uow.homes.opened(
                opening.person,
                opening.team,
                opening.enterprise,
                new_hash=new_hash,
                shown=digest_of(opening.view),
                now=now,
            )
            asks_zone = uow.manners.asked_before(opening.person, now - ZONE_KEPT_FOR)
            uow.commit()
        return asks_zone

    def _touch(self, person: PersonKey) -> None:
        with self._database.write() as uow:
            uow.changed_for(person=person)
            uow.commit()

    async def _ask_zone(self, opening: Opening) -> None:
        """Quiet hours are those of the person's own zone, as Slack knows it."""
        try:
            token = await self._installations.token(opening.enterprise, opening.team)
            if token is None:
                return
            asked = {"user": user_id(opening.person)}
            answer = await self._calls.call_by_form(token, "users.info", asked, within=CALL_WITHIN)
            await self._in_thread(self._keep_zone, opening.person, (answer.get("user") or {}).get("tz"))
        except (CallError, SQLAlchemyError) as error:
            logger.warning("zone_not_known", error=str(error))

    def _keep_zone(self, person: PersonKey, zone: str | None) -> None:
        with self._database.write() as uow:
            uow.manners.keep_timezone(person, zone, now=self._clock.now())
            uow.commit()

    async def _in_thread(self, step: Any, *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._thread, step, *arguments)


def _hash_of(answered: Body) -> str:
    return str((answered.get("view") or {}).get("hash") or "")
