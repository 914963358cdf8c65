"""`run`: connects, serves HTTP beside, and stops when asked to."""

from __future__ import annotations

import asyncio
import signal
import socket
from contextlib import closing

import aiohttp

from sandbox import Workspace
from tests.cli.conftest import Program
from tests.cli.forking import ROOT


async def test_it_connects_serves_and_stops_when_asked(app: Program) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = probe.getsockname()[1]
    async with Workspace.running(manifest=ROOT / "manifest.yml") as workspace:
        settings = {
            "SLACK_API_URL": workspace.api_url,
            "SLACK_BOT_TOKEN": workspace.bot_token,
            "SLACK_APP_TOKEN": workspace.app_token,
            "LEADS_CHANNEL": "C0LEADS01",
            "CLAIMS_CHANNEL": "C0CLAIMS1",
            "PORT": str(port),
        }
        process = await asyncio.create_subprocess_exec(
            *app.command("run"), cwd=app.folder, env=app.environment | settings, stderr=asyncio.subprocess.PIPE
        )
        try:
            assert process.stderr is not None
            while b"running on http://" not in (line := await process.stderr.readline()):
                assert line, "it ended before it served"
            await workspace.app_connected(timeout=30)
            seen = await workspace.person("nick").command("/partner", "help")
            assert seen.error is None
            async with aiohttp.ClientSession() as http, http.get(f"http://127.0.0.1:{port}/healthz") as answer:
                assert answer.status == 200
            process.send_signal(signal.SIGINT)
            _, log = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
                await process.communicate()
    assert process.returncode == 0
    assert b"Traceback" not in log
