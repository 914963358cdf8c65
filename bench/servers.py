"""The servers that are compared: a bare Bolt echo, and the whole bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.inline import Inline
from bench.load import PATH, SIGNING_SECRET
from bench.processes import Application
from bench.world import TEAM
from bot.boundary import Boundary
from bot.files import Files
from bot.http import Site, http_app
from bot.memory import calm_collector
from bot.program_file import load_program
from bot.sending import Sender
from bot.settings import LogFormat, given_settings
from bot.slack_app import SlackApp
from bot.telemetry import configure_logging
from bot.wiring import WORKERS, Bot
from handlers.routes import Routes, routes

PROGRAM = Path(__file__).parent.parent / "program.yml"


@asynccontextmanager
async def echo() -> AsyncIterator[Application]:
    """The least that Bolt can do: one command, answered with one word."""
    app = AsyncApp(signing_secret=SIGNING_SECRET, authorize=_nobody_else, process_before_response=True)

    @app.command("/partner")
    async def answer(ack: AsyncAck) -> None:
        await ack("ok")

    yield _served(app)


async def _nobody_else(**_: Any) -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id=TEAM, bot_token="xoxb-bench", bot_id="B0", bot_user_id="U0")


def _served(app: AsyncApp) -> Starlette:
    handler = AsyncSlackRequestHandler(app)

    async def take(request: Request) -> Response:
        return await handler.handle(request)

    return Starlette(routes=[Route(PATH, take, methods=["POST"])])


def new_bot(database_url: str, slack_url: str) -> Bot:
    """The bot as it is run, on a database and a Slack."""
    configure_logging(LogFormat.JSON)
    settings = given_settings(
        slack_bot_token="xoxb-bench",
        slack_signing_secret=SIGNING_SECRET,
        slack_api_url=slack_url,
        database_url=database_url,
        leads_channel="C0LEADS00",
    )
    return Bot(settings, load_program(PROGRAM))


@dataclass(frozen=True)
class WholeBot:
    """The bot on a database, over HTTP. `commands`: with so many in all; `inline`: without threads, for a profile."""

    database_url: str
    slack_url: str
    commands: int = 0
    inline: bool = False

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[Application]:
        """The application, while the bot runs."""
        bot = new_bot(self.database_url, self.slack_url)
        calm_collector()
        async with bot.running():
            yield self._varied(bot) if self.commands or self.inline else bot.http_app(manage=False)

    def _varied(self, bot: Bot) -> Application:
        """The same parts with other routes or without threads, put together as the bot does it."""
        threads = Inline() if self.inline else ThreadPoolExecutor(WORKERS)
        boundary = Boundary(
            database=bot.database,
            routes=_with_dummies(routes(), self.commands),
            house=bot.house,
            clock=bot.clock,
            threads=threads,
            sender=Sender(
                bot.calls,
                bot.installations,
                bot.metrics,
                Files(bot.calls, bot.database, threads),
                bot.laters,
                bot.homes,
            ),
            wake=bot.dispatcher.wake,
            metrics=bot.metrics,
        )
        slack_app = SlackApp(
            boundary=boundary, installations=bot.installations, calls=bot.calls, signing_secret=SIGNING_SECRET
        )
        return http_app(Site(slack_app, bot.metrics, bot.problems, takes_slack_requests=True, name="benchmark"))


def _with_dummies(real: Routes, commands: int) -> Routes:
    """The real routes and as many more commands as are missing."""
    route = real.words["/partner"]["help"]
    dummies = {f"/dummy-{number}": {"": route} for number in range(commands - len(real.words))}
    return replace(real, words={**dummies, **real.words})
