"""`command`: `/partner`, signed over HTTP, against a bare Bolt echo in the same run."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from bench.databases import Kind, both
from bench.load import commands, send
from bench.processes import CLIENT_CORE, MakeApp, ServerProcess, pin, serving
from bench.profile import show_profile
from bench.report import Spread, say, show
from bench.servers import WholeBot, echo
from bench.sink import sink
from bench.world import World

MANY_COMMANDS = 60
GOALS = {"SQLite": "≤ 3 ×", "PostgreSQL": "≤ 3.5 ×"}


@dataclass(frozen=True)
class Scale:
    """How much is in the database, and how often it is asked."""

    world: World
    rounds: int
    requests: int
    warm_up: int


FULL = Scale(World(partners=250, customers=1_750, subscriptions=50_000), rounds=9, requests=1_500, warm_up=600)
QUICK = Scale(World(partners=10, customers=50, subscriptions=500), rounds=2, requests=40, warm_up=40)


@dataclass
class Runner:
    """A server that takes part, and what each round of it measured, for 1,000 requests."""

    name: str
    server: ServerProcess
    word: bytes
    goal: str = ""
    database_cpu: Callable[[], float | None] = lambda: None
    rates: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    of_database: list[float] = field(default_factory=list)
    command: str = "/partner"
    text: str = ""

    def round(self, users: Sequence[str], *, counts: bool = True) -> None:
        """Sends a command for each user; RuntimeError where one is not answered as it should be."""
        requests = commands(self.command, users, text=self.text)
        before, database_before = self.server.cpu(), self.database_cpu()
        try:
            answers = asyncio.run(send(self.server.port, requests))
        except RuntimeError as error:
            raise RuntimeError(f"{self.name}: {error}\n{self.server.log_tail()}") from None
        used, database_after = self.server.cpu() - before, self.database_cpu()
        wrong = [body for body in answers.bodies if self.word not in body]
        if wrong:
            raise RuntimeError(f"{self.name} answered {wrong[0][:500]!r}\n{self.server.log_tail()}")
        if counts:
            thousands = len(users) / 1000
            self.rates.append(len(users) / answers.seconds)
            self.cpu.append(used / thousands)
            if database_before is not None and database_after is not None:
                self.of_database.append((database_after - database_before) / thousands)

    def row(self, floor: Runner) -> Sequence[str]:
        """The line of the table."""
        floored = self is not floor
        cpu = [one / other for one, other in zip(self.cpu, floor.cpu, strict=True)]
        return (
            self.name,
            f"{median(self.rates):,.0f}",
            f"{median(self.cpu):.3f}",
            Spread.of(cpu).times() if floored else "1",
            self.goal,
            f"{median(self.of_database):.3f}" if self.of_database else "",
        )


def run(*, quick: bool, profile: bool = False) -> None:
    """Prints requests a second and CPU seconds per 1,000 requests; or, profiled, where the CPU time goes."""
    scale = QUICK if quick else FULL
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="partner-bench-")))
        kinds = stack.enter_context(both())
        slack = stack.enter_context(serving(sink, folder / "slack.log", core=CLIENT_CORE))
        slack_url = f"http://127.0.0.1:{slack.port}/api/"
        urls = {kind.name: _loaded(kind, scale) for kind in kinds}
        pin(CLIENT_CORE)
        if profile:
            for kind in kinds:
                _profile(kind.name, WholeBot(urls[kind.name], slack_url, inline=True), scale, folder)
        else:
            runners = _runners(kinds, urls, slack_url, folder, stack)
            _compare(runners, scale)


def _loaded(kind: Kind, scale: Scale) -> str:
    url = kind.create("program")
    seconds = scale.world.load(url, datetime.now(UTC).date())
    say(f"{kind.name}: {scale.world.subscriptions:,} subscriptions loaded in {seconds:.1f} s")
    return url


def _runners(
    kinds: Sequence[Kind], urls: dict[str, str], slack_url: str, folder: Path, stack: ExitStack
) -> list[Runner]:
    """The floor first; last the bot with many commands, on the database of the first bot."""

    def start(name: str, app: MakeApp) -> ServerProcess:
        return stack.enter_context(serving(app, folder / f"{name}.log"))

    runners = [Runner("bare Bolt echo", start("echo", echo), b"ok")]
    for kind in kinds:
        server = start(kind.name, WholeBot(urls[kind.name], slack_url))
        goal = GOALS[kind.name]
        runners.append(Runner(f"/partner on {kind.name}", server, b'"blocks"', goal, kind.server_cpu))
    first = kinds[0].name
    many = start("many", WholeBot(urls[first], slack_url, commands=MANY_COMMANDS))
    runners.append(Runner(f"/partner on {first}, one of {MANY_COMMANDS} commands", many, b'"blocks"', "as above"))
    return runners


def _users(scale: Scale, count: int) -> list[str]:
    return [scale.world.user(number * 7) for number in range(count)]


def _compare(runners: Sequence[Runner], scale: Scale) -> None:
    for runner in runners:
        if scale is not QUICK:
            runner.server.settle()
        runner.round(_users(scale, scale.warm_up), counts=False)
    for runner in runners[1:]:
        right = f"${scale.world.arr(7) / 100:,.2f}".encode()
        replace(runner, word=right).round([scale.world.user(7)], counts=False)
    for number in range(scale.rounds):
        order = runners if number % 2 == 0 else runners[::-1]
        for runner in order:
            runner.round(_users(scale, scale.requests))
    floor, on_first, many = runners[0], runners[1], runners[-1]
    ratio = Spread.of([one / other for one, other in zip(many.cpu, on_first.cpu, strict=True)])
    subscriptions = scale.world.subscriptions // scale.world.partners
    show(
        f"/partner for partners with {subscriptions} subscriptions each, among {scale.world.subscriptions:,}",
        ["server", "requests/s", "CPU s per 1,000", "CPU of the echo's", "goal", "the database's own CPU s per 1,000"],
        [runner.row(floor) for runner in runners],
        f"Medians of {scale.rounds} rounds of {scale.requests:,} requests in turn; the least and the most in brackets.",
        f"{MANY_COMMANDS} commands against the real ones: {ratio.times()} in CPU; goal: 1 ×.",
    )


def _profile(name: str, bot: WholeBot, scale: Scale, folder: Path) -> None:
    stats = folder / f"{name}.prof"
    with serving(bot, folder / f"{name}-profiled.log", profile=stats) as server:
        Runner(name, server, b'"blocks"').round(_users(scale, scale.requests), counts=False)
    show_profile(f"Where the CPU time of /partner on {name} goes", stats, requests=scale.requests)
