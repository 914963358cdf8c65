"""Sends the answers to people: at once, with the trigger's three seconds in view, and never raising."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakValueDictionary

import structlog

from bot.answering import Answer, Call, Response, ephemeral
from bot.as_json import as_json
from bot.files import SHARING, FileNotMadeError, Files
from bot.homes import PUBLISH, Homes, Opening
from bot.installations import Installations
from bot.later import Laters
from bot.payloads import Delivery
from bot.slack_calls import SlackCalls
from bot.slack_errors import HASH_CONFLICT, CallError, Passing, TooLate, Unauthorized, Unreachable
from bot.telemetry import Metrics
from domain.people import user_id
from handlers.requests import Click, Submission
from handlers.results import Later, Reply, SendFile
from handlers.surfaces import as_modal
from handlers.texts.catalogue import mark, say

TRIGGER_LIVES = 2.8
"""Seconds after its arrival for which a request's trigger is counted on: Slack's three, less the way here."""

PATIENCE = 10.0
"""Seconds that a call without a trigger may take."""

TOO_LATE = mark("That took too long. Please try again.")
BUSY = mark("Slack is very busy right now. Please try again in a moment.")
FAILED = mark(
    "Slack did not take our answer. Please try again; if it happens again, tell us this reference: {reference}"
)
NOT_SENT = mark(
    "I couldn't send you {file}. Please try again; if it happens again, tell us this reference: {reference}"
)
NO_MESSAGES = mark(
    "I couldn't send you {file}: Slack doesn't let me write to you directly. Please ask us for the file."
)
NO_MESSAGE = mark("Slack doesn't let me write to you directly. Please use the form instead.")
NOT_ALLOWED = mark(
    "I couldn't send you {file}: your workspace doesn't let me send files yet. "
    "Installing the app once more mends that; please ask us for the file until then."
)
PERHAPS_SENT = mark(
    "I may not have sent you {file}: Slack didn't answer. If it isn't in your messages, please try again."
)

logger = structlog.stdlib.get_logger(__name__)


@dataclass(eq=False)
class Turns:
    """The updates of one view take turns; `newest` is the time of the latest click that had one."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    newest: str = ""


class Sender:
    """Sends one answer after another for each request; what fails is logged and, where possible, told."""

    def __init__(
        self,
        calls: SlackCalls,
        installations: Installations,
        metrics: Metrics,
        files: Files,
        laters: Laters,
        homes: Homes,
    ) -> None:
        self._homes = homes
        self._calls = calls
        self._laters = laters
        self._files = files
        self._installations = installations
        self._metrics = metrics
        self._views: WeakValueDictionary[str, Turns] = WeakValueDictionary()

    async def send(self, answer: Answer, delivery: Delivery, *, arrived: float, reference: str) -> None:
        """Sends what is due after the ack. `arrived` is the event loop's time of the request's arrival."""
        view_id = delivery.request.modal.view_id if isinstance(delivery.request, Submission) else None
        for each in answer.sends:
            try:
                if isinstance(each, Later):
                    done = await self._laters.do(each, await self._token(delivery, "files"), delivery, reference)
                    await self.send(done, delivery, arrived=arrived, reference=reference)
                elif isinstance(each, SendFile):
                    await self._files.send(await self._token(delivery, "files"), user_id(delivery.person), each)
                else:
                    answered = await self._in_turn(each, delivery, arrived + TRIGGER_LIVES)
                    await self._home_shown(each, delivery, answered)
                    view_id = (answered.get("view") or {}).get("id") or view_id
            except CallError as error:
                if error.code == HASH_CONFLICT and (opening := _opening(each, delivery)) is not None:
                    await self._homes.outdated(opening)
                    continue
                logger.warning("answer_not_sent", error=str(error), reference=reference)
                self._metrics.calls_failed.labels(method=error.method, code=error.code).inc()
                if isinstance(each, SendFile):
                    await self._tell(delivery, _not_sent(each, error, reference), view_id)
                else:
                    await self._tell(delivery, _sorry(error, reference))
                if isinstance(each, Call) and each.comes_first:
                    return
            except FileNotMadeError as error:
                logger.exception("file_not_made", exc_info=error, reference=reference)
                await self._tell(delivery, say(NOT_SENT, file=error, reference=reference), view_id)

    async def _home_shown(self, each: Call | Response, delivery: Delivery, answered: Mapping[str, Any]) -> None:
        """A Home that somebody has opened is kept up to date from now on."""
        opening = _opening(each, delivery)
        if opening is not None:
            await self._homes.opened(opening, answered)

    async def _in_turn(self, each: Call | Response, delivery: Delivery, deadline: float) -> Mapping[str, Any]:
        """Updates of a view go one after another, and one that a newer click has overtaken is left out."""
        view_id = each.arguments.get("view_id") if isinstance(each, Call) else None
        if view_id is None or not isinstance(delivery.request, Click):
            return await self._insist(each, delivery, deadline)
        turns = self._views.setdefault(view_id, Turns())
        async with turns.lock:
            if delivery.request.at >= turns.newest:
                turns.newest = delivery.request.at
                return await self._insist(each, delivery, deadline)
        return {}

    async def _insist(self, each: Call | Response, delivery: Delivery, deadline: float) -> Mapping[str, Any]:
        """Tries a second time where Slack asks for a wait that fits, or the connection broke at once."""
        try:
            return await self._once(each, delivery, deadline)
        except CallError as error:
            left = deadline - asyncio.get_running_loop().time()
            wait, broken = error.pause, error.is_cut_off
            if wait is None or wait >= left:
                raise
        await asyncio.sleep(wait)
        try:
            return await self._once(each, delivery, deadline)
        except CallError as error:
            if not (broken and error.code in {TooLate.EXCHANGED_TRIGGER_ID, TooLate.TRIGGER_EXCHANGED}):
                raise
        return {}  # the first call was carried out, and only its answer was lost

    async def _once(self, each: Call | Response, delivery: Delivery, deadline: float) -> Mapping[str, Any]:
        if isinstance(each, Response):
            await self._calls.respond(str(delivery.response_url), each.body, within=PATIENCE)
            return {}
        left = max(0.2, deadline - asyncio.get_running_loop().time())
        token, within = await self._token(delivery, each.method), left if each.has_trigger else PATIENCE
        try:
            return await self._calls.call(token, each.method, each.arguments, within=within)
        except CallError as error:
            if error.group is Unauthorized:
                self._installations.refused(token)
            raise

    async def _token(self, delivery: Delivery, method: str) -> str:
        token = await self._installations.token(delivery.enterprise, delivery.team)
        if token is None:
            raise CallError(method, Unauthorized.NO_ACTIVE_INSTALLATION)
        return token

    async def _tell(self, delivery: Delivery, text: str, view_id: str | None = None) -> None:
        """Says what went wrong: in the view that was opened for it, else where the request came from."""
        told: Call | Response | None = ephemeral(delivery, {"text": text})
        if view_id is not None:
            told = Call("views.update", {"view_id": view_id, "view": as_json(as_modal(Reply(text)))})
        if told is None:
            return
        try:
            await self._once(told, delivery, 0.0)
        except CallError as error:
            logger.warning("sorry_not_sent", error=str(error))


def _opening(each: object, delivery: Delivery) -> Opening | None:
    """The Home that a call shows to who opened it; None for any other call."""
    if not isinstance(each, Call) or each.method != PUBLISH:
        return None
    return Opening(delivery.person, delivery.team, delivery.enterprise, each.arguments["view"])


def _not_sent(file: SendFile, error: CallError, reference: str) -> str:
    if error.group is Unreachable:
        return say(NO_MESSAGES, file=file.name)
    if error.group is Unauthorized:
        return say(NOT_ALLOWED, file=file.name)
    if error.code in {Passing.RATELIMITED, Passing.RATE_LIMITED}:
        return say(BUSY)
    if error.code == Passing.NO_ANSWER and error.method == SHARING:
        return say(PERHAPS_SENT, file=file.name)
    return say(NOT_SENT, file=file.name, reference=reference)


def _sorry(error: CallError, reference: str) -> str:
    if error.group is TooLate or error.code == Passing.NO_ANSWER:
        return say(TOO_LATE)
    if error.code in {Passing.RATELIMITED, Passing.RATE_LIMITED}:
        return say(BUSY)
    if error.group is Unreachable:
        return say(NO_MESSAGE)
    return say(FAILED, reference=reference)
