"""A Slack that takes every call after a millisecond and does nothing else: what it says is always ok."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bench.processes import Application
from bench.world import TEAM

THINKS = 0.001
"""Seconds until it answers."""

WAIT = "/api/bench.wait"
"""The path that answers once `?COUNT` calls have been answered since the last such request was."""

IDENTITY = {"team_id": TEAM, "user_id": "U0BOT0000", "bot_id": "B0BOT0000", "team": "bench", "user": "bot"}
POSTING = "/api/chat.postMessage"


class Sink:
    """A bare ASGI application, so that it is never what is measured."""

    def __init__(self) -> None:
        self._number = 0
        self._counted_from = 0
        self._more = asyncio.Condition()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answers one request."""
        while (await receive()).get("more_body"):
            pass
        if scope["path"] == WAIT:
            await self._wait(int(scope["query_string"]))
            await _respond(send, {"ok": True})
            return
        await asyncio.sleep(THINKS)
        if scope["path"] == POSTING:
            self._number += 1
        ts = f"1790000000.{self._number:06}"
        await _respond(send, {"ok": True, "channel": "C0BENCH00", "ts": ts, **IDENTITY})
        async with self._more:
            self._more.notify_all()

    async def _wait(self, count: int) -> None:
        async with self._more:
            await self._more.wait_for(lambda: self._number - self._counted_from >= count)
        self._counted_from = self._number


async def _respond(send: Any, body: dict[str, Any]) -> None:
    content = json.dumps(body).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(content)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": content})


@asynccontextmanager
async def sink() -> AsyncIterator[Application]:
    """The application."""
    yield Sink()
