"""The composition root: everything a process is made of, put together once. Nothing happens at import."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import structlog
from sqlalchemy.exc import SQLAlchemyError
from starlette.types import ASGIApp

from bot.billing.route import billing_routes
from bot.billing.taking import BillingDesk
from bot.boundary import Boundary
from bot.claim_files import ClaimFiles
from bot.dispatcher import Dispatcher
from bot.events import Surroundings
from bot.files import Files
from bot.homes import Homes
from bot.http import Site, http_app
from bot.installations import Installations
from bot.invocation import command
from bot.jobs import Jobs
from bot.later import Laters
from bot.memory import calm_collector
from bot.oauth.doors import Doors
from bot.oauth.keys import Vault
from bot.oauth.routes import install_routes
from bot.oauth.store import TokenStore
from bot.pacing import BURST
from bot.places import Places
from bot.scheduler import Scheduler
from bot.sending import Sender
from bot.serving import serve_app
from bot.settings import Settings
from bot.slack_app import SlackApp
from bot.slack_calls import SlackCalls
from bot.slack_errors import CallError
from bot.socket import SocketMode
from bot.telemetry import Metrics
from bot.threads import threads
from domain.ports import Clock
from domain.program import Program
from handlers.context import House
from handlers.routes import Routes, routes
from handlers.texts.catalogue import LANGUAGES, speak
from storage.clock import SystemClock
from storage.database import Database

WORKERS = 8
"""Threads for requests, each with a connection of its own; more are of the dispatcher, jobs and Homes."""

BILLING_WORKERS = 4
"""Threads for billing events: they may wait for a long import, and nobody in Slack is to wait with them."""

OTHER_CONNECTIONS = 4
CONNECTIONS = WORKERS + BILLING_WORKERS + OTHER_CONNECTIONS

logger = structlog.stdlib.get_logger(__name__)


class Bot:
    """One process. `async with bot.running():` connects and works; `bot.http_app()` is what serves HTTP."""

    def __init__(
        self,
        settings: Settings,
        program: Program,
        *,
        clock: Clock | None = None,
        app_routes: Routes | None = None,
        burst: int = BURST,
        languages: Path = LANGUAGES,
    ) -> None:
        self.settings = settings
        self.program = program
        self.clock: Clock = clock or SystemClock()
        self.database = Database(settings.database_url, pool_size=CONNECTIONS, clock=self.clock)
        self.house = House(program, vendor_team=settings.vendor_team_id, languages=languages, desks=settings.desks)
        self.metrics = Metrics()
        self.calls = SlackCalls(settings.slack_api_url)
        self._threads = threads(self.house, WORKERS, "requests")
        own, oauth = settings.slack_bot_token, settings.oauth
        vault = Vault(oauth.keys) if oauth else None
        self.installations = Installations(
            self.calls,
            own=own.get_secret_value() if own else None,
            vendor_team=settings.vendor_team_id,
            store=TokenStore(self.database, vault) if vault else None,
            threads=self._threads,
        )
        self.dispatcher = Dispatcher(
            database=self.database,
            house=self.house,
            places=Places.of(settings),
            calls=self.calls,
            installations=self.installations,
            clock=self.clock,
            metrics=self.metrics,
            burst=burst,
        )
        self.homes = Homes(
            database=self.database,
            house=self.house,
            calls=self.calls,
            installations=self.installations,
            clock=self.clock,
        )
        self._billing_threads = threads(self.house, BILLING_WORKERS, "billing")
        self.claim_files = ClaimFiles(
            calls=self.calls,
            database=self.database,
            installations=self.installations,
            threads=self._threads,
            metrics=self.metrics,
        )
        self.doors = (
            Doors(
                oauth,
                settings.slack_api_url,
                settings.vendor_team_id,
                calls=self.calls,
                database=self.database,
                installations=self.installations,
                clock=self.clock,
                threads=self._threads,
                wake=self._wake,
            )
            if oauth
            else None
        )
        self.jobs = Jobs(
            database=self.database.patient(),
            program=program,
            clock=self.clock,
            metrics=self.metrics,
            wake=self._wake,
            fetch_files=self.claim_files.wake,
            renewing=self.doors.renewing if self.doors else None,
            workspaces=self.doors.workspaces if self.doors else None,
        )
        self.scheduler = Scheduler(self.jobs, self.clock)
        self.laters = Laters(self.calls, self.database, self.house, self.clock, self._threads, self._wake)
        self.boundary = Boundary(
            database=self.database,
            routes=app_routes or routes(),
            house=self.house,
            clock=self.clock,
            threads=self._threads,
            sender=Sender(
                self.calls,
                self.installations,
                self.metrics,
                Files(self.calls, self.database, self._threads),
                self.laters,
                self.homes,
            ),
            wake=self._wake,
            fetch_files=self.claim_files.wake,
            metrics=self.metrics,
        )
        self.billing = BillingDesk(
            database=self.database,
            program=program,
            clock=self.clock,
            metrics=self.metrics,
            wake=self._wake,
            secrets=settings.billing_secrets,
        )
        secret = settings.slack_signing_secret
        surroundings = Surroundings(
            self.database, self.clock, self._threads, self._wake, vendor_team=settings.vendor_team_id
        )
        self.slack_app = SlackApp(
            boundary=self.boundary,
            installations=self.installations,
            calls=self.calls,
            signing_secret=secret.get_secret_value() if secret else "",
            removed=self.doors.changed if self.doors else None,
            surroundings=surroundings.take,
        )
        token = settings.slack_app_token
        self.socket = SocketMode(self.slack_app, token.get_secret_value()) if token else None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Bot]:
        """Migrates the database, then works until the block ends: what was begun is finished, nothing is left over."""
        async with AsyncExitStack() as stack:
            speak(self.house.language)
            stack.callback(self.database.dispose)
            stack.callback(self._threads.shutdown)
            stack.callback(self._billing_threads.shutdown)
            await asyncio.to_thread(self._migrate)
            await self.calls.open()
            stack.push_async_callback(self.calls.close)
            await self._introduce()
            await self.dispatcher.start()
            stack.push_async_callback(self.dispatcher.stop)
            await self.homes.start()
            stack.push_async_callback(self.homes.stop)
            await self.claim_files.start()
            stack.push_async_callback(self.claim_files.stop)
            await self.scheduler.start()
            stack.push_async_callback(self.scheduler.stop)
            stack.push_async_callback(self.boundary.drain)
            if self.socket is not None:
                await self.socket.start()
                stack.push_async_callback(self.socket.stop)
                stack.push_async_callback(self.boundary.drain)  # while acks can still be sent
            yield self

    def _wake(self) -> None:
        """Something was told: it is sent, and shown on Homes."""
        self.dispatcher.wake()
        self.homes.wake()

    def _migrate(self) -> None:
        if not self.database.at_newest_schema():
            self.database.migrate()

    async def _introduce(self) -> None:
        """Asks Slack who we are, so that the first person need not wait for it. A failure shows in `/readyz`."""
        try:
            await self.installations.introduce()
        except CallError as error:
            logger.error("token_not_accepted", error=str(error))

    async def problems(self) -> list[str]:
        """Why requests cannot be worked on now; nothing where they can."""
        found = await asyncio.to_thread(self._database_problems)
        if self.settings.slack_bot_token is None and not found:
            with contextlib.suppress(CallError):  # the vendor may have installed the app since
                await self.installations.introduce()
        if self.installations.problem:
            found.append(f"Slack: {self.installations.problem}")
        if self.socket is not None and self.socket.problem:
            found.append(f"Socket Mode: {self.socket.problem}")
        return found

    async def warnings(self) -> list[str]:
        """What somebody should mend though requests are worked on: it concerns one workspace and not all."""
        return [] if self.doors is None else await asyncio.to_thread(self.doors.problems)

    def _database_problems(self) -> list[str]:
        try:
            self.database.ping()
            newest = self.database.at_newest_schema()
        except SQLAlchemyError as error:
            return [f"database: {type(error).__name__}"]
        return [] if newest else [f"database: not at the newest schema; run: {command('migrate')}"]

    def http_app(self, *, manage: bool = True) -> ASGIApp:
        """The ASGI app. With `manage` the bot runs while the app does; else it is run by somebody else."""
        site = Site(
            slack_app=self.slack_app,
            metrics=self.metrics,
            readiness=self.problems,
            takes_slack_requests=self.settings.slack_signing_secret is not None,
            name=self.house.app_name,
            routers=[
                billing_routes(self.billing, self._billing_threads),
                install_routes(self.doors.desk if self.doors else None, self.house),
            ],
            warnings=self.warnings,
        )
        return http_app(site, self.running if manage else None)


async def serve(bot: Bot) -> None:
    """Runs the bot and serves on HOST:PORT until the process is asked to stop, then finishes what was begun."""
    calm_collector()
    await serve_app(bot.http_app(), bot.settings.host, bot.settings.port)
