"""`demo`: up with sample data, down with Ctrl-C."""

from __future__ import annotations

import json
import shlex
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from tests.cli.conftest import Program
from tests.cli.forking import ROOT

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


def act(address: str, **play: str) -> dict[str, Any]:
    """What a person sees after doing something in the workspace."""
    headers = {"content-type": "application/json"}
    request = urllib.request.Request(f"{address}/sandbox/act", json.dumps(play).encode(), headers)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=20) as answer:
        seen: dict[str, Any] = json.load(answer)
    assert seen["error"] is None
    return seen


def test_it_shows_a_workspace_and_stops_without_a_word(
    bare: Program, started: tuple[subprocess.Popen[str], list[str]], free_port: int
) -> None:
    process, printed = started
    address = f"http://127.0.0.1:{free_port}"
    assert printed[0] == f"The bot is up, in a local Slack workspace: {address}"
    assert len(printed) == 6
    assert b"<html" in get(f"{address}/").lower()

    seen = act(address, **{"as": "pat", "do": "command", "command": "/partner", "channel": "partner-northwind"})
    assert "$4,732.80" in json.dumps(seen["messages"])

    taken = bare("demo", "--port", str(free_port), "--no-browser")
    assert (taken.code, taken.out) == (1, [])
    assert f"port {free_port} on 127.0.0.1 can't be used" in taken.error
    assert bare.typed(f"demo --port {free_port + 2}") in taken.error

    process.send_signal(signal.SIGINT)
    rest, errors = process.communicate(timeout=20)
    assert (process.returncode, rest, errors) == (0, "", "")


def test_its_line_sends_a_billing_event_that_promotes(
    bare: Program, started: tuple[subprocess.Popen[str], list[str]], free_port: int
) -> None:
    _, printed = started
    line = shlex.split(printed[4].partition("promoted: ")[2])
    assert line[-1].startswith("http://127.0.0.1:")

    def typed(*more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*line, *more], cwd=bare.folder, env=bare.environment, capture_output=True, text=True, check=False
        )

    assert json.loads(typed().stdout) == {"id": "evt_01", "status": "applied"}
    seen = act(
        f"http://127.0.0.1:{free_port}",
        **{"as": "pat", "do": "command", "command": "/partner", "channel": "partner-northwind"},
    )
    assert "$7,132.80" in json.dumps(seen["messages"])
    assert "Northwind · Silver" in json.dumps(seen["messages"], ensure_ascii=False)

    assert json.loads(typed().stdout) == {"id": "evt_01", "status": "duplicate"}
    refused = typed("whsec_c29tZWJvZHkgZWxzZSdzIHNlY3JldA==")
    assert refused.returncode == 1
    assert refused.stderr.startswith("401 ")


def test_the_billing_sample_says_where_nobody_answers(bare: Program, free_port: int) -> None:
    address = f"http://127.0.0.1:{free_port}"
    sample = [sys.executable, str(ROOT / "docs" / "billing_event.py"), address]
    run = subprocess.run(sample, cwd=bare.folder, env=bare.environment, capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert run.stderr.startswith(f"nobody answers at {address}")
    assert len(run.stderr.splitlines()) == 1
