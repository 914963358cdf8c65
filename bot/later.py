"""What takes longer than Slack waits for an answer: done after the ack, in a transaction of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.answering import Answer, answer
from bot.payloads import Delivery
from bot.slack_calls import SlackCalls
from bot.slack_errors import CallError
from domain.errors import DomainError, FormError
from domain.ports import Clock
from handlers import failures
from handlers.context import Context, House
from handlers.results import Later, Result
from storage.busy import is_busy, passes
from storage.database import Database

PATIENCE = 60.0
"""Seconds that a file may take."""

MOST_TRIES = 3

logger = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True)
class Laters:
    """Does what handlers leave for later, in the threads of the requests. `wake` says that messages are to be sent."""

    calls: SlackCalls
    database: Database
    house: House
    clock: Clock
    threads: Executor
    wake: Callable[[], None]

    async def do(self, later: Later, token: str, delivery: Delivery, reference: str) -> Answer:
        """What is to be sent then. Never raises for what the work, the database or Slack does."""
        content = b""
        if later.file is not None:
            try:
                content = await self.calls.download(token, later.file.url, most=later.file.most, within=PATIENCE)
            except CallError as error:
                logger.warning("file_not_fetched", error=str(error), reference=reference)
                return answer(later.file.failed, delivery)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.threads, self._done, later, content, delivery, reference)

    def _done(self, later: Later, content: bytes, delivery: Delivery, reference: str) -> Answer:
        try:
            return self._transacted(later, content, delivery)
        except (DomainError, FormError) as error:
            return answer(self._explained(error, delivery), delivery)
        except Exception as error:  # the last resort: the person is told in any case
            if isinstance(error, OperationalError) and is_busy(error):
                logger.error("database_busy", error=str(error.orig))
                return answer(failures.busy(delivery.request), delivery)
            logger.exception("later_failed")
            return answer(failures.unexpected(delivery.request, self.house, reference), delivery)

    def _transacted(self, later: Later, content: bytes, delivery: Delivery) -> Answer:
        """Nobody waits at Slack: where others are at work on the same it waits longer, and begins again."""
        for tried in range(1, MOST_TRIES + 1):
            try:
                with self.database.patient().write() as uow:
                    context = Context(self.house, uow, delivery.person, self.clock.now())
                    said = answer(later.work(context, content), delivery)
                    uow.commit()
                if uow.told:
                    self.wake()
                return said
            except DBAPIError as error:
                if tried == MOST_TRIES or not passes(error):
                    raise
                logger.warning("transaction_repeated", error=str(error.orig))
        raise AssertionError("the last try returns or raises")

    def _explained(self, error: DomainError | FormError, delivery: Delivery) -> Result:
        with self.database.read() as uow:
            context = Context(self.house, uow, delivery.person, self.clock.now())
            return failures.explain(error, delivery.request, context, self.house)
