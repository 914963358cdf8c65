"""Which installation of the app a request belongs to, from a cache with a lifetime: no `auth.test` per request."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import structlog
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize

from bot.slack_calls import SlackCalls
from bot.slack_errors import CallError, Unauthorized, Unreachable

LIFETIME = 600.0
"""Seconds for which an answer of `auth.test` is believed."""

CALL_WITHIN = 2.0

Key = tuple[str | None, str | None]

logger = structlog.stdlib.get_logger(__name__)


class Tokens(Protocol):
    """Where bot tokens come from."""

    def bot_token(self, enterprise: str | None, team: str | None) -> str | None:
        """The bot token of an organisation's or a workspace's installation; None where the app is not installed."""
        ...


@dataclass(frozen=True)
class OneToken:
    """A single installation, from the settings: it answers for every workspace of shared channels too."""

    token: str

    def bot_token(self, enterprise: str | None, team: str | None) -> str | None:  # noqa: ARG002 - there is one only
        """The token."""
        return self.token


@dataclass(frozen=True)
class Identity:
    """What `auth.test` says of a token."""

    team_id: str | None
    enterprise_id: str | None
    bot_id: str | None
    bot_user_id: str | None
    asked_at: float


class Installations:
    """Tokens and who they are. One `auth.test` a token and lifetime, however many requests wait for it."""

    def __init__(
        self,
        tokens: Tokens,
        calls: SlackCalls,
        *,
        lifetime: float = LIFETIME,
        time: Callable[[], float] = time.monotonic,
    ) -> None:
        self._tokens = tokens
        self._calls = calls
        self._lifetime = lifetime
        self._time = time
        self._token_of: dict[Key, str] = {}
        self._identities: dict[str, Identity] = {}
        self._asking: dict[str, asyncio.Task[Identity]] = {}
        self.problem: str | None = None

    def token(self, enterprise: str | None = None, team: str | None = None) -> str | None:
        """The bot token for an organisation or workspace; None where the app is not installed."""
        key = (enterprise, team)
        if key not in self._token_of:
            found = self._tokens.bot_token(enterprise, team)
            if found is None:
                return None
            self._token_of[key] = found
        return self._token_of[key]

    async def identity(self, token: str) -> Identity:
        """Who a token is. An older answer is used on while Slack does not answer; CallError where there is none."""
        known = self._identities.get(token)
        if known is not None and self._time() - known.asked_at < self._lifetime:
            return known
        task = self._asking.get(token)
        if task is None:
            task = self._asking[token] = asyncio.create_task(self._ask(token))
            task.add_done_callback(lambda _: self._asking.pop(token, None))
        try:
            return await asyncio.shield(task)
        except CallError as error:
            self.problem = str(error)
            refused = error.group is Unauthorized or error.code == Unreachable.ACCOUNT_INACTIVE
            if known is None or refused:
                raise
            return known

    async def _ask(self, token: str) -> Identity:
        answer = await self._calls.call(token, "auth.test", {}, within=CALL_WITHIN)
        self.problem = None
        identity = Identity(
            team_id=answer.get("team_id"),
            enterprise_id=answer.get("enterprise_id"),
            bot_id=answer.get("bot_id"),
            bot_user_id=answer.get("user_id"),
            asked_at=self._time(),
        )
        self._identities[token] = identity
        return identity

    async def authorize(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        """Whom a request is for. None where the app is not installed or its token is refused.

        While Slack cannot be asked, the token is used without knowing its bot user.
        """
        token = self.token(enterprise_id, team_id)
        if token is None:
            return None
        try:
            identity = await self.identity(token)
        except CallError as error:
            logger.warning("auth_test_failed", error=str(error))
            if error.group is Unauthorized or error.code == Unreachable.ACCOUNT_INACTIVE:
                return None
            return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=token)
        return AuthorizeResult(
            enterprise_id=identity.enterprise_id,
            team_id=identity.team_id,
            bot_id=identity.bot_id,
            bot_user_id=identity.bot_user_id,
            bot_token=token,
        )

    def forget(self, enterprise: str | None, team: str | None) -> None:
        """Empties the cache for one installation, after it was removed or its tokens were revoked."""
        token = self._token_of.pop((enterprise, team), None)
        if token is not None:
            self._identities.pop(token, None)
            self._token_of = {key: each for key, each in self._token_of.items() if each != token}


class Authorize(AsyncAuthorize):
    """What Bolt asks before each request."""

    def __init__(self, installations: Installations) -> None:
        self._installations = installations

    async def __call__(
        self, *, enterprise_id: str | None, team_id: str | None, **_: Any
    ) -> AuthorizeResult | None:  # `_`: context and user; the bot's token is the same for all of a workspace
        return await self._installations.authorize(enterprise_id, team_id)
