"""A process that has everything of `bot.cli` imported, and forks one for each run of `app.py`.

Importing takes a second, running a tenth of it. `python tests/cli/forking.py FD` listens on the socket FD that it was
given, until it is killed. Whoever connects sends one `Run` as a line of JSON and gets the exit code.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import runpy
import signal
import socket
import sys
from pathlib import Path
from typing import TypedDict

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "app.py"


class Run(TypedDict):
    """What a new process is given: where, with what, and the files that get what it writes."""

    folder: str
    environment: dict[str, str]
    arguments: list[str]
    out: str
    err: str


def prepare() -> None:
    """Imports what commands would import."""
    sys.path[0] = str(ROOT)  # as it is for `python app.py`
    commands = importlib.import_module("bot.cli")
    for module in pkgutil.iter_modules(commands.__path__, "bot.cli."):
        importlib.import_module(module.name)
    gc.freeze()


def next_run(listening: socket.socket) -> Run:
    """Listens forever; returns in a new process each time, with what that one has to run."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the keepers
    while True:
        connection, _ = listening.accept()
        if os.fork() == 0:
            listening.close()
            return _kept(connection)
        connection.close()


def _kept(connection: socket.socket) -> Run:
    """In the keeper of one run: starts it, waits for its end and passes on its exit code."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with connection.makefile() as lines:
        run: Run = json.loads(lines.readline())
    running = os.fork()
    if running == 0:
        connection.close()
        return run
    _, status = os.waitpid(running, 0)
    connection.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
    os._exit(0)


def become(run: Run) -> None:
    """Is from now on what `python app.py …` would be."""
    os.chdir(run["folder"])
    os.environ.clear()
    os.environ.update(run["environment"])
    for number, file in ((1, run["out"]), (2, run["err"])):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
    sys.argv = [str(APP), *run["arguments"]]
    runpy.run_path(str(APP), run_name="__main__")


if __name__ == "__main__":
    prepare()
    become(next_run(socket.socket(fileno=int(sys.argv[1]))))
