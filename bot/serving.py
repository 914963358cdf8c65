"""Serving HTTP with uvicorn: as a process of its own, or within a loop that does other things too."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.types import ASGIApp

FINISH_WITHIN = 10


async def serve_app(app: ASGIApp, host: str, port: int) -> None:
    """Serves until the process is asked to stop, then finishes what was begun."""
    await uvicorn.Server(_config(app, host, port)).serve()


def listen(host: str, port: int) -> socket.socket:
    """A socket for `serving`; port 0 takes any that is free. OSError where the port is taken."""
    plain = socket.create_server((host, port), backlog=2048)
    # with the protocol named: only then does asyncio turn off Nagle's algorithm, which costs 40 ms an answer
    listening = socket.socket(plain.family, plain.type, socket.IPPROTO_TCP, fileno=plain.detach())
    listening.setblocking(False)
    return listening


@asynccontextmanager
async def serving(app: ASGIApp, listening: socket.socket) -> AsyncIterator[None]:
    """Serves on a socket while the block runs. Signals are left to the rest of the program."""
    server = _Server(_config(app, "", 0))
    task = asyncio.create_task(server.serve(sockets=[listening]))
    started = asyncio.create_task(server.ready.wait())
    await asyncio.wait({task, started}, return_when=asyncio.FIRST_COMPLETED)
    started.cancel()
    if task.done():
        task.result()
        raise RuntimeError("the server ended at its start")
    try:
        yield
    finally:
        server.should_exit = True
        await task


class _Server(uvicorn.Server):
    """Says when it has started, and takes no signals."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.ready.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """None are captured."""
        yield


def _config(app: ASGIApp, host: str, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        lifespan="on",
        ws="none",
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=FINISH_WITHIN,
    )
