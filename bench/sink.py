"""A Slack that takes every call after a millisecond and does nothing else: what it says is always ok."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bench.processes import Application
from bench.world import TEAM

THINKS = 0.001
"""Seconds until it answers."""


@asynccontextmanager
async def sink() -> AsyncIterator[Application]:
    """The application."""
    numbers = itertools.count()

    async def call(request: Request) -> JSONResponse:
        await request.body()
        await asyncio.sleep(THINKS)
        ts = f"1790000000.{next(numbers):06}"
        who = {"team_id": TEAM, "user_id": "U0BOT0000", "bot_id": "B0BOT0000", "team": "bench", "user": "bot"}
        return JSONResponse({"ok": True, "channel": "C0BENCH00", "ts": ts, **who})

    yield Starlette(routes=[Route("/api/{method}", call, methods=["GET", "POST"])])
