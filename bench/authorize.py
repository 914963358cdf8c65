"""`authorize`: the same command from 5,000 workspaces that have installed the app, against one, over signed HTTP."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from cryptography.fernet import Fernet

from bench.databases import Kind, both
from bench.load import SIGNING_SECRET, commands, send
from bench.processes import CLIENT_CORE, Application, ServerProcess, pin, serving
from bench.report import Spread, say, show
from bench.servers import PROGRAM
from bench.sink import sink
from bot.memory import calm_collector
from bot.oauth.keys import Vault
from bot.program_file import load_program
from bot.settings import LogFormat, given_settings
from bot.telemetry import configure_logging
from bot.wiring import Bot
from storage.database import Database
from storage.installations import Installation

GOAL = "≤ 1.1 ×"
VENDOR = "T0VENDOR"
HELP, APOLOGY = b'"text"', b"We apologize"


@dataclass(frozen=True)
class Scale:
    """How many have installed the app, and how often they use it."""

    workspaces: int
    rounds: int
    requests: int


FULL = Scale(workspaces=5_000, rounds=11, requests=2_000)
QUICK = Scale(workspaces=40, rounds=2, requests=40)


@dataclass(frozen=True)
class OpenBot:
    """The bot that others can install, on a database that has their installations."""

    database_url: str
    slack_url: str
    key: str

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[Application]:
        """The application, while the bot runs."""
        configure_logging(LogFormat.JSON)
        settings = given_settings(
            slack_bot_token="xoxb-bench",
            slack_signing_secret=SIGNING_SECRET,
            slack_api_url=self.slack_url,
            database_url=self.database_url,
            leads_channel="C0LEADS00",
            vendor_team_id=VENDOR,
            slack_client_id="1.2",
            slack_client_secret="bench",
            token_encryption_key=self.key,
            public_url="https://bench.example",
        )
        bot = Bot(settings, load_program(PROGRAM))
        calm_collector()
        async with bot.running():
            yield bot.http_app(manage=False)


@dataclass
class Runner:
    """A server with so many installations, and what each round measured: CPU seconds for 1,000 requests."""

    name: str
    server: ServerProcess
    teams: Sequence[str]
    cold: float = 0.0
    cpu: list[float] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)

    def fill(self, count: int) -> None:
        """The first request of each workspace, which looks it up; with one workspace, as many requests."""
        self.cold, _ = self._sent([self.teams[number % len(self.teams)] for number in range(count)])

    def round(self, count: int, number: int) -> None:
        """Requests from workspaces far apart."""
        start = number * 7919
        cpu, rate = self._sent([self.teams[(start + each * 617) % len(self.teams)] for each in range(count)])
        self.cpu.append(cpu)
        self.rates.append(rate)

    def _sent(self, teams: Sequence[str]) -> tuple[float, float]:
        users = [f"U{number:08}" for number in range(len(teams))]
        requests = commands("/partner", users, text="help", teams=teams)
        before = self.server.cpu()
        answers = asyncio.run(send(self.server.port, requests))
        used = self.server.cpu() - before
        wrong = [body for body in answers.bodies if HELP not in body or APOLOGY in body]
        if wrong:
            raise RuntimeError(f"{self.name} answered {wrong[0][:300]!r}\n{self.server.log_tail()}")
        return used / len(teams) * 1000, len(teams) / answers.seconds


def run(*, quick: bool) -> None:
    """Prints CPU seconds per 1,000 requests for both numbers of installations, and their ratio."""
    scale = QUICK if quick else FULL
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="partner-bench-")))
        kinds = stack.enter_context(both())
        slack = stack.enter_context(serving(sink, folder / "slack.log", core=CLIENT_CORE))
        slack_url = f"http://127.0.0.1:{slack.port}/api/"
        loaded = [_loaded(kind, scale) for kind in kinds]
        pin(CLIENT_CORE)
        rows = [
            row for kind, made in zip(kinds, loaded, strict=True) for row in _compared(kind, made, scale, slack_url)
        ]
    show(
        f"/partner help from {scale.workspaces:,} workspaces with an installation each, against one",
        ["installations", "requests/s", "CPU s per 1,000", "of one's", "goal", "the first of each, CPU s per 1,000"],
        rows,
        f"Medians of {scale.rounds} rounds of {scale.requests:,} requests in turn; the least and the most in brackets.",
        "The first request of a workspace reads and decrypts its token; it is believed for ten minutes.",
    )


def _loaded(kind: Kind, scale: Scale) -> list[tuple[int, str, str]]:
    """For one installation and for many: how many, the database's address, and the key of the tokens."""
    made = []
    for count in (1, scale.workspaces):
        url, key = kind.create(f"installed{count}"), Fernet.generate_key().decode()
        vault, now, database = Vault([key]), datetime.now(UTC), Database(url)
        with database.write() as uow:
            for number in range(count):
                uow.installations.put(_installation(vault, number, now))
            uow.commit()
        database.dispose()
        made.append((count, url, key))
    say(f"{kind.name}: {scale.workspaces:,} installations loaded")
    return made


def _installation(vault: Vault, number: int, now: datetime) -> Installation:
    return Installation(
        key=_team(number),
        enterprise_id=None,
        team_id=_team(number),
        is_org=False,
        name=f"Workspace {number}",
        app_id="A0BENCH00",
        bot_id=f"B{number:08}",
        bot_user_id=f"U0BOT{number:05}",
        scopes="commands,chat:write",
        bot_token=vault.lock(f"xoxb-bench-{number}"),
        refresh_token=None,
        expires_at=None,
        installed_by="U00000000",
        installed_at=now,
    )


def _team(number: int) -> str:
    return f"T{number:08}"


def _compared(kind: Kind, loaded: Sequence[tuple[int, str, str]], scale: Scale, slack_url: str) -> list[Sequence[str]]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="partner-bench-")))
        runners = [
            Runner(
                f"{count:,} on {kind.name}",
                stack.enter_context(serving(OpenBot(url, slack_url, key), folder / f"{count}.log")),
                [_team(number) for number in range(count)],
            )
            for count, url, key in loaded
        ]
        for runner in runners:
            runner.fill(scale.workspaces)
        for number in range(scale.rounds):
            for runner in runners if number % 2 == 0 else runners[::-1]:
                runner.round(scale.requests, number)
        one = runners[0]
        return [_row(runner, one) for runner in runners]


def _row(runner: Runner, one: Runner) -> Sequence[str]:
    ratio = [many / single for many, single in zip(runner.cpu, one.cpu, strict=True)]
    return (
        runner.name,
        f"{median(runner.rates):,.0f}",
        f"{median(runner.cpu):.3f}",
        "1" if runner is one else Spread.of(ratio).times(),
        "" if runner is one else GOAL,
        f"{runner.cold:.3f}",
    )
