"""`demo`: the bot and a local Slack workspace in one process, on a database that is gone afterwards."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import sys
import webbrowser
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.cli.ports import refuse_taken
from bot.cli.show import say
from bot.cli.workspace import LocalWorkspace, OpenWorkspace
from bot.invocation import command, script_command
from bot.manifest import DEFAULT_FILE
from bot.program_file import load_program
from bot.samples.sample import Sample, read_sample
from bot.samples.seed import seed
from bot.serving import listen, serving
from bot.settings import LogFormat, Settings, given_settings
from bot.telemetry import configure_logging
from bot.wiring import Bot
from storage.clock import SystemClock
from storage.database import Database

HOST = "127.0.0.1"
PROGRAM_FILE = DEFAULT_FILE.with_name("program.yml")

BILLING_SAMPLE = DEFAULT_FILE.with_name("docs") / "billing_event.py"
BILLING_SECRET = "whsec_dGhlIGRlbW8ncyBzZWNyZXQsIG5vYm9keSBlbHNlJ3M="  # noqa: S105 - of the sample, for everybody

NO_WAITING = 1000
"""The local workspace takes messages as they come: the sample's cards need not go out one a second."""

TRY_THIS = """\
  1. As Pat of Northwind, type /partner in #partner-northwind and submit a lead.
  2. As Sam, a sales rep, press Review on its card in #leads: approve it, then move it to Won.
  3. Back as Pat, read what the channel heard, and look at /partner again.
  4. Let a customer pay, and see Northwind promoted: {billing}"""

TRY_EMPTY = """\
  1. export VENDOR_TEAM_ID={team} DATABASE_URL={url}
  2. {command} staff add U0SAM0001 --role sales_rep
  3. {command} import partners partners.csv"""


def run_demo(open_workspace: OpenWorkspace, *, port: int, browser: bool, empty: bool) -> None:
    """Stays up until it is asked to stop. The environment's settings and `.env` play no part."""
    refuse_taken(HOST, port, way_out=f"choose another: {command(f'demo --port {port + 2}')}")
    configure_logging(LogFormat.CONSOLE, level=logging.WARNING)
    with TemporaryDirectory(prefix="partner-program-", ignore_cleanup_errors=True) as folder:
        url = f"sqlite:///{Path(folder, 'demo.db')}"
        sample = read_sample()
        _prepare(url, None if empty else sample)
        with _listening(port) as api:
            address = f"http://{HOST}:{api.getsockname()[1]}"
            if empty:
                hints = TRY_EMPTY.format(team=sample.vendor_team, url=url, command=command())
            else:
                hints = TRY_THIS.format(billing=script_command(BILLING_SAMPLE, address))
            asyncio.run(_serve(open_workspace, port, api, url, sample, hints=hints, browser=browser))


def _listening(page: int) -> socket.socket:
    """Where the bot takes billing events: the port after the page's, or any that is free."""
    if page:
        with suppress(OSError, OverflowError):
            return listen(HOST, page + 1)
    return listen(HOST, 0)


def _prepare(url: str, sample: Sample | None) -> None:
    database = Database(url)
    database.migrate()
    database.dispose()
    if sample is not None:
        seed(url, load_program(PROGRAM_FILE), sample, now=SystemClock().now())


async def _serve(
    open_workspace: OpenWorkspace,
    port: int,
    api: socket.socket,
    url: str,
    sample: Sample,
    *,
    hints: str,
    browser: bool,
) -> None:
    asked_to_stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, asked_to_stop.set)
    async with open_workspace(manifest=DEFAULT_FILE, port=port) as workspace:
        bot = Bot(_settings(workspace, url, sample), load_program(PROGRAM_FILE), burst=NO_WAITING)
        async with bot.running(), serving(bot.http_app(manage=False), api):
            address = workspace.page_url.rstrip("/")
            say(f"The bot is up, in a local Slack workspace: {address}\n{hints}\nCtrl-C stops it; nothing is kept.")
            if browser and _has_display():
                webbrowser.open(address)
            await asked_to_stop.wait()


def _settings(workspace: LocalWorkspace, url: str, sample: Sample) -> Settings:
    return given_settings(
        slack_bot_token=workspace.bot_token,
        slack_app_token=workspace.app_token,
        slack_signing_secret=workspace.signing_secret,
        slack_api_url=workspace.api_url,
        database_url=url,
        program_file=PROGRAM_FILE,
        vendor_team_id=sample.vendor_team,
        leads_channel=sample.leads_channel,
        claims_channel=sample.claims_channel,
        billing_webhook_secret=BILLING_SECRET,
    )


def _has_display() -> bool:
    if sys.platform in {"darwin", "win32"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
