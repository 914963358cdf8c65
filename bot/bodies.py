"""Bodies of requests, never more of them than is wanted."""

from __future__ import annotations

from starlette.requests import Request


async def body_up_to(limit: int, request: Request) -> bytes | None:
    """The body, or None as soon as it is more than so many bytes."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > limit:
        return None
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            return None
        parts.append(part)
    return b"".join(parts)
