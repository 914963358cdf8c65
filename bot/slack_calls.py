"""Calls to Slack's Web API and to response_urls, over one HTTP session. Every failure is a CallError."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import LOOPBACK
from bot.slack_errors import CallError, FileGone, Passing, Unauthorized

RETRY_AFTER_UNSAID = 1.0
_PART = 64 * 1024


class SlackCalls:
    """Open it inside the running loop. Nothing is retried here: only the caller knows whether there is time."""

    def __init__(self, api_url: str) -> None:
        self.client = AsyncWebClient(base_url=api_url, retry_handlers=[])
        if urlsplit(api_url).hostname in LOOPBACK:
            self.client.proxy = None  # the SDK takes one from the environment, for every host
        self._session: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        """Makes the session that all calls share."""
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        self.client.session = self._session

    async def close(self) -> None:
        """Closes the session."""
        if self._session is not None:
            await self._session.close()
            self._session, self.client.session = None, None

    async def call(self, token: str, method: str, arguments: Mapping[str, Any], *, within: float) -> Mapping[str, Any]:
        """Slack's answer to a call. CallError for a refusal, no answer within the seconds, or an unreadable one."""
        return await self._call(method, within, json={**arguments, "token": token})

    async def call_by_form(
        self, token: str, method: str, arguments: Mapping[str, Any], *, within: float
    ) -> Mapping[str, Any]:
        """The same for methods that take no JSON, those for files among them."""
        return await self._call(method, within, data=dict(arguments), headers={"Authorization": f"Bearer {token}"})

    async def oauth_access(
        self, client_id: str, client_secret: str, arguments: Mapping[str, Any], *, within: float
    ) -> Mapping[str, Any]:
        """Tokens for a code, as the app itself and not as a bot."""
        return await self._call(
            "oauth.v2.access",
            within,
            # not as HTTP authentication, for which the SDK uses what aiohttp is about to remove
            data={"client_id": client_id, "client_secret": client_secret, **arguments},
        )

    async def _call(self, method: str, within: float, **request: Any) -> Mapping[str, Any]:
        try:
            async with asyncio.timeout(within):
                answer = await self.client.api_call(method, **request)
        except SlackApiError as error:
            raise _refusal(method, error) from None
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise CallError(method, Passing.NO_ANSWER, detail=type(error).__name__) from None
        data: Mapping[str, Any] = answer.data if isinstance(answer.data, dict) else {}
        return data

    async def respond(self, url: str, body: Mapping[str, Any], *, within: float) -> None:
        """Posts to a response_url. CallError where Slack does not take it."""
        await self._post("response_url", url, within, json=dict(body))

    async def upload(self, url: str, content: bytes, *, within: float) -> None:
        """Posts a file's bytes to the address that Slack gave for them. CallError where it does not take them."""
        await self._post("upload_url", url, within, data=content, headers={"Content-Type": "application/octet-stream"})

    async def download(self, token: str, url: str, *, most: int, within: float) -> bytes:
        """A file's bytes, at most so many. CallError where Slack does not hand it out."""
        what = "url_private"
        if self._session is None:
            raise RuntimeError("SlackCalls.open() comes first")
        try:
            async with (
                asyncio.timeout(within),
                self._session.get(
                    url, proxy=self.client.proxy, headers={"Authorization": f"Bearer {token}"}, allow_redirects=False
                ) as answer,
            ):
                if refused := _not_handed_out(answer):
                    raise CallError(what, refused, retry_after=_waiting(answer), detail=f"HTTP {answer.status}")
                content = bytearray()
                async for part in answer.content.iter_chunked(_PART):
                    content += part
                    if len(content) > most:
                        raise CallError(what, FileGone.FILE_TOO_LARGE, detail=f"over {most} bytes")
                return bytes(content)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise CallError(what, Passing.NO_ANSWER, detail=type(error).__name__) from None

    async def _post(self, what: str, url: str, within: float, **request: Any) -> None:
        if self._session is None:
            raise RuntimeError("SlackCalls.open() comes first")
        try:
            async with (
                asyncio.timeout(within),
                self._session.post(url, proxy=self.client.proxy, **request) as answer,
            ):
                if answer.status == 429:
                    raise CallError(what, Passing.RATELIMITED, retry_after=_seconds(answer.headers))
                if answer.status >= 400:
                    text = (await answer.text())[:200]
                    raise CallError(what, _code(answer.status, text), detail=text)
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise CallError(what, Passing.NO_ANSWER, detail=type(error).__name__) from None


def _refusal(method: str, error: SlackApiError) -> CallError:
    response = error.response
    status = int(getattr(response, "status_code", None) or _get(response, "status_code") or 0)
    headers = getattr(response, "headers", None) or _get(response, "headers") or {}
    if status == 429:
        return CallError(method, Passing.RATELIMITED, retry_after=_seconds(headers))
    data = getattr(response, "data", response)
    code = data.get("error") if isinstance(data, Mapping) else None
    if status >= 500 or not code:
        return CallError(method, Passing.BAD_ANSWER, detail=f"HTTP {status}")
    messages = (data.get("response_metadata") or {}).get("messages") or []
    return CallError(method, str(code), detail="; ".join(str(message) for message in messages)[:500])


def _not_handed_out(answer: aiohttp.ClientResponse) -> str | None:
    """Why an address gives no file: Slack sends whoever may not see it to its login page. None where it gives one."""
    match answer.status:
        case 200:
            return None
        case 429:
            return Passing.RATELIMITED
        case 404 | 410:
            return FileGone.FILE_NOT_FOUND
        case status if status >= 500:
            return Passing.BAD_ANSWER
        case _:
            return Unauthorized.FILE_NOT_SHOWN


def _waiting(answer: aiohttp.ClientResponse) -> float | None:
    return _seconds(answer.headers) if answer.status == 429 else None


def _get(response: object, name: str) -> Any:
    return response.get(name) if isinstance(response, Mapping) else None


def _seconds(headers: Mapping[str, str]) -> float:
    try:
        return max(0.0, float(headers.get("Retry-After", RETRY_AFTER_UNSAID)))
    except ValueError:
        return RETRY_AFTER_UNSAID


def _code(status: int, text: str) -> str:
    return Passing.BAD_ANSWER if status >= 500 else text.strip() or f"http_{status}"
