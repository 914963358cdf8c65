"""The one place between Slack and the handlers: commit, then ack, then send. Every exception becomes an answer."""

from __future__ import annotations

import asyncio
import contextvars
import random
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.answering import Answer, answer
from bot.payloads import Delivery
from bot.sending import Sender
from bot.telemetry import Metrics
from domain.errors import Code, DomainError, FormError
from domain.people import user_id
from domain.ports import Clock
from domain.usecases.membership import admit_by_channel
from handlers import failures
from handlers.context import Context, House, Route
from handlers.requests import Click, Command, HomeOpened, Mentioned, Request, Said, Shortcut, Submission
from handlers.results import Result
from handlers.routes import Routes
from handlers.texts.catalogue import speak
from storage.busy import has_waited, is_busy
from storage.database import Database

WAIT_FOR_SENDS = 1.5
"""Seconds for which the answer to Slack waits for what is sent; it goes on by itself after that."""

ANSWER_WITHIN = 2.5
"""Seconds after its arrival by which a request is answered, whatever is still being sent: Slack waits for three."""

PASSING = (OperationalError, IntegrityError)
"""Database busy, serialization failures, two who add the same at once: another try finds things settled."""

Ack = Callable[[Mapping[str, Any] | None], Awaitable[None]]

logger = structlog.stdlib.get_logger(__name__)


def new_reference() -> str:
    """A short name for one request, for people to read out and for finding it in the log."""
    return f"{random.getrandbits(32):08x}"


def wait_for_sends(taken: float) -> float:
    """Seconds for which the answer may still wait for what is sent, once it has taken so long."""
    return max(0.0, min(WAIT_FOR_SENDS, ANSWER_WITHIN - taken))


@dataclass(frozen=True)
class Work:
    """What came of a request: its answer, how it went, and whether messages are to be sent and files to be fetched."""

    answer: Answer
    outcome: str
    told: bool = False
    brought_files: bool = False


class Boundary:
    """Runs every request: one hop to a worker thread, one transaction, then the ack, then what is sent."""

    def __init__(
        self,
        *,
        database: Database,
        routes: Routes,
        house: House,
        clock: Clock,
        threads: Executor,
        sender: Sender,
        wake: Callable[[], None],
        metrics: Metrics,
        fetch_files: Callable[[], None] = lambda: None,
        reference: Callable[[], str] = new_reference,
    ) -> None:
        self._database = database
        self._routes = routes
        self._house = house
        self._clock = clock
        self._threads = threads
        self._sender = sender
        self._wake = wake
        self._fetch_files = fetch_files
        self._metrics = metrics
        self._reference = reference
        self._under_way: set[asyncio.Task[Any]] = set()

    async def handle(self, delivery: Delivery, ack: Ack) -> None:
        """Answers one delivery. Never raises for what a handler, the database or Slack does."""
        task = asyncio.ensure_future(self._handle(delivery, ack))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        await asyncio.shield(task)  # whoever asked may hang up: what was begun is finished

    async def _handle(self, delivery: Delivery, ack: Ack) -> None:
        speak(self._house.language)
        loop = asyncio.get_running_loop()
        arrived, reference = loop.time(), self._reference()
        with structlog.contextvars.bound_contextvars(
            kind=delivery.kind,
            route=delivery.id,
            team=delivery.team,
            user=user_id(delivery.person),
            reference=reference,
        ):
            context = contextvars.copy_context()
            work = await loop.run_in_executor(self._threads, context.run, self._work, delivery, reference)
            if work.told:
                self._wake()
            if work.brought_files:
                self._fetch_files()
            await ack(work.answer.ack)
            taken = loop.time() - arrived
            self._metrics.requests.labels(delivery.kind, self._label(delivery), work.outcome).inc()
            self._metrics.latency.labels(delivery.kind).observe(taken)
            logger.info("answered", outcome=work.outcome, ms=round(taken * 1000, 1))
            if work.answer.sends:
                sending = self._sender.send(work.answer, delivery, arrived=arrived, reference=reference)
                await self._in_background(sending, wait_for_sends(taken))

    async def _in_background(self, sending: Awaitable[None], patience: float) -> None:
        """Waits a while; what is not done by then is finished without us, and waited for at shutdown."""
        task = asyncio.ensure_future(sending)
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        done, _ = await asyncio.wait({task}, timeout=patience)
        for finished in done:
            if (error := finished.exception()) is not None:
                logger.error("sending_failed", exc_info=error)

    async def drain(self, patience: float = 5.0) -> None:
        """Waits for requests under way and what is still being sent, at most so many seconds; the rest is cut off."""
        left = set(self._under_way)
        if left:
            _, late = await asyncio.wait(left, timeout=patience)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _work(self, delivery: Delivery, reference: str) -> Work:
        """In a worker thread: the transaction, or what to say where it could not be."""
        try:
            route = self._route(delivery.request)
            if route is None or delivery.is_stale:
                return self._said(failures.stale(delivery.request, self._house), delivery, "stale")
            try:
                return self._let_in(route, delivery)
            except (DomainError, FormError) as error:
                return self._said(self._explained(error, delivery), delivery, "refused")
        except Exception as error:  # the last resort: Slack and the person are always answered
            if isinstance(error, OperationalError) and is_busy(error):
                logger.error("database_busy", error=str(error.orig))
                return self._said(failures.busy(delivery.request), delivery, "busy")
            logger.exception("request_failed")
            said = failures.unexpected(delivery.request, self._house, reference)
            return self._said(said, delivery, "failed")

    def _let_in(self, route: Route, delivery: Delivery) -> Work:
        """Who is refused as a stranger in their own company's channel is one of its people by that, and goes on."""
        try:
            return self._settled(route, delivery)
        except DomainError as error:
            channel = getattr(delivery.request, "channel_id", None)
            if error.code is not Code.NOT_A_MEMBER or not channel or not self._admitted(channel, delivery):
                raise
        return self._settled(route, delivery)

    def _admitted(self, channel: str, delivery: Delivery) -> bool:
        with self._database.write() as uow:
            now, vendor_team = self._clock.now(), self._house.vendor_team
            if not admit_by_channel(uow, delivery.person, channel, vendor_team, now=now):
                return False
            uow.commit()
        if uow.told:
            self._wake()
        return True

    def _settled(self, route: Route, delivery: Delivery) -> Work:
        transact = self._write if route.writes else self._read
        try:
            return transact(route, delivery)
        except PASSING as error:
            if has_waited(error):  # Slack would not wait for as long again
                raise
            logger.warning("transaction_repeated", error=str(error.orig))
            return transact(route, delivery)

    def _read(self, route: Route, delivery: Delivery) -> Work:
        with self._database.read() as uow:
            context = Context(self._house, uow, delivery.person, self._clock.now())
            return self._said(route.answer(delivery.request, context), delivery, "done")

    def _write(self, route: Route, delivery: Delivery) -> Work:
        """What cannot be shown is not committed: the answer is made before."""
        now = self._clock.now()
        with self._database.write() as uow:
            if not uow.deliveries.first(delivery.key, now):
                return Work(Answer(), "repeated")
            context = Context(self._house, uow, delivery.person, now)
            said = answer(route.answer(delivery.request, context), delivery)
            uow.changed_for(person=delivery.person)  # what somebody does is on their own Home
            uow.commit()
            return Work(said, "done", uow.told, route.brings_files)

    def _explained(self, error: DomainError | FormError, delivery: Delivery) -> Result:
        with self._database.read() as uow:
            context = Context(self._house, uow, delivery.person, self._clock.now())
            return failures.explain(error, delivery.request, context, self._house)

    def _said(self, result: Result, delivery: Delivery, outcome: str) -> Work:
        return Work(answer(result, delivery), outcome)

    def _route(self, request: Request) -> Route | None:
        match request:
            case Command(name=name, word=word):
                return self._routes.command(name, word)
            case Click(action=action):
                return self._routes.action(action)
            case Submission(modal=modal):
                return self._routes.submission(modal.callback_id)
            case Shortcut(callback_id=callback_id):
                return self._routes.shortcut(callback_id)
            case HomeOpened():
                return self._routes.home
            case Said() | Mentioned():
                return self._routes.message if isinstance(request, Said) else self._routes.mention

    def _label(self, delivery: Delivery) -> str:
        """The route's name for the figures; what people type never becomes one."""
        request = delivery.request
        if isinstance(request, Command):
            known = request.word in self._routes.words.get(request.name, {})
            return f"{request.name} {request.word}".rstrip() if known else "unknown"
        return delivery.id if self._route(request) is not None else "unknown"
