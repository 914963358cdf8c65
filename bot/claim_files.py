"""Keeps the files of claims: their bytes are fetched from Slack after the commit, and stay when Slack's are gone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial
from typing import TypeVar

import structlog

from bot.installations import Installations
from bot.slack_calls import SlackCalls
from bot.slack_errors import CallError, FileGone, Unauthorized
from bot.telemetry import Metrics
from domain.benefit_form import MOST_BYTES
from domain.claims import ClaimFile
from storage.database import Database

T = TypeVar("T")

AT_A_TIME = 20
PATIENCE = 60.0
"""Seconds that one file may take."""

DOWNLOAD = "url_private"

logger = structlog.stdlib.get_logger(__name__)


class ClaimFiles:
    """Fetches what is missing when it is woken: after a claim with files, at the start, and from time to time.

    What Slack no longer has is given up. Whatever else goes wrong may be mended, and is tried again.
    """

    def __init__(
        self,
        *,
        calls: SlackCalls,
        database: Database,
        installations: Installations,
        threads: Executor,
        metrics: Metrics,
    ) -> None:
        self._calls = calls
        self._database = database
        self._installations = installations
        self._threads = threads
        self._metrics = metrics
        self._wanted, self._rested = asyncio.Event(), asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begins with what was missing before."""
        self._loop = asyncio.get_running_loop()
        self._want()
        self._task = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """Leaves off; what is not kept yet is fetched after the next start."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
        self._loop = None

    def wake(self) -> None:
        """Says that there may be something to fetch. From any thread; nothing where it does not run."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._want)

    def _want(self) -> None:
        self._rested.clear()
        self._wanted.set()

    async def settled(self) -> None:
        """Returns once all that was to be fetched up to now was tried."""
        await asyncio.sleep(0)  # whoever woke it just now comes first
        await self._rested.wait()

    async def _work(self) -> None:
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            try:
                await self._fetch_missing()
            except Exception:  # must not end the task: the next wake tries again; the log is where it is seen
                logger.exception("claim_files_not_fetched")
            if not self._wanted.is_set():
                self._rested.set()

    async def _fetch_missing(self) -> int:
        """Tries each file that is missing once; how many are kept now."""
        kept, last = 0, 0
        while missing := await self._in_thread(partial(self._missing, last)):
            for file in missing:
                kept += await self._fetched(file)
                last = file.id or last
        return kept

    async def _fetched(self, file: ClaimFile) -> bool:
        file_id = file.id or 0
        try:
            content = await self._calls.download(
                await self._token(file.team), file.url, most=MOST_BYTES, within=PATIENCE
            )
        except CallError as error:
            self._metrics.calls_failed.labels(method=error.method, code=error.code).inc()
            is_lost = error.group is FileGone
            logger.warning("claim_file_not_fetched", claim=file.claim_id, error=str(error), given_up=is_lost)
            if is_lost:
                await self._in_thread(partial(self._give_up, file_id, error.code))
            return False
        await self._in_thread(partial(self._keep, file_id, content))
        return True

    async def _token(self, team: str | None) -> str:
        token = await self._installations.token(team=team)
        if token is None:
            raise CallError(DOWNLOAD, Unauthorized.NO_ACTIVE_INSTALLATION)
        return token

    async def _in_thread(self, step: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, step)

    def _missing(self, after: int) -> list[ClaimFile]:
        with self._database.read() as uow:
            return list(uow.claims.files_to_fetch(limit=AT_A_TIME, after=after))

    def _keep(self, file_id: int, content: bytes) -> None:
        with self._database.write() as uow:
            uow.claims.keep_content(file_id, content)
            uow.commit()

    def _give_up(self, file_id: int, error: str) -> None:
        with self._database.write() as uow:
            uow.claims.give_up_file(file_id, error)
            uow.commit()
