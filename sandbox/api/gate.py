"""The door of the Web API: token, faults, rates and scopes, then the method; every call is recorded."""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.types import Receive, Scope, Send

from sandbox.api.call import Call
from sandbox.api.calls import Calls, RecordedCall
from sandbox.api.faults import Fault, Faults
from sandbox.api.table import METHODS
from sandbox.oauth.grants import Grants
from sandbox.rules.rates import Rates
from sandbox.rules.scopes import missing
from sandbox.world.app import Installation
from sandbox.world.errors import Refused
from sandbox.world.model import Json
from sandbox.world.world import World

_CONNECT = "apps.connections.open"
_ACCESS = "oauth.v2.access"
_WITHOUT_TOKEN = frozenset({"api.test"})
_SECRET = frozenset({"token", "client_secret", "code", "refresh_token", "access_token"})
"""Arguments and answers that nobody is shown."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back over HTTP. `drop` cuts the connection instead of answering; `scopes` are those of the token."""

    body: Json
    status: int = 200
    retry_after: int = 0
    drop: bool = False
    scopes: str = ""


@dataclass(slots=True)
class Gate:
    """An ASGI app for `/api/<method>`. `connect` gives out a Socket Mode address."""

    world: World
    calls: Calls
    faults: Faults
    rates: Rates
    connect: Callable[[], str]
    grants: Grants

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one call."""
        method = str(scope["path"]).rpartition("/")[2]
        try:
            args, token = await _read(scope, receive)
        except ClientDisconnect:
            return
        answer = self._handle(method, args, token)
        if answer.drop:
            scope["state"]["abort"]()
            while (await receive())["type"] != "http.disconnect":
                continue
        else:
            await _send(send, answer)

    def _handle(self, method: str, args: Json, token: str) -> Answer:
        fault = self.faults.take(method)
        caller = self.world.store.installation_by_token(token)
        if fault is not None and fault.kind != "lost_answer":
            answer = _failed(fault)
        else:
            answer = self._answer(method, args, token, caller)
        if fault is not None and fault.kind == "lost_answer":
            answer = Answer(answer.body, status=0, drop=True)
        self.calls.add(
            RecordedCall(
                method=method,
                args={name: value for name, value in args.items() if name not in _SECRET},
                answer={name: value for name, value in answer.body.items() if name not in _SECRET},
                status=answer.status,
                team_id=caller.team_id if caller is not None else "",
                at=self.world.clock.now(),
            )
        )
        return answer

    def _answer(self, method: str, args: Json, token: str, caller: Installation | None) -> Answer:
        try:
            if method == _CONNECT:
                return self._open_connection(token, caller)
            if method == _ACCESS:
                return Answer({"ok": True, **self.grants.access(args)})
            run = METHODS.get(method)
            if run is None:
                raise Refused("unknown_method", req_method=method)
            if method in _WITHOUT_TOKEN and caller is None:
                caller = next(iter(self.world.store.installations.values()))
            caller = self._checked(token, caller)
            if needed := missing(method, caller.scopes):
                raise Refused("missing_scope", needed=needed, provided=",".join(sorted(caller.scopes)))
            channel = str(args.get("channel", ""))
            if wait := self.rates.wait(method, caller.team_id, channel, self.world.clock.now()):
                return _rate_limited(wait)
            granted = ",".join(sorted(caller.scopes))
            return Answer({"ok": True, **run(Call(method, args, self.world, caller))}, scopes=granted)
        except Refused as refused:
            return Answer({"ok": False, "error": refused.code, **refused.extra})

    def _checked(self, token: str, caller: Installation | None) -> Installation:
        if not token and caller is None:
            raise Refused("not_authed")
        if token == self.world.app.app_token:
            raise Refused("not_allowed_token_type")
        if caller is None:
            raise Refused("invalid_auth")
        if not caller.active:
            raise Refused("account_inactive")
        if self.world.has_expired(caller, token):
            raise Refused("token_expired")
        return caller

    def _open_connection(self, token: str, caller: Installation | None) -> Answer:
        if not token:
            raise Refused("not_authed")
        if caller is not None:
            raise Refused("not_allowed_token_type")
        if token != self.world.app.app_token:
            raise Refused("invalid_auth")
        return Answer({"ok": True, "url": self.connect()})


def _failed(fault: Fault) -> Answer:
    if fault.kind == "rate_limited":
        return _rate_limited(fault.retry_after)
    if fault.kind == "server_error":
        return Answer({"ok": False, "error": "internal_error"}, status=500)
    if fault.kind == "refused":
        return Answer({"ok": False, "error": "connection_refused"}, status=0, drop=True)
    return Answer({"ok": False, "error": fault.error})


def _rate_limited(seconds: int) -> Answer:
    return Answer({"ok": False, "error": "ratelimited"}, status=429, retry_after=seconds)


async def _read(scope: Scope, receive: Receive) -> tuple[Json, str]:
    """The arguments from the query and the body, and the token from header or arguments."""
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    kind = headers.get(b"content-type", "").partition(";")[0].strip()
    args: Json = dict(parse_qsl(scope["query_string"].decode(), keep_blank_values=True))
    if kind == "multipart/form-data":
        args |= await _multipart(scope, receive)
    else:
        args |= _parsed(await _body(receive), kind)
    scheme, _, token = headers.get(b"authorization", "").partition(" ")
    if scheme.lower() == "basic":
        args |= _client(token)
    if scheme.lower() != "bearer":
        token = str(args.get("token") or "")
    return args, token.strip()


def _client(credentials: str) -> Json:
    """An app's own id and secret, as `oauth.v2.access` is told them."""
    try:
        client_id, _, secret = base64.b64decode(credentials, validate=True).decode().partition(":")
    except ValueError:
        return {}
    return {"client_id": client_id, "client_secret": secret}


def _parsed(body: bytes, kind: str) -> dict[str, Any]:
    if not body:
        return {}
    if kind == "application/json":
        try:
            data = json.loads(body)
        except ValueError:
            return {}
        return data if isinstance(data, dict) else {}
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


async def _multipart(scope: Scope, receive: Receive) -> Json:
    async with Request(scope, receive).form() as form:
        return {name: value for name, value in form.items() if isinstance(value, str)}


async def _body(receive: Receive) -> bytes:
    chunks = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        chunks.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(chunks)


async def _send(send: Send, answer: Answer) -> None:
    body = json.dumps(answer.body).encode()
    headers = [(b"content-type", b"application/json; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    if answer.retry_after:
        headers.append((b"retry-after", str(answer.retry_after).encode()))
    if answer.scopes:
        headers.append((b"x-oauth-scopes", answer.scopes.encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
