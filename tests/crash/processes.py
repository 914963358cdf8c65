"""The bot as a process of its own, which can be killed."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp

from sandbox import Workspace
from tests.slack.story import PROGRAM, VENDOR

APP = Path(__file__).parents[2] / "app.py"
PATIENCE = 30.0


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


@asynccontextmanager
async def process(
    workspace: Workspace, database_url: str, folder: Path, *, port: int, socket_mode: bool = True
) -> AsyncIterator[asyncio.subprocess.Process]:
    """`python app.py run`, up and connected; killed at the end of the block, if not before."""
    transport = (
        {"SLACK_APP_TOKEN": workspace.app_token} if socket_mode else {"SLACK_SIGNING_SECRET": workspace.signing_secret}
    )
    environment = {
        "PATH": os.environ["PATH"],
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_API_URL": workspace.api_url,
        "DATABASE_URL": database_url,
        "PROGRAM_FILE": str(PROGRAM),
        "VENDOR_TEAM_ID": VENDOR,
        "LEADS_CHANNEL": "C0LEADS01",
        "CLAIMS_CHANNEL": "C0CLAIMS1",
        "HOST": "127.0.0.1",
        "PORT": str(port),
        **transport,
    }
    with (folder / f"process-{port}.log").open("wb") as log:
        running = await asyncio.create_subprocess_exec(
            sys.executable, str(APP), "run", env=environment, cwd=folder, stdout=log, stderr=log
        )
    try:
        await _ready(running, port, folder)
        yield running
    finally:
        await kill(running)


async def kill(running: asyncio.subprocess.Process) -> None:
    """SIGKILL: nothing is finished, nothing is cleaned up."""
    if running.returncode is None:
        running.kill()
    await running.wait()


async def offline(workspace: Workspace) -> None:
    """Returns once Slack has noticed that the app is gone."""
    app = workspace.world.app
    assert await workspace.world.feed.until(lambda: True if not app.online else None, PATIENCE)


async def _ready(running: asyncio.subprocess.Process, port: int, folder: Path) -> None:
    """Asks the process until it says that it is ready, for as long as it lives."""
    async with aiohttp.ClientSession() as session, asyncio.timeout(PATIENCE):
        while running.returncode is None:
            try:
                async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientConnectionError:
                pass  # it does not listen yet
            await asyncio.sleep(0.05)
    raise AssertionError((folder / f"process-{port}.log").read_text())
