"""Socket Mode through Bolt's handler, with a watchdog that reconnects with growing delay and knows the state."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import time
from collections.abc import Callable

import aiohttp
import structlog
from aiohttp import WSMsgType
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient

from bot.slack_app import SlackApp

FIRST_DELAY = 0.5
LONGEST_DELAY = 30.0
CONNECT_WITHIN = 15.0
LOOK_EVERY = 5.0
"""Seconds between two looks at the connection; a close is noticed at once, this finds what died silently."""

logger = structlog.stdlib.get_logger(__name__)


class SocketMode:
    """One connection to Slack, kept up. `problem` says why there is none, else it is None."""

    def __init__(self, slack_app: SlackApp, app_token: str, *, chance: Callable[[], float] = random.random) -> None:
        self._slack_app = slack_app
        self._app_token = app_token
        self._chance = chance
        self._handler: AsyncSocketModeHandler | None = None
        self._watchdog: asyncio.Task[None] | None = None
        self._look = asyncio.Event()
        self._connected = asyncio.Event()
        self.problem: str | None = "not connected yet"

    async def start(self) -> None:
        """Starts connecting. Whether it has worked is told by `problem` and `connected`."""
        self._handler = _Handler(self._slack_app, self._app_token, lost=self._look.set)
        self._watchdog = asyncio.create_task(self._watch())

    async def connected(self) -> None:
        """Returns once there is a connection."""
        await self._connected.wait()

    async def stop(self) -> None:
        """Closes the connection and leaves nothing running."""
        if self._watchdog is not None:
            self._watchdog.cancel()
            await asyncio.gather(self._watchdog, return_exceptions=True)
        if self._handler is not None:
            await _close(self._handler)
        self.problem = "stopped"

    async def _watch(self) -> None:
        delay = FIRST_DELAY
        while self._handler is not None:
            self._look.clear()
            if await self._handler.client.is_connected():
                delay = FIRST_DELAY
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_EVERY):
                        await self._look.wait()
                continue
            self._connected.clear()
            try:
                await self._connect(self._handler.client)
            except (SlackApiError, aiohttp.ClientError, OSError, TimeoutError) as error:
                self.problem = f"cannot connect to Slack: {_reason(error)}"
                logger.warning("socket_not_connected", error=_reason(error), retry_in=round(delay, 1))
                await asyncio.sleep(delay * (0.5 + self._chance() / 2))
                delay = min(delay * 2, LONGEST_DELAY)

    async def _connect(self, client: SocketModeClient) -> None:
        """A new address for each connection: one is good once. With it asked for here, a refusal is seen here.

        The lock keeps out the client's own change of connection, when Slack has announced the end of one.
        """
        async with client.connect_operation_lock:
            if not await client.is_connected():
                client.last_ping_pong_time = None
                client.wss_uri = await client.issue_new_wss_url()
                # asyncio.wait_for of Python 3.11 may lose the cancellation that stops us
                async with asyncio.timeout(CONNECT_WITHIN):
                    await client.connect()  # type: ignore[no-untyped-call]  # the SDK's
        self.problem = None
        self._connected.set()
        logger.info("socket_connected")


class _Client(SocketModeClient):
    """The SDK's client. Reconnecting is left to the watchdog, which hears of a lost connection at once."""

    lost: Callable[[], None]

    async def receive_messages(self) -> None:
        """Passes on what comes over one connection until it ends."""
        session = self.current_session
        while session is not None and session is self.current_session and not session.closed:
            message = await session.receive()
            if message.type is WSMsgType.TEXT:
                await self.enqueue_message(message.data)
            elif message.type is WSMsgType.PING:
                await session.pong(message.data)
            elif message.type is WSMsgType.PONG:
                self.last_ping_pong_time = time.time()
        self.lost()


class _Handler(AsyncSocketModeHandler):
    """Bolt's handler around our client."""

    def __init__(self, slack_app: SlackApp, app_token: str, *, lost: Callable[[], None]) -> None:
        self.app = slack_app.bolt
        self.app_token = app_token
        self.client = client = _Client(app_token, _client_logger(), slack_app.bolt.client, auto_reconnect_enabled=False)
        client.lost = lost
        client.proxy = slack_app.bolt.client.proxy
        client.socket_mode_request_listeners.append(self.handle)  # type: ignore[arg-type]  # as Bolt does it


def _reason(error: Exception) -> str:
    if isinstance(error, SlackApiError):
        return str(error.response.get("error"))
    return str(error) or type(error).__name__


async def _close(handler: AsyncSocketModeHandler) -> None:
    """Closes the client and waits for its tasks, which the SDK only cancels."""
    client = handler.client
    tasks = [client.message_processor, client.current_session_monitor, client.message_receiver]
    await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt's
    await asyncio.gather(*[task for task in tasks if task is not None], return_exceptions=True)


def _client_logger() -> logging.Logger:
    client = logging.getLogger("slack_sdk.socket_mode.partner_program")
    client.setLevel(logging.ERROR)
    return client
