"""Servers in processes of their own, so that their CPU time is theirs alone, each on one core where there are two."""

from __future__ import annotations

import asyncio
import cProfile
import multiprocessing
import os
import socket
import sys
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

import uvicorn

T = TypeVar("T")

Application = Callable[..., Any]
MakeApp = Callable[[], AbstractAsyncContextManager[Application]]
"""Makes an ASGI application inside the running loop. It is sent to the new process, so it can be pickled."""

SERVER_CORE, CLIENT_CORE = 0, 1
LAST_LINES = 20

LONGEST_START = 120
"""Seconds until a server that has started must be idle."""

IDLE = 0.05
"""So many CPU seconds in one second are less than any work."""


@dataclass(frozen=True)
class ServerProcess:
    """A server that listens on a port of this machine."""

    port: int
    _pipe: Connection
    _log: Path

    def cpu(self) -> float:
        """The CPU seconds, user and system, that its process has used up to now."""
        self._pipe.send("cpu")
        seconds: float = self._pipe.recv()
        return seconds

    def settle(self) -> None:
        """Waits until it is idle: a bot that starts makes up for what it has missed, which is no part of an answer.

        RuntimeError where it never is.
        """
        before = self.cpu()
        for _ in range(LONGEST_START):
            time.sleep(1)  # what it uses is measured over a second: nobody is waited for
            now = self.cpu()
            if now - before < IDLE:
                return
            before = now
        raise RuntimeError(f"the server is never idle:\n{self.log_tail()}")

    def log_tail(self) -> str:
        """The last lines it wrote to standard error."""
        return "\n".join(self._log.read_text().splitlines()[-LAST_LINES:])


@contextmanager
def serving(
    make_app: MakeApp, log: Path, *, core: int = SERVER_CORE, profile: Path | None = None
) -> Iterator[ServerProcess]:
    """Runs a server for the length of a block. With `profile`, its event loop is profiled into that file."""
    log.touch()
    context = _context()
    ours, theirs = context.Pipe()
    process = context.Process(target=_child, args=(make_app, theirs, core, log, profile))
    process.start()
    theirs.close()
    try:
        try:
            server = ServerProcess(ours.recv(), ours, log)
        except EOFError:
            raise RuntimeError(f"the server did not start:\n{log.read_text()}") from None
        yield server
    finally:
        ours.close()
        process.join()
        process.close()


def apart(work: Callable[[], Coroutine[Any, Any, T]], log: Path, *, core: int = SERVER_CORE) -> T:
    """Runs a coroutine function, which can be pickled, in a process of its own and returns what it returned."""
    log.touch()
    context = _context()
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(work, theirs, core, log))
    process.start()
    theirs.close()
    try:
        result: T = ours.recv()
    except EOFError:
        raise RuntimeError(f"the work failed:\n{log.read_text()}") from None
    finally:
        ours.close()
        process.join()
        process.close()
    return result


def _context() -> multiprocessing.context.ForkServerContext:
    """New processes are copies of one that has imported what they need, and has done nothing else."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["bench.servers", "bench.sink"])
    return context


def pin(core: int) -> None:
    """Keeps this process on one core, where the machine has several and lets one choose."""
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {core})


def _work(work: Callable[[], Coroutine[Any, Any, object]], pipe: Connection, core: int, log: Path) -> None:
    _send_stderr_to(log)
    pin(core)
    pipe.send(asyncio.run(work()))


def _send_stderr_to(log: Path) -> None:
    with log.open("w") as lines:
        os.dup2(lines.fileno(), sys.stderr.fileno())


def _child(make_app: MakeApp, pipe: Connection, core: int, log: Path, profile: Path | None) -> None:
    _send_stderr_to(log)
    pin(core)
    if profile is None:
        asyncio.run(_serve(make_app, pipe))
        return
    profiler = cProfile.Profile()
    profiler.runcall(asyncio.run, _serve(make_app, pipe))
    profiler.dump_stats(profile)


async def _serve(make_app: MakeApp, pipe: Connection) -> None:
    # with the protocol named: only then does asyncio turn off Nagle's algorithm, which costs 40 ms an answer
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        async with make_app() as app:
            config = uvicorn.Config(app, lifespan="off", log_config=None, access_log=False)
            server = uvicorn.Server(config)
            asyncio.get_running_loop().add_reader(pipe.fileno(), _answer, pipe, server)
            pipe.send(listening.getsockname()[1])
            await server.serve(sockets=[listening])


def _answer(pipe: Connection, server: uvicorn.Server) -> None:
    """Tells the CPU time when asked; ends when the other side has closed the pipe."""
    try:
        pipe.recv()
        pipe.send(time.process_time())
    except (EOFError, OSError):
        asyncio.get_running_loop().remove_reader(pipe.fileno())
        server.should_exit = True
