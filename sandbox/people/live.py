"""The live page: one person's sight, then every change of it as it happens."""

import asyncio
import contextlib
from dataclasses import dataclass

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.people.sight import Sight
from sandbox.world.changes import Change
from sandbox.world.errors import Refused
from sandbox.world.model import Json
from sandbox.world.world import World

BACKLOG = 500
"""Changes that may wait for a slow page; beyond that it gets the whole state anew."""


@dataclass(frozen=True, slots=True)
class Live:
    """Serves `WS /sandbox/live?as=<handle>`."""

    world: World

    async def serve(self, websocket: WebSocket) -> None:
        """Sends until the page goes away. What the page sends is read and means nothing."""
        await websocket.accept()
        try:
            person = self.world.store.person(websocket.query_params.get("as", ""))
        except Refused:
            await websocket.close(code=4004, reason="nobody is called so")
            return
        sight = Sight(self.world, person)
        waiting: asyncio.Queue[Json] = asyncio.Queue()
        waiting.put_nowait({"type": "state", "state": sight.whole()})

        def tell(change: Change) -> None:
            if waiting.qsize() > BACKLOG:
                while not waiting.empty():
                    waiting.get_nowait()
                waiting.put_nowait({"type": "state", "state": sight.whole()})
                return
            for told in sight.changes(change):
                waiting.put_nowait(told)

        unsubscribe = self.world.feed.subscribe(tell)
        sender = asyncio.create_task(_send(websocket, waiting))
        try:
            with contextlib.suppress(WebSocketDisconnect):
                while True:
                    await websocket.receive_text()
        finally:
            unsubscribe()
            sender.cancel()
            await asyncio.gather(sender, return_exceptions=True)


async def _send(websocket: WebSocket, waiting: asyncio.Queue[Json]) -> None:
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        while True:
            await websocket.send_json(await waiting.get())
