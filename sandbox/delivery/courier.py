"""Carries everything to the app: interactions that somebody waits for, and events that are tried again."""

import asyncio
import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from sandbox.delivery.events import Events, Told
from sandbox.delivery.link import Ack, Link, Outcome, Parcel
from sandbox.world.changes import Change
from sandbox.world.model import Json
from sandbox.world.world import World

RETRY_AFTER = (0.0, 60.0, 300.0)
"""Seconds of the workspace's clock after which an event that was not acked is sent again."""


@dataclass(slots=True)
class Courier:
    """Listens to the workspace and delivers what the app is to hear."""

    world: World
    link: Link
    events: Events
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _collecting: list[list[asyncio.Future[None]]] = field(default_factory=list)

    def listen(self) -> None:
        """Delivers the events of every change from now on."""
        self.world.feed.subscribe(self._on_change)

    async def interact(self, parcel: Parcel) -> Ack:
        """Delivers an interaction once; Slack never repeats one."""
        return await self.link.send(parcel)

    def tell(self, told: Told) -> None:
        """Delivers an event if the app has subscribed to it."""
        if told.name in self.world.app.bot_events:
            self._dispatch(told)

    @contextlib.contextmanager
    def collected(self) -> Iterator[list[asyncio.Future[None]]]:
        """The first tries of the events that arise in the block; awaiting them waits for the app's acks."""
        tries: list[asyncio.Future[None]] = []
        self._collecting.append(tries)
        try:
            yield tries
        finally:
            self._collecting.remove(tries)

    async def close(self) -> None:
        """Gives up what is still on its way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.link.close()

    def _on_change(self, change: Change) -> None:
        for told in self.events.of(change):
            self._dispatch(told)

    def _dispatch(self, told: Told) -> None:
        tried: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        for tries in self._collecting:
            tries.append(tried)
        task = asyncio.create_task(self._deliver(self.events.envelope(told), tried))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, payload: Json, tried: asyncio.Future[None]) -> None:
        try:
            ack = await self.link.send(Parcel("events_api", payload))
        finally:
            if not tried.done():
                tried.set_result(None)
        started = self.world.clock.now()
        for number, wait in enumerate(RETRY_AFTER, start=1):
            if ack.outcome is Outcome.ACKED or ack.no_retry:
                return
            await self.world.clock.reach(started + wait)
            parcel = Parcel("events_api", payload, retry=number, reason=_reason(ack))
            ack = await self.link.send(parcel)


def _reason(ack: Ack) -> str:
    """Slack's word for why it tries again."""
    if ack.outcome is Outcome.TIMEOUT:
        return "http_timeout"
    return "http_error" if ack.outcome is Outcome.REFUSED else "connection_failed"
