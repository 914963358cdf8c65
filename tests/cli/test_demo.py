"""`demo`: up with sample data, down with Ctrl-C."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from tests.cli.conftest import Program

LAST_LINE = "Ctrl-C stops it; nothing is kept."
UNUSABLE = {"SLACK_BOT_TOKEN": "wrong", "PORT": "abc", "DATABASE_URL": "mysql://db", "LEADS_CHANNEL": "leads"}


@pytest.fixture
def free_port() -> int:
    """A port on which nobody listens."""
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port: int = probe.getsockname()[1]
    return port


@pytest.fixture
def started(bare: Program, free_port: int) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """A demo that is up, with what it has printed. The environment's settings are unusable."""
    process = subprocess.Popen(
        bare.command("demo", "--port", str(free_port), "--no-browser"),
        cwd=bare.folder,
        env=bare.environment | UNUSABLE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    printed = []
    for line in process.stdout:
        printed.append(line.rstrip("\n"))
        if printed[-1] == LAST_LINE:
            break
    yield process, printed
    process.kill()
    process.communicate()


def get(address: str) -> bytes:
    """What an address on this machine answers."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(address, timeout=20) as answer:
        content: bytes = answer.read()
    return content


def test_it_shows_a_workspace_and_stops_without_a_word(
    bare: Program, started: tuple[subprocess.Popen[str], list[str]], free_port: int
) -> None:
    process, printed = started
    address = f"http://127.0.0.1:{free_port}"
    assert printed[0] == f"The bot is up, in a local Slack workspace: {address}"
    assert len(printed) == 5
    assert b"<html" in get(f"{address}/").lower()

    body = json.dumps({"as": "pat", "do": "command", "command": "/partner", "channel": "partner-northwind"})
    request = urllib.request.Request(f"{address}/sandbox/act", body.encode(), {"content-type": "application/json"})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=20) as answer:
        seen: dict[str, Any] = json.load(answer)
    assert seen["error"] is None
    assert "$4,732.80" in json.dumps(seen["messages"])

    taken = bare("demo", "--port", str(free_port), "--no-browser")
    assert (taken.code, taken.out) == (1, [])
    assert f"port {free_port} on 127.0.0.1 can't be used" in taken.error
    assert bare.typed(f"demo --port {free_port + 1}") in taken.error

    process.send_signal(signal.SIGINT)
    rest, errors = process.communicate(timeout=20)
    assert (process.returncode, rest, errors) == (0, "", "")
