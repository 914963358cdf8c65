"""Slack's side: signed requests, made before the clock runs, over connections that are kept alive."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from slack_sdk.signature import SignatureVerifier

from bench.world import TEAM

AT_ONCE = 32
SIGNING_SECRET = "made-up-for-the-benchmark"
PATH = "/slack/events"
END_OF_HEAD = b"\r\n\r\n"


@dataclass(frozen=True)
class Answers:
    """How long it took, in seconds, and what was answered."""

    seconds: float
    bodies: Sequence[bytes]


def commands(name: str, users: Sequence[str], *, text: str = "", teams: Sequence[str] = ()) -> list[bytes]:
    """A signed HTTP request with the slash command for each user, as Slack sends it; `teams` are their workspaces."""
    verifier = SignatureVerifier(SIGNING_SECRET)
    now = int(time.time())
    return [
        _request(verifier, now, number, user, name, text, teams[number] if teams else TEAM)
        for number, user in enumerate(users)
    ]


def _request(verifier: SignatureVerifier, now: int, number: int, user: str, name: str, text: str, team: str) -> bytes:
    body = urlencode(
        {
            "token": "old-and-unused",
            "team_id": team,
            "team_domain": "bench",
            "channel_id": "C0BENCH00",
            "channel_name": "partner",
            "user_id": user,
            "user_name": user.lower(),
            "command": name,
            "text": text,
            "api_app_id": "A0BENCH00",
            "is_enterprise_install": "false",
            "response_url": f"https://hooks.slack.com/commands/{TEAM}/{now}/{number}",
            "trigger_id": f"{now}.{number}.{user}",
        }
    )
    signature = verifier.generate_signature(timestamp=str(now), body=body)
    head = [
        f"POST {PATH} HTTP/1.1",
        "Host: 127.0.0.1",
        "User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)",
        "Accept: application/json,*/*",
        "Content-Type: application/x-www-form-urlencoded",
        f"X-Slack-Request-Timestamp: {now}",
        f"X-Slack-Signature: {signature}",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join(head).encode() + END_OF_HEAD + body.encode()


async def send(port: int, requests: Sequence[bytes]) -> Answers:
    """Sends all requests, so many at once. Raises RuntimeError for an answer that is not 200."""
    run = _Run(iter(requests), left=len(requests), done=asyncio.get_running_loop().create_future())
    begin = time.perf_counter()
    for _ in range(min(AT_ONCE, len(requests))):
        await asyncio.get_running_loop().create_connection(lambda: _Connection(run), "127.0.0.1", port)
    await run.done
    return Answers(time.perf_counter() - begin, run.bodies)


@dataclass
class _Run:
    requests: Iterator[bytes]
    left: int
    done: asyncio.Future[None]
    bodies: list[bytes] = field(default_factory=list)

    def answered(self, body: bytes) -> None:
        self.bodies.append(body)
        self.left -= 1
        if not self.left:
            self.done.set_result(None)

    def failed(self, why: str) -> None:
        if not self.done.done():
            self.done.set_exception(RuntimeError(why))


class _Connection(asyncio.Protocol):
    """One connection: a request, its answer, the next request. Reads no more of HTTP than the servers here write."""

    def __init__(self, run: _Run) -> None:
        self._run = run
        self._transport: asyncio.Transport | None = None
        self._read = b""
        self._is_done = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        self._read += data
        head, end, body = self._read.partition(END_OF_HEAD)
        if not end or len(body) < _content_length(head):
            return
        if not head.startswith(b"HTTP/1.1 200"):
            self._run.failed(f"{head.decode()}\n{body.decode()}")
            return
        self._read = b""
        self._run.answered(body)
        self._next()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self._is_done:
            self._run.failed(f"the server closed the connection: {exc}")

    def _next(self) -> None:
        assert self._transport is not None
        request = next(self._run.requests, None)
        if request is None:
            self._is_done = True
            self._transport.close()
        else:
            self._transport.write(request)


def _content_length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise RuntimeError(f"an answer of unknown length:\n{head.decode()}")
