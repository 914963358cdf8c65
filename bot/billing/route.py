"""`POST /api/v1/billing/events`, with its description for `/api/docs`."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import Executor
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from bot.billing.answers import Answer, Outcome, Outcomes, Refusal, refused
from bot.billing.reading import MOST_EVENTS
from bot.billing.taking import BillingDesk
from bot.billing.told import ToldEvent
from bot.bodies import body_up_to

PATH = "/api/v1/billing/events"
BODY_LIMIT = 2 << 20

DESCRIPTION = f"""
Takes one event, or a list of up to {MOST_EVENTS:,}: all of it or nothing. Events may come in any order and again and
again; they end in the same customers, subscriptions, ARR and tiers.

Signed as [Standard Webhooks](https://www.standardwebhooks.com) say, with BILLING_WEBHOOK_SECRET: `webhook-id`,
`webhook-timestamp` (seconds; at most five minutes off) and `webhook-signature`. Fields that are not described here are
kept with the event and not looked at.
"""

ANSWERS: Mapping[int, str] = {
    400: "The body is no JSON",
    401: "The signature is missing, wrong or too old",
    404: "BILLING_WEBHOOK_SECRET is not set, so no events are taken",
    413: f"More than {BODY_LIMIT >> 20} MiB, or more than {MOST_EVENTS:,} events",
    422: "A value is wrong, or names what is not there: nothing was taken",
    503: "The database is busy: nothing was taken, send it again",
}


def billing_routes(desk: BillingDesk, threads: Executor) -> APIRouter:
    """The route. The work is done in these threads."""
    router = APIRouter(tags=["billing"])

    @router.post(
        PATH,
        summary="Take billing events",
        description=DESCRIPTION,
        response_model=Outcome | Outcomes,
        responses={status: {"model": Refusal, "description": text} for status, text in ANSWERS.items()},
        openapi_extra={"parameters": _headers(), "requestBody": _body()},
    )
    async def take(request: Request) -> Response:
        if not desk.is_open:
            return _response(refused(404, "BILLING_WEBHOOK_SECRET is not set: billing events are not taken"))
        body = await body_up_to(BODY_LIMIT, request)
        if body is None:
            return _response(refused(413, f"must be at most {BODY_LIMIT:,} bytes"))
        work = asyncio.get_running_loop().run_in_executor(threads, desk.answer, body, request.headers)
        return _response(await work)

    return router


def _response(answer: Answer) -> Response:
    return Response(
        answer.body.model_dump_json(),
        status_code=answer.status,
        headers=answer.headers,
        media_type="application/json",
    )


def _headers() -> list[dict[str, Any]]:
    examples = {"webhook-id": "evt_01", "webhook-timestamp": "1793527200", "webhook-signature": "v1,K5oZfzN95Z9UVu1E…"}
    return [
        {"name": name, "in": "header", "required": True, "schema": {"type": "string"}, "example": example}
        for name, example in examples.items()
    ]


def _body() -> dict[str, Any]:
    """FastAPI describes bodies that it reads itself; ours is signed as it comes, so it is described by hand."""
    schema = ToldEvent.model_json_schema()
    event = _inlined(schema, schema.pop("$defs"))
    events = {"type": "array", "items": event, "maxItems": MOST_EVENTS}
    return {"required": True, "content": {"application/json": {"schema": {"anyOf": [event, events]}}}}


def _inlined(schema: Any, definitions: Mapping[str, Any]) -> Any:
    """The schema with the parts it refers to in their places: in the whole API's description they are nowhere else."""
    if isinstance(schema, list):
        return [_inlined(each, definitions) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _inlined(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    return {key: _inlined(value, definitions) for key, value in schema.items()}
