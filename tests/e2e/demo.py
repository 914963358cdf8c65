"""The demo as a process of its own, just as `make demo` starts it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]


@contextmanager
def demo(log: Path) -> Iterator[str]:
    """Starts it, waits for the line that gives its address, and stops it in the end. What it says goes to `log`."""
    command = [sys.executable, "app.py", "demo", "--no-browser", "--port", str(_free_port())]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with log.open("w") as told:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=told, text=True)
        assert process.stdout is not None
        try:
            first = process.stdout.readline()
            if "http://" not in first:
                raise RuntimeError(f"the demo did not start: {first}{log.read_text()}")
            yield first.rpartition(" ")[2].strip()
        finally:
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=15)
            process.kill()
            process.wait()
            process.stdout.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
