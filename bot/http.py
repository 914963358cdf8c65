"""The HTTP side: Slack's requests, health, figures, the API's description."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import APIRouter, FastAPI
from fastapi.responses import JSONResponse, PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel, Field
from slack_bolt.adapter.starlette.async_handler import to_starlette_response
from slack_bolt.async_app import AsyncBoltRequest
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.request.async_internals import build_async_context
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from bot.bodies import body_up_to
from bot.slack_app import SlackApp
from bot.telemetry import Metrics

BODY_LIMIT = 1 << 20
FORM = "application/x-www-form-urlencoded"


class Alive(BaseModel):
    """The process answers."""

    status: Annotated[str, Field(examples=["ok"])] = "ok"


class Readiness(BaseModel):
    """Whether requests can be worked on, and if not, why; and what is to be mended though they can."""

    ready: bool
    reasons: list[str] = []
    warnings: list[str] | None = None


@dataclass(frozen=True)
class Site:
    """What the HTTP side serves. Without a signing secret nothing can be trusted, so Slack's route is closed."""

    slack_app: SlackApp
    metrics: Metrics
    readiness: Callable[[], Awaitable[list[str]]]
    takes_slack_requests: bool
    name: str
    routers: Sequence[APIRouter] = ()
    warnings: Callable[[], Awaitable[list[str]]] | None = None


def http_app(site: Site, running: Callable[[], AbstractAsyncContextManager[object]] | None = None) -> Starlette:
    """The ASGI app. `running` is entered with the app's start and left with its end.

    Slack's requests are answered before FastAPI, which serves the rest: it would add an eighth to what Bolt costs.
    """

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        if running is None:
            yield
            return
        async with running():
            yield

    slack = Route("/slack/events", _SlackEvents(site).answer, methods=["POST"])
    return Starlette(routes=[slack, Mount("/", _operation(site))], lifespan=lifespan)


def _operation(site: Site) -> FastAPI:
    app = FastAPI(title=site.name, version="1", docs_url="/api/docs", redoc_url=None)

    @app.get("/healthz", tags=["operation"], summary="Liveness")
    async def healthz() -> Alive:
        return Alive()

    @app.get("/readyz", tags=["operation"], summary="Readiness", responses={503: {"model": Readiness}})
    async def readyz() -> JSONResponse:
        reasons = await site.readiness()
        warnings = await site.warnings() if site.warnings is not None and not reasons else []
        answer = Readiness(ready=not reasons, reasons=reasons, warnings=warnings or None)
        return JSONResponse(answer.model_dump(exclude_none=True), status_code=503 if reasons else 200)

    @app.get("/metrics", tags=["operation"], summary="Figures for Prometheus", response_class=PlainTextResponse)
    async def metrics() -> Response:
        return Response(site.metrics.text(), media_type=CONTENT_TYPE_LATEST)

    for router in site.routers:
        app.include_router(router)
    return app


class _SlackEvents:
    """All of Slack's requests. What cannot be Slack's is refused before anything is read from it."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def answer(self, request: Request) -> Response:
        """Slack's answer comes from Bolt, or a refusal before that."""
        if not self._site.takes_slack_requests:
            return _refused(404, "SLACK_SIGNING_SECRET is not set: requests of Slack are not taken over HTTP")
        if not _looks_signed(request):
            return _refused(401, "no valid X-Slack-Request-Timestamp and X-Slack-Signature")
        body = await body_up_to(BODY_LIMIT, request)
        if body is None:
            return _refused(413, f"more than {BODY_LIMIT} bytes")
        try:
            asked = _bolt_request(request, body.decode())
        except ValueError:
            return _refused(400, "neither JSON nor a form in UTF-8")
        return to_starlette_response(await self._site.slack_app.bolt.async_dispatch(asked))


def _refused(status: int, error: str) -> Response:
    return JSONResponse({"error": error}, status_code=status)


def _looks_signed(request: Request) -> bool:
    """What the verifier can work on: it raises for a timestamp without digits and a signature beyond ASCII."""
    timestamp = request.headers.get("x-slack-request-timestamp", "")
    signature = request.headers.get("x-slack-signature", "")
    return timestamp.isascii() and timestamp.isdecimal() and len(timestamp) < 20 and signature.isascii()


def _bolt_request(request: Request, body: str) -> AsyncBoltRequest:
    """Bolt takes a form for an interaction wherever it has the word "payload" in it: a command's text may have it."""
    asked = AsyncBoltRequest(
        body=body,
        query=request.url.query,
        headers={name: [value] for name, value in request.headers.items()},
    )
    if not asked.body and body and request.headers.get("content-type", "").startswith(FORM):
        asked.body = dict(parse_qsl(body, keep_blank_values=True))
        asked.context = build_async_context(AsyncBoltContext({}), asked.body)
    return asked
