"""Answers to a response_url, and the body of an ack, which means the same."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from sandbox.api.checked import checked_draft
from sandbox.world.errors import Refused
from sandbox.world.model import Message
from sandbox.world.tickets import Hook
from sandbox.world.world import World


def respond(world: World, hook: Hook, body: Mapping[str, Any]) -> Message | None:
    """Posts, replaces or deletes as `body` says. Without `response_type` only the person sees it."""
    room = world.store.conversations.get(hook.channel_id)
    if room is None:
        raise Refused("channel_not_found")
    original = room.messages.get(hook.message_ts) or room.ephemerals.get(hook.message_ts)
    if body.get("delete_original"):
        if original is not None:
            world.messages.remove(room, original)
        return None
    draft = checked_draft(body)
    if body.get("replace_original") and original is not None:
        world.messages.replace(room, original, draft)
        return original
    draft.thread_ts = str(body.get("thread_ts") or "")
    if body.get("response_type") == "in_channel":
        return world.messages.post(room, hook.installation, draft)
    draft.thread_ts = draft.thread_ts or hook.thread_ts
    return world.messages.whisper(room, hook.installation, draft, hook.person_id)


@dataclass(frozen=True, slots=True)
class ResponseUrl:
    """The route behind `/commands/<id>`."""

    world: World

    async def answer(self, request: Request) -> Response:
        """One use of a response_url."""
        content = await request.body()
        try:
            hook = self.world.tickets.use_hook(request.path_params["hook_id"])
            body = _read(content)
            respond(self.world, hook, body)
        except Refused as refused:
            gone = refused.code in {"expired_url", "used_url", "invalid_url"}
            return JSONResponse({"ok": False, "error": refused.code, **refused.extra}, status_code=404 if gone else 400)
        return PlainTextResponse("ok")


def _read(content: bytes) -> dict[str, Any]:
    try:
        body = json.loads(content)
    except ValueError as error:
        raise Refused("invalid_payload") from error
    if not isinstance(body, dict):
        raise Refused("invalid_payload")
    return body
