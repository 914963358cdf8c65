"""A whole workspace in code: start it, play people, look at what happened."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Self

from sandbox.api.calls import RecordedCall
from sandbox.api.faults import Fault, FaultKind
from sandbox.delivery.socket import DisconnectReason
from sandbox.people.actor import Actor
from sandbox.people.cards import Channel
from sandbox.server import Options, Sandbox, running
from sandbox.world.app import Installation
from sandbox.world.clock import Clock
from sandbox.world.world import World


class Workspace:
    """A running sandbox. `async with Workspace.running(manifest=…) as ws:` serves it on a real socket."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    @classmethod
    @contextlib.asynccontextmanager
    async def running(
        cls,
        manifest: Path | None = None,
        workspace: Path | None = None,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        request_url: str | None = None,
        rates: bool = False,
        ack_timeout: float = 3.0,
        clock_ahead: float = 0.0,
    ) -> AsyncIterator[Self]:
        """Serves inside the running loop while the block runs, and leaves nothing behind.

        `clock_ahead`: seconds by which Slack's clock differs from ours from the start; behind where negative.
        """
        options = Options(manifest, workspace, host, port, request_url, rates, ack_timeout, clock_ahead)
        async with running(options) as sandbox:
            yield cls(sandbox)

    @property
    def world(self) -> World:
        """The state itself."""
        return self._sandbox.world

    @property
    def clock(self) -> Clock:
        """The workspace's clock; `clock.advance(4)` ages triggers, response_urls, rates and retries."""
        return self.world.clock

    @property
    def api_url(self) -> str:
        """The base URL for a Slack client."""
        return self._sandbox.api_url

    @property
    def page_url(self) -> str:
        """The page in the browser."""
        return f"{self._sandbox.base_url}/"

    @property
    def bot_token(self) -> str:
        """The bot token of the vendor's workspace."""
        return self._sandbox.bot_token

    @property
    def app_token(self) -> str:
        """The app-level token for Socket Mode."""
        return self.world.app.app_token

    @property
    def signing_secret(self) -> str:
        """What requests to the app are signed with."""
        return self.world.app.signing_secret

    @property
    def client_id(self) -> str:
        """What names the app when somebody installs it."""
        return self.world.app.client_id

    @property
    def client_secret(self) -> str:
        """What the app proves itself with when it exchanges a code."""
        return self.world.app.client_secret

    def installation(self, team_id: str) -> Installation:
        """The app in one workspace, with its token and bot user."""
        return self.world.store.installations[team_id]

    def person(self, handle: str) -> Actor:
        """Somebody, by handle or id."""
        return Actor(self._sandbox.acts, self.world.store.person(handle))

    def channel(self, name: str) -> Channel:
        """A conversation as everybody sees it."""
        return Channel(self.world, self._sandbox.acts.places, name)

    def fail(
        self,
        method: str,
        fault: FaultKind,
        *,
        times: int = 1,
        retry_after: int = 1,
        error: str = "internal_error",
    ) -> None:
        """The next `times` calls of a method fail; `lost_answer` carries the call out and cuts the connection."""
        self._sandbox.faults.add(Fault(method, fault, times, retry_after, error))

    def calls(self, method: str | None = None) -> list[RecordedCall]:
        """The calls the app made, oldest first."""
        return self._sandbox.calls.of(method)

    async def drop_connections(self, reason: DisconnectReason = "lost") -> None:
        """Ends the app's Socket Mode connections, announced (`refresh_requested`) or without a word (`lost`)."""
        await self._sandbox.socket_link.drop(reason)

    async def app_connected(self, timeout: float = 10.0) -> None:  # noqa: ASYNC109 - a test's patience
        """Waits until the app can be reached."""
        if not await self.world.feed.until(lambda: self.world.app.online or None, timeout):
            raise AssertionError("the app did not connect")
