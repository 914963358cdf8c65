"""`board`: the reps' board and its search among 100,000 leads, over signed HTTP, against a bare Bolt echo."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.command import Runner
from bench.databases import Kind, both
from bench.leads import REP, Leads
from bench.processes import CLIENT_CORE, pin, serving
from bench.report import say, show
from bench.servers import WholeBot, echo
from bench.sink import sink
from bench.world import World
from domain.people import user_id

GOAL = "≤ 3 ×"


@dataclass(frozen=True)
class Scale:
    """How many leads there are, and how often they are asked for."""

    leads: Leads
    rounds: int
    requests: int
    warm_up: int


FULL = Scale(Leads(World(partners=500, customers=0, subscriptions=0), 100_000), rounds=5, requests=600, warm_up=200)
QUICK = Scale(Leads(World(partners=10, customers=0, subscriptions=0), 1_000), rounds=2, requests=20, warm_up=10)

QUESTIONS = {
    "board": "leads",
    "mine": "leads mine",
    "late": "leads late",
    "search, one lead": "leads firm77123",
    "search, a thousand leads": "leads firm77",
    "search, a frequent word": "leads jan",
    "search, two frequent words": "leads jan foods",
}


def run(*, quick: bool) -> None:
    """Prints requests a second and CPU seconds per 1,000 requests for each question on each database."""
    scale = QUICK if quick else FULL
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="partner-bench-")))
        kinds = stack.enter_context(both())
        slack = stack.enter_context(serving(sink, folder / "slack.log", core=CLIENT_CORE))
        urls = {kind.name: _loaded(kind, scale) for kind in kinds}
        pin(CLIENT_CORE)
        runners = [Runner("bare Bolt echo", stack.enter_context(serving(echo, folder / "echo.log")), b"ok")]
        for kind in kinds:
            bot = WholeBot(urls[kind.name], f"http://127.0.0.1:{slack.port}/api/")
            server = stack.enter_context(serving(bot, folder / f"{kind.name}.log"))
            runners += [
                Runner(
                    f"{name}: {kind.name}", server, b'"blocks"', GOAL, kind.server_cpu, command="/program", text=text
                )
                for name, text in QUESTIONS.items()
            ]
        _compare(runners, scale)


def _loaded(kind: Kind, scale: Scale) -> str:
    url = kind.create("leads")
    seconds = scale.leads.load(url, datetime.now(UTC).date())
    say(f"{kind.name}: {scale.leads.leads:,} leads loaded in {seconds:.1f} s")
    return url


def _compare(runners: Sequence[Runner], scale: Scale) -> None:
    rep = user_id(REP)
    for runner in runners:
        if scale is not QUICK:
            runner.server.settle()
        runner.round([rep] * scale.warm_up, counts=False)
    for number in range(scale.rounds):
        order = runners if number % 2 == 0 else runners[::-1]
        for runner in order:
            runner.round([rep] * scale.requests)
    show(
        f"/program leads among {scale.leads.leads:,} leads",
        ["asked", "requests/s", "CPU s per 1,000", "CPU of the echo's", "goal", "the database's own CPU s per 1,000"],
        [runner.row(runners[0]) for runner in runners],
        f"Medians of {scale.rounds} rounds of {scale.requests:,} requests in turn; the least and the most in brackets.",
    )
