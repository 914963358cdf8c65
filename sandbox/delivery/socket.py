"""Socket Mode: the app connects, Slack sends envelopes, the app acks them by id."""

import asyncio
import contextlib
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Literal

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.delivery.link import Ack, Outcome, Parcel
from sandbox.world.model import Json
from sandbox.world.world import World

CONNECTION_LIMIT = 10
DisconnectReason = Literal["refresh_requested", "warning", "link_disabled", "too_many_websockets", "lost"]


@dataclass(eq=False, slots=True)
class Connection:
    """One open WebSocket of the app."""

    number: int
    websocket: WebSocket
    abort: Callable[[], None]

    async def send(self, message: Json) -> None:
        """Sends one message; a connection that has just gone is no error here."""
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            await self.websocket.send_text(json.dumps(message))


@dataclass(slots=True)
class SocketLink:
    """Sends each envelope over one of the open connections, in turn; any of them may receive a payload.

    Where the app takes HTTP requests instead (`enabled` is false), connections are turned away as Slack does.
    """

    world: World
    ack_timeout: float
    enabled: bool = True
    _tickets: set[str] = field(default_factory=set)
    _connections: list[Connection] = field(default_factory=list)
    _waiting: dict[str, asyncio.Future[Any]] = field(default_factory=dict)
    _turn: "count[int]" = field(default_factory=count)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def address(self) -> str:
        """A new address to connect to, good once."""
        ticket = self.world.store.ids.secret()
        self._tickets.add(ticket)
        base = self.world.store.base_url.replace("http", "ws", 1)
        return f"{base}/link/?ticket={ticket}&app_id={self.world.app.id}"

    async def serve(self, websocket: WebSocket) -> None:
        """One connection from its first to its last message."""
        ticket = websocket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await websocket.close(code=4001)
            return
        self._tickets.remove(ticket)
        await websocket.accept()
        connection = Connection(next(self._numbers), websocket, websocket.scope["state"]["abort"])
        refusal = "" if self.enabled else "link_disabled"
        if len(self._connections) >= CONNECTION_LIMIT:
            refusal = "too_many_websockets"
        if refusal:
            await connection.send(self._disconnect(refusal))
            await websocket.close()
            return
        self._connections.append(connection)
        await connection.send(self._hello())
        self.world.set_online(online=True)
        try:
            await self._listen(websocket)
        finally:
            self._forget(connection)

    async def send(self, parcel: Parcel) -> Ack:
        """Sends an envelope and waits for its ack. An ack that comes late changes nothing."""
        if not self._connections:
            return Ack(Outcome.OFFLINE)
        connection = self._connections[next(self._turn) % len(self._connections)]
        envelope_id = str(uuid.uuid4())
        waiting: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = waiting
        try:
            async with asyncio.timeout(self.ack_timeout):
                await connection.send(_envelope(envelope_id, parcel))
                body = await waiting
        except TimeoutError:
            return Ack(Outcome.TIMEOUT)
        except asyncio.InvalidStateError:
            return Ack(Outcome.OFFLINE)
        finally:
            del self._waiting[envelope_id]
        return Ack(Outcome.ACKED, body if parcel.accepts_response else None)

    async def drop(self, reason: DisconnectReason) -> None:
        """Ends all connections: announced as Slack does before it refreshes them, or lost without a word."""
        for connection in tuple(self._connections):
            if reason == "lost":
                connection.abort()
            else:
                await connection.send(self._disconnect(reason))
            self._forget(connection)

    async def close(self) -> None:
        """Ends all connections without a word; nobody waits for an ack any more."""
        await self.drop("lost")
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(asyncio.InvalidStateError("the link is closed"))

    async def _listen(self, websocket: WebSocket) -> None:
        with contextlib.suppress(WebSocketDisconnect):
            while True:
                self._acked(await websocket.receive_text())

    def _acked(self, text: str) -> None:
        try:
            message = json.loads(text)
        except ValueError:
            return
        if not isinstance(message, dict):
            return
        waiting = self._waiting.get(str(message.get("envelope_id")))
        if waiting is not None and not waiting.done():
            waiting.set_result(message.get("payload"))

    def _forget(self, connection: Connection) -> None:
        if connection in self._connections:
            self._connections.remove(connection)
            self.world.set_online(online=bool(self._connections))

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._connections),
            "connection_info": {"app_id": self.world.app.id},
            "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": 18_060},
        }

    def _disconnect(self, reason: str) -> Json:
        return {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}


def _envelope(envelope_id: str, parcel: Parcel) -> Json:
    envelope: Json = {
        "envelope_id": envelope_id,
        "payload": parcel.payload,
        "type": parcel.kind,
        "accepts_response_payload": parcel.accepts_response,
    }
    if parcel.kind == "events_api":
        envelope |= {"retry_attempt": parcel.retry, "retry_reason": parcel.reason}
    return envelope
