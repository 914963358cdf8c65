"""Sends the answers to people: at once, with the trigger's three seconds in view, and never raising."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

import structlog

from bot.answering import Answer, Call, Response, ephemeral
from bot.installations import Installations
from bot.payloads import Delivery
from bot.slack_calls import SlackCalls
from bot.slack_errors import CallError, Passing, TooLate
from bot.telemetry import Metrics
from handlers.requests import Click

TRIGGER_LIVES = 2.8
"""Seconds after its arrival for which a request's trigger is counted on: Slack's three, less the way here."""

PATIENCE = 10.0
"""Seconds that a call without a trigger may take."""

TOO_LATE = "That took too long. Please try again."
BUSY = "Slack is very busy right now. Please try again in a moment."
FAILED = "Slack did not take our answer. Please try again; if it happens again, tell us this reference: {reference}"

logger = structlog.stdlib.get_logger(__name__)


@dataclass(eq=False)
class Turns:
    """The updates of one view take turns; `newest` is the time of the latest click that had one."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    newest: str = ""


class Sender:
    """Sends one answer after another for each request; what fails is logged and, where possible, told."""

    def __init__(self, calls: SlackCalls, installations: Installations, metrics: Metrics) -> None:
        self._calls = calls
        self._installations = installations
        self._metrics = metrics
        self._views: WeakValueDictionary[str, Turns] = WeakValueDictionary()

    async def send(self, answer: Answer, delivery: Delivery, *, arrived: float, reference: str) -> None:
        """Sends what is due after the ack. `arrived` is the event loop's time of the request's arrival."""
        for each in answer.sends:
            try:
                await self._in_turn(each, delivery, arrived + TRIGGER_LIVES)
            except CallError as error:
                logger.warning("answer_not_sent", error=str(error), reference=reference)
                self._metrics.calls_failed.labels(method=error.method, code=error.code).inc()
                await self._tell(delivery, _sorry(error, reference))

    async def _in_turn(self, each: Call | Response, delivery: Delivery, deadline: float) -> None:
        """Updates of a view go one after another, and one that a newer click has overtaken is left out."""
        view_id = each.arguments.get("view_id") if isinstance(each, Call) else None
        if view_id is None or not isinstance(delivery.request, Click):
            await self._insist(each, delivery, deadline)
            return
        turns = self._views.setdefault(view_id, Turns())
        async with turns.lock:
            if delivery.request.at >= turns.newest:
                turns.newest = delivery.request.at
                await self._insist(each, delivery, deadline)

    async def _insist(self, each: Call | Response, delivery: Delivery, deadline: float) -> None:
        """Tries a second time where Slack asks for a wait that fits, or the connection broke at once."""
        try:
            return await self._once(each, delivery, deadline)
        except CallError as error:
            left = deadline - asyncio.get_running_loop().time()
            wait = error.retry_after if error.retry_after is not None else 0.0
            broken = error.code == Passing.NO_ANSWER and error.detail != TimeoutError.__name__
            if (error.retry_after is None and not broken) or wait >= left:
                raise
        await asyncio.sleep(wait)
        try:
            await self._once(each, delivery, deadline)
        except CallError as error:
            if not (broken and error.code in {TooLate.EXCHANGED_TRIGGER_ID, TooLate.TRIGGER_EXCHANGED}):
                raise  # else the first call was carried out, and only its answer was lost

    async def _once(self, each: Call | Response, delivery: Delivery, deadline: float) -> None:
        if isinstance(each, Response):
            await self._calls.respond(str(delivery.response_url), each.body, within=PATIENCE)
            return
        token = self._installations.token(delivery.enterprise, delivery.team)
        if token is None:
            raise CallError(each.method, "no_active_installation")
        left = max(0.2, deadline - asyncio.get_running_loop().time())
        await self._calls.call(token, each.method, each.arguments, within=left if each.has_trigger else PATIENCE)

    async def _tell(self, delivery: Delivery, text: str) -> None:
        told = ephemeral(delivery, {"text": text})
        if told is None:
            return
        try:
            await self._once(told, delivery, 0.0)
        except CallError as error:
            logger.warning("sorry_not_sent", error=str(error))


def _sorry(error: CallError, reference: str) -> str:
    if error.group is TooLate or error.code == Passing.NO_ANSWER:
        return TOO_LATE
    if error.code in {Passing.RATELIMITED, Passing.RATE_LIMITED}:
        return BUSY
    return FAILED.format(reference=reference)
