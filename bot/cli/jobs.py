"""`jobs list|run NAME`."""

from __future__ import annotations

import logging
from difflib import get_close_matches

import structlog

from bot.cli import surroundings
from bot.cli.errors import WRONG_USAGE, CommandError
from bot.cli.show import say, table
from bot.jobs import JobError, Jobs
from bot.oauth.keys import Vault
from bot.oauth.renewing import Renewing
from bot.settings import Settings
from bot.telemetry import Metrics
from domain.program import Program
from storage.clock import SystemClock
from storage.database import Database
from storage.job_runs import JobRun


def show() -> None:
    """What there is, when it is due, and how its latest run ended."""
    settings = surroundings.settings()
    program = surroundings.program(settings)
    with surroundings.database(settings) as database:
        jobs = _jobs(settings, program, database)
        with database.read() as uow:
            latest = uow.job_runs.all_latest()
        rows = [(job.name, str(job.schedule), _run(latest.get(job.name)), job.description) for job in jobs.all.values()]
    table(("job", "when", "latest run", "does"), rows)


def run(name: str) -> None:
    """Runs one job now, whatever its schedule. The messages it makes are sent by the running bot."""
    settings = surroundings.settings()
    program = surroundings.program(settings)
    # what a failed job would log in full is said in one line here
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    with surroundings.database(settings) as database:
        jobs = _jobs(settings, program, database)
        if name not in jobs.all:
            near = get_close_matches(name, jobs.all, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(jobs.all)}"
            raise CommandError(f'there is no job "{name}"; {hint}', code=WRONG_USAGE)
        surroundings.require_tiers(settings, program, database)
        try:
            done = jobs.run_now(name, SystemClock().now())
        except JobError as error:
            for line in error.details:
                say(line)
            raise CommandError(f"{name} failed: {error}") from None
    say(f"{name}: {done or 'done'}")


def _jobs(settings: Settings, program: Program, database: Database) -> Jobs:
    oauth, clock = settings.oauth, SystemClock()
    return Jobs(
        database=database.patient(),
        program=program,
        clock=clock,
        metrics=Metrics(),
        wake=lambda: None,  # the running bot looks into the outbox by itself
        fetch_files=lambda: None,  # and for missing files
        renewing=Renewing(oauth, settings.slack_api_url, database.patient(), Vault(oauth.keys), clock)
        if oauth
        else None,
    )


def _run(latest: JobRun | None) -> str:
    if latest is None:
        return "never"
    when = f"{latest.claimed_at:%Y-%m-%d %H:%M} UTC"
    if latest.finished_at is None:
        return f"{when}, not finished"
    ended = f"failed: {latest.error}" if latest.error else "done"
    return f"{when}, {ended}{', by hand' if latest.by_hand else ''}"
