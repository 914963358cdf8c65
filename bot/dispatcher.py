"""Sends what is in the outbox: at least once, each place in its order, woken at commit.

Rows are claimed and marked in groups, in one transaction for both; rendered in another; and sent outside of any.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.delivering import Carrier
from bot.errands import Errand, Errands
from bot.installations import Installations
from bot.letters import LetterOffice
from bot.outcomes import Dead, Later, Letter, Outcome, Sent
from bot.pacing import BURST, Pacing
from bot.places import Places
from bot.slack_calls import SlackCalls
from bot.telemetry import Metrics
from bot.threads import threads
from domain.manners import Trouble
from domain.partners import Partner
from domain.ports import Clock
from domain.usecases.manners_channels import channel_back, channel_closed
from handlers.context import House
from storage.database import Database
from storage.unit_of_work import UnitOfWork

AT_ONCE = 8
CLAIMED_AT_MOST = 16
LEASE = timedelta(seconds=60)
"""Longer than a row can take, its wait for a channel and for others' calls included; after a crash it is free then."""

LONGEST_PAUSE = 30.0
AFTER_TROUBLE = 1.0
CLOSE_WITHIN = 10.0

logger = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True)
class Turn:
    """What one visit to the database gave: what is to be sent or done, what is decided without, the next due time."""

    letters: Sequence[Letter | Errand]
    decided: Sequence[Outcome]
    next_due: datetime | None


class Dispatcher:
    """One process's sender. However many run on a database, each row is sent by one of them."""

    def __init__(
        self,
        *,
        database: Database,
        house: House,
        places: Places,
        calls: SlackCalls,
        installations: Installations,
        clock: Clock,
        metrics: Metrics,
        burst: int = BURST,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._database = database
        self._clock = clock
        self._metrics = metrics
        self._office = LetterOffice(house, places, clock)
        pacing = Pacing(time=lambda: clock.now().timestamp(), burst=burst)
        self._carrier = Carrier(calls, installations, pacing, clock, asyncio.Semaphore(AT_ONCE), chance)
        self._errands = Errands(self._carrier, house.vendor_team)
        self._vendor_team = house.vendor_team
        self._thread = threads(house, 1, "dispatcher")
        self._awake = asyncio.Event()
        self._idle = asyncio.Event()
        self._in_air: set[asyncio.Task[None]] = set()
        self._outcomes: list[Outcome] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._running: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Starts sending what is due."""
        self._loop = asyncio.get_running_loop()
        self._running = asyncio.create_task(self._run())

    def wake(self) -> None:
        """Looks at the outbox at once. May be called from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._rouse)

    async def idle(self) -> None:
        """Returns once nothing is due and nothing is in the air; what was put off is not waited for."""
        self._rouse()
        await self._idle.wait()

    def _rouse(self) -> None:
        self._idle.clear()
        self._awake.set()

    async def stop(self) -> None:
        """Finishes what is in the air, gives the rest back, and marks both."""
        if self._running is None:
            return
        self._carrier.closing.set()
        self._awake.set()
        await self._running
        if self._in_air:
            _, late = await asyncio.wait(self._in_air, timeout=CLOSE_WITHIN)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self._visit(room=0)
        self._thread.shutdown()
        self._running = None

    async def _run(self) -> None:
        while not self._carrier.closing.is_set():
            self._awake.clear()
            turn = await self._visit(room=CLAIMED_AT_MOST - len(self._in_air))
            if turn is None:
                await self._pause(AFTER_TROUBLE)
                continue
            for letter in turn.letters:
                task = asyncio.create_task(self._carry(letter))
                self._in_air.add(task)
                task.add_done_callback(self._in_air.discard)
            self._outcomes += turn.decided
            if self._outcomes:
                continue
            if not self._in_air and not self._awake.is_set():
                self._idle.set()
            full = len(self._in_air) >= CLAIMED_AT_MOST
            await self._pause(LONGEST_PAUSE if full else self._until(turn.next_due))

    async def _carry(self, letter: Letter | Errand) -> None:
        try:
            if isinstance(letter, Errand):
                outcome = await self._errands.run(letter)
            else:
                outcome = await self._carrier.carry(letter)
        except Exception as error:  # must not end the loop: the row is put off and carried again
            logger.exception("message_not_carried", key=letter.row.key)
            outcome = self._carrier.put_off(letter.row, f"{type(error).__name__}: {error}")
        self._outcomes.append(outcome)
        self._awake.set()

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._awake.wait()
        except TimeoutError:
            pass

    def _until(self, due: datetime | None) -> float:
        """Seconds until a row is due; what lands wakes us before."""
        if due is None:
            return LONGEST_PAUSE
        return min(max((due - self._clock.now()).total_seconds(), 0.02), LONGEST_PAUSE)

    async def _visit(self, *, room: int) -> Turn | None:
        """One visit to the database; None where it failed, and then nothing is lost: the outcomes are kept."""
        outcomes, self._outcomes = self._outcomes, []
        try:
            loop = asyncio.get_running_loop()
            turn = await loop.run_in_executor(self._thread, self._turn, outcomes, room)
        except SQLAlchemyError as error:
            logger.warning("outbox_not_reached", error=str(error))
            self._outcomes = outcomes + self._outcomes
            return None
        for outcome in outcomes:
            self._report(outcome)
        return turn

    def _turn(self, outcomes: Sequence[Outcome], room: int) -> Turn:
        with self._database.write() as uow:
            now = self._clock.now()
            uow.outbox.sent([(each.row.id, each.channel, each.ts) for each in outcomes if isinstance(each, Sent)], now)
            for each in outcomes:
                if not isinstance(each, Dead) and each.effect is not None:
                    each.effect(uow, now=now)
                if isinstance(each, Later):
                    self._put_off(uow, each, now)
                elif isinstance(each, Sent):
                    _see_that_it_is_open(uow, each, now)
                elif isinstance(each, Dead):
                    uow.outbox.bury(each.row.id, each.error, now)
                if not isinstance(each, Dead) and each.placed is not None:
                    uow.outbox.remember(each.placed.key, each.placed.channel, each.placed.ts)
            rows = uow.outbox.claim(now, room, LEASE) if room > 0 else []
            next_due = uow.outbox.next_due() if not rows else None
            uow.commit()
        if not rows:
            return Turn((), (), next_due)
        try:
            with self._database.read() as reading:
                letters, decided = self._office.prepare(reading, rows)
        except SQLAlchemyError as error:
            again = self._clock.now() + timedelta(seconds=AFTER_TROUBLE)
            return Turn((), [Later(row, again, str(error)) for row in rows], None)
        return Turn(letters, decided, None)

    def _put_off(self, uow: UnitOfWork, later: Later, now: datetime) -> None:
        """Where a partner's channel is closed, who looks after the partner is told once.

        What has found it so is sent again at once, where the channel is another one or open by now; so is what could
        not be sent without the app, where that was installed meanwhile.
        """
        at, place, lost = later.at, later.row.place, later.lost
        partner = uow.partners.get(place.partition(":")[2]) if lost or later.is_held else None
        if partner is not None and lost is not None and partner.slack_channel_id == lost.channel:
            channel_closed(uow, lost.channel, lost.trouble, now=now)
        elif self._is_mended(uow, later, partner):
            at = now
        uow.outbox.retry(later.row.id, at, later.error)

    def _is_mended(self, uow: UnitOfWork, later: Later, partner: Partner | None) -> bool:
        if later.absent is not None:
            # from a workspace that never had the app the vendor's sends
            return uow.installations.is_served(later.absent.sender, self._vendor_team)
        return partner is not None and not uow.manners.troubles([partner.id])

    def _report(self, outcome: Outcome) -> None:
        name = type(outcome).__name__.lower()
        self._metrics.sends.labels(name).inc()
        row = outcome.row
        match outcome:
            case Sent():
                logger.info("message_sent", key=row.key, place=row.place)
            case Later(error=error):
                logger.info("message_put_off", key=row.key, place=row.place, reason=error, attempts=row.attempts)
            case Dead(error=error):
                logger.error("message_given_up", key=row.key, place=row.place, reason=error)


def _see_that_it_is_open(uow: UnitOfWork, sent: Sent, now: datetime) -> None:
    """What could not be posted for a while was posted: what was in the way is over, though Slack told of nothing."""
    kind, _, partner_id = sent.row.place.partition(":")
    if kind == "partner" and sent.row.error is not None and uow.manners.troubles([partner_id]):
        channel_back(uow, sent.channel, *Trouble, now=now)
