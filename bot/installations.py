"""Which installation of the app a request or a message belongs to, from a cache with a lifetime.

There is the vendor's own token, from the settings, and where others may install the app, what they have installed.
No request costs an `auth.test`, and none a query while its workspace is in the cache.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import Any, Protocol

import structlog
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize

from bot.slack_calls import SlackCalls
from bot.slack_errors import CallError, Unauthorized

LIFETIME = 600.0
"""Seconds for which an installation is believed to be as it was; so long other processes may not know of a removal."""

CALL_WITHIN = 2.0
MOST_KEPT = 50_000

Key = tuple[str | None, str | None]

logger = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True)
class Grant:
    """What lets us act in Slack: a token, and who it is. `key` is its installation's; empty for the settings' token."""

    token: str = field(repr=False)
    key: str = ""
    team_id: str | None = None
    enterprise_id: str | None = None
    bot_id: str | None = None
    bot_user_id: str | None = None


@dataclass(frozen=True)
class Removed:
    """The app was installed there and is not any more."""

    key: str


Found = Grant | Removed | None


class Store(Protocol):
    """What others have installed."""

    def find(self, enterprise: str | None, team: str | None) -> Found:
        """The installation that answers for a workspace; None where there never was one.

        Raises CallError where its token cannot be read, and SQLAlchemy's errors.
        """
        ...


@dataclass(frozen=True)
class Identity:
    """What `auth.test` says of a token."""

    team_id: str | None
    enterprise_id: str | None
    bot_id: str | None
    bot_user_id: str | None
    asked_at: float


class Installations:
    """Tokens and who they are. One look-up a workspace and lifetime, however many requests wait for it."""

    def __init__(
        self,
        calls: SlackCalls,
        *,
        own: str | None,
        vendor_team: str | None = None,
        store: Store | None = None,
        threads: Executor | None = None,
        lifetime: float = LIFETIME,
        time: Callable[[], float] = time.monotonic,
    ) -> None:
        self._calls = calls
        self._own = Grant(own) if own else None
        self._vendor_team = vendor_team
        self._store = store
        self._threads = threads
        self._lifetime = lifetime
        self._time = time
        self._kept: dict[Key, tuple[Grant, float]] = {}
        self._looking: dict[Key, asyncio.Task[Found]] = {}
        self._forgotten = 0
        self._identities: dict[str, Identity] = {}
        self._asking: dict[str, asyncio.Task[Identity]] = {}
        self.problem: str | None = None

    async def grant(self, enterprise: str | None = None, team: str | None = None) -> Grant | None:
        """What acts in a workspace, the vendor's where none is named; None where the app was removed.

        A workspace that never installed the app is met in channels that it shares with the vendor: there the vendor's
        acts. Raises CallError where a token cannot be read.
        """
        if self._store is None or (self._own is not None and team in {None, self._vendor_team} and not enterprise):
            return self._own
        found = await self.lookup(enterprise, team or (None if enterprise else self._vendor_team))
        if found is None:
            found = await self._vendor()
        return found if isinstance(found, Grant) else None

    async def token(self, enterprise: str | None = None, team: str | None = None) -> str | None:
        """The bot token of `grant`."""
        grant = await self.grant(enterprise, team)
        return None if grant is None else grant.token

    async def lookup(self, enterprise: str | None, team: str | None) -> Found:
        """The workspace's own installation, or that of its organisation."""
        if self._own is not None and team is not None and team == self._vendor_team:
            return self._own
        kept = self._kept.get((enterprise, team))
        if kept is not None and self._time() < kept[1]:
            return kept[0]
        if self._store is None or (enterprise is None and team is None):
            return None
        return await self._looked_up((enterprise, team), self._store)

    async def _looked_up(self, key: Key, store: Store) -> Found:
        task = self._looking.get(key)
        if task is None:
            task = self._looking[key] = asyncio.create_task(self._look(key, store))
            task.add_done_callback(lambda _: self._looking.pop(key, None))
        return await asyncio.shield(task)

    async def _look(self, key: Key, store: Store) -> Found:
        forgotten = self._forgotten
        found = await asyncio.get_running_loop().run_in_executor(self._threads, store.find, *key)
        if isinstance(found, Grant) and forgotten == self._forgotten:  # what was forgotten meanwhile may be this one
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = found, self._time() + self._lifetime
        return found

    async def _vendor(self) -> Found:
        return self._own or await self.lookup(None, self._vendor_team)

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
            if known is None or error.group is Unauthorized:
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

    async def introduce(self) -> None:
        """Finds out who we are at the vendor's. CallError where that cannot be; `problem` tells of it afterwards."""
        vendor = await self._vendor()
        if isinstance(vendor, Grant):
            self.problem = None
            if not vendor.key:
                await self.identity(vendor.token)
            return
        self.problem = "the app is not installed in the vendor's workspace"
        raise CallError("auth.test", Unauthorized.NO_ACTIVE_INSTALLATION)

    async def authorize(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        """Whom a request is for. None where the app is not installed or its token is refused.

        While Slack cannot be asked, the settings' token is used without knowing its bot user.
        """
        try:
            grant = await self.grant(enterprise_id, team_id)
            if grant is None:
                return None
            if grant.key:
                return _authorized(grant.token, grant)
            return _authorized(grant.token, await self.identity(grant.token))
        except CallError as error:
            logger.warning("not_authorized", error=str(error), team=team_id)
            if error.group is Unauthorized or self._own is None:
                return None
            return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=self._own.token)

    def forget(self, key: str) -> None:
        """Empties the cache for one installation, after it was made, changed or removed."""
        self._drop(lambda grant: grant.key == key)

    def forget_own(self) -> None:
        """Asks anew who the settings' token is."""
        self._identities.clear()

    def refused(self, token: str) -> None:
        """Empties the cache for a token that Slack does not take: the store may have a newer one."""
        self._drop(lambda grant: grant.token == token)
        self._identities.pop(token, None)

    def _drop(self, is_meant: Callable[[Grant], bool]) -> None:
        """From any thread: a look-up that ends meanwhile may be lost, and is made again."""
        self._forgotten += 1
        self._kept = {key: kept for key, kept in list(self._kept.items()) if not is_meant(kept[0])}


def _authorized(token: str, who: Grant | Identity) -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=who.enterprise_id,
        team_id=who.team_id,
        bot_id=who.bot_id,
        bot_user_id=who.bot_user_id,
        bot_token=token,
    )


class Authorize(AsyncAuthorize):
    """What Bolt asks before each request."""

    def __init__(self, installations: Installations) -> None:
        self._installations = installations

    async def __call__(
        self, *, enterprise_id: str | None, team_id: str | None, **_: Any
    ) -> AuthorizeResult | None:  # `_`: context and user; the bot's token is the same for all of a workspace
        return await self._installations.authorize(enterprise_id, team_id)
