"""One ASGI app on one socket: Slack's API, the way to the app, the page. Starts and stops inside a running loop."""

import asyncio
import contextlib
import socket
from asyncio.transports import BaseTransport, Transport
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState

from sandbox.api.calls import Calls
from sandbox.api.faults import Faults
from sandbox.api.gate import Gate
from sandbox.api.respond import ResponseUrl
from sandbox.api.transfer import Transfer
from sandbox.delivery.courier import Courier
from sandbox.delivery.events import Events
from sandbox.delivery.http import HttpLink
from sandbox.delivery.socket import SocketLink
from sandbox.oauth.grants import Grants
from sandbox.oauth.page import AuthorizePage
from sandbox.page.routes import routes as page_routes
from sandbox.people.acts import Acts
from sandbox.people.play import Player
from sandbox.people.routes import SandboxRoutes
from sandbox.rules.rates import Rates
from sandbox.world.clock import Clock
from sandbox.world.founding import found
from sandbox.world.world import World


class _Protocol(H11Protocol):
    """HTTP as uvicorn speaks it; `scope["state"]["abort"]` cuts the connection, as a fault on request does."""

    def connection_made(self, transport: BaseTransport) -> None:
        # asyncio does this only for sockets it made itself; without it every answer waits 40 ms for the peer's ack.
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.app_state = {**self.app_state, "abort": cast(Transport, transport).abort}
        super().connection_made(cast(Transport, transport))


@dataclass(frozen=True, slots=True)
class Options:
    """How to run. Without `request_url` the app connects by Socket Mode; `rates` turns Slack's rate limits on.

    `clock_ahead`: seconds by which the workspace's clock differs from ours from the start; behind where negative.
    """

    manifest: Path | None = None
    workspace: Path | None = None
    host: str = "127.0.0.1"
    port: int = 8400
    request_url: str | None = None
    rates: bool = False
    ack_timeout: float = 3.0
    clock_ahead: float = 0.0


@dataclass(slots=True)
class Sandbox:
    """A running sandbox and its parts."""

    world: World
    calls: Calls
    faults: Faults
    courier: Courier
    acts: Acts
    socket_link: SocketLink
    app: Starlette

    @property
    def base_url(self) -> str:
        """Where it serves; also the page's address."""
        return self.world.store.base_url

    @property
    def api_url(self) -> str:
        """What a Slack client takes as its base URL."""
        return f"{self.base_url}/api/"

    @property
    def bot_token(self) -> str:
        """The bot token of the first workspace that installed the app."""
        return next(iter(self.world.store.installations.values())).token


def build(options: Options, base_url: str) -> Sandbox:
    """Puts the parts together; nothing runs yet."""
    world = found(options.manifest, options.workspace, Clock(ahead=options.clock_ahead))
    world.store.base_url = base_url
    calls, faults = Calls(), Faults()
    sockets = SocketLink(world, options.ack_timeout, enabled=options.request_url is None)
    link = HttpLink(world, options.request_url, options.ack_timeout) if options.request_url else sockets
    world.app.online = options.request_url is not None
    courier = Courier(world, link, Events(world))
    acts = Acts(world, courier)
    grants = Grants(world)
    gate = Gate(world, calls, faults, Rates(enabled=options.rates), sockets.address, grants)
    own = SandboxRoutes(world, Player(world, acts), calls, faults, sockets.drop)
    app = Starlette(
        routes=[
            Mount("/api", app=gate),
            WebSocketRoute("/link/", sockets.serve),
            Route("/commands/{hook_id}", ResponseUrl(world).answer, methods=["POST"]),
            *Transfer(world).routes(),
            *AuthorizePage(world, grants).routes(),
            *own.routes(),
            *page_routes(),
        ]
    )
    return Sandbox(world, calls, faults, courier, acts, sockets, app)


@dataclass(slots=True)
class _Listener:
    """uvicorn's protocols on a socket of our own: no signal handlers, no polling, and gone when told to be."""

    app: Starlette
    state: ServerState = field(default_factory=ServerState)
    server: asyncio.Server | None = None
    stopping: bool = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes requests on; those that are cut off at the end have nobody left to complain to."""
        try:
            await self.app(scope, receive, send)
        except asyncio.CancelledError:
            if not self.stopping:
                raise

    async def start(self, listening: socket.socket) -> None:
        """Serves from now on."""
        config = uvicorn.Config(
            self,
            http=_Protocol,
            ws=WebSocketsSansIOProtocol,
            lifespan="off",
            log_config=None,
            access_log=False,
            ws_per_message_deflate=False,
            proxy_headers=False,
        )
        config.load()

        def connection() -> asyncio.Protocol:
            return _Protocol(config=config, server_state=self.state, app_state={})

        self.server = await asyncio.get_running_loop().create_server(connection, sock=listening)

    async def stop(self) -> None:
        """Cuts every connection and ends what is still being answered."""
        self.stopping = True
        if self.server is not None:
            self.server.close()
        for each in list(self.state.connections):
            if each.transport is not None:
                each.transport.abort()
        for task in list(self.state.tasks):
            task.cancel()
        await asyncio.gather(*self.state.tasks, return_exceptions=True)
        if self.server is not None:
            await self.server.wait_closed()


@contextlib.asynccontextmanager
async def running(options: Options) -> AsyncIterator[Sandbox]:
    """Serves on a real socket while the block runs. Port 0 takes any that is free."""
    listening = socket.create_server((options.host, options.port), backlog=2048)
    listening.setblocking(False)
    port = listening.getsockname()[1]
    shown_host = "127.0.0.1" if options.host in {"0.0.0.0", ""} else options.host  # noqa: S104 - compared, not bound
    try:
        sandbox = build(options, f"http://{shown_host}:{port}")
    except BaseException:
        listening.close()
        raise
    listener = _Listener(sandbox.app)
    await listener.start(listening)
    sandbox.courier.listen()
    try:
        yield sandbox
    finally:
        await sandbox.socket_link.close()
        await sandbox.courier.close()
        await listener.stop()


async def serve(options: Options, ready: asyncio.Future[Sandbox] | None = None) -> None:
    """Serves until cancelled; `ready` gets the running sandbox."""
    async with running(options) as sandbox:
        if ready is not None and not ready.done():
            ready.set_result(sandbox)
        await asyncio.Event().wait()
