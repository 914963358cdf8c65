"""Signed HTTP requests to the app's request URL."""

import asyncio
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import aiohttp

from sandbox.delivery.link import Ack, Outcome, Parcel
from sandbox.world.world import World


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """Slack's `v0` signature of a request."""
    signed = f"v0:{timestamp}:".encode() + body
    return "v0=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


@dataclass(slots=True)
class HttpLink:
    """Posts each parcel to one address, for commands, interactions and events alike."""

    world: World
    request_url: str
    ack_timeout: float
    _session: aiohttp.ClientSession | None = None

    async def send(self, parcel: Parcel) -> Ack:
        """Posts a parcel; a 2xx answer within the time is its ack."""
        body, kind = _encoded(parcel)
        if self._session is None:
            self._session = aiohttp.ClientSession()
        try:
            async with (
                asyncio.timeout(self.ack_timeout),
                self._session.post(self.request_url, data=body, headers=self._headers(parcel, body, kind)) as answer,
            ):
                content = await answer.text()
                no_retry = answer.headers.get("X-Slack-No-Retry") == "1"
                if not 200 <= answer.status < 300:
                    return Ack(Outcome.REFUSED, no_retry=no_retry)
                return Ack(Outcome.ACKED, _body(content, answer.content_type), no_retry)
        except TimeoutError:
            return Ack(Outcome.TIMEOUT)
        except aiohttp.ClientError:
            return Ack(Outcome.OFFLINE)

    async def close(self) -> None:
        """Gives the connections back."""
        if self._session is not None:
            await self._session.close()

    def _headers(self, parcel: Parcel, body: bytes, kind: str) -> dict[str, str]:
        # Real time, not the workspace's: the app compares it with its own clock.
        timestamp = str(int(time.time()))
        headers = {
            "Content-Type": kind,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature(self.world.app.signing_secret, timestamp, body),
        }
        if parcel.retry:
            headers |= {"X-Slack-Retry-Num": str(parcel.retry), "X-Slack-Retry-Reason": parcel.reason}
        return headers


def _encoded(parcel: Parcel) -> tuple[bytes, str]:
    form = "application/x-www-form-urlencoded"
    if parcel.kind == "slash_commands":
        return urlencode(parcel.payload).encode(), form
    text = json.dumps(parcel.payload)
    if parcel.kind == "interactive":
        return urlencode({"payload": text}).encode(), form
    return text.encode(), "application/json"


def _body(content: str, kind: str) -> Any:
    if not content.strip():
        return None
    if kind != "application/json":
        return content
    try:
        return json.loads(content)
    except ValueError:
        return content
