"""Installation by others: a state that is good once and not for long, Slack's code for tokens, and what is kept."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog
from slack_sdk.oauth import AuthorizeUrlGenerator

from bot.installations import Installations
from bot.manifest import REDIRECT_PATH
from bot.oauth.keys import Vault
from bot.oauth.workspaces import NotListedError, Workspaces
from bot.settings import OAuthSettings
from bot.slack_calls import SlackCalls
from bot.slack_errors import CallError, Passing
from domain.ports import Clock
from storage.database import Database
from storage.installations import Installation

STATE_LIVES = timedelta(minutes=10)
EXCHANGE_WITHIN = 10.0

SETUP_ERRORS = frozenset(
    {"bad_client_secret", "invalid_client_id", "bad_redirect_uri", "invalid_team_for_non_distributed_app"}
)
"""What Slack says where our own settings or those of the app are wrong."""

logger = structlog.stdlib.get_logger(__name__)


class StateError(Exception):
    """The state is not of this browser, was used before, or has expired."""


class ExchangeError(Exception):
    """Slack gave no tokens. `is_ours`: because of how we are set up; `is_passing`: another try may succeed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.is_ours = code in SETUP_ERRORS
        self.is_passing = code in set(Passing)


@dataclass(frozen=True)
class Begun:
    """An installation that somebody begins: where to go on, and the state that belongs to this browser."""

    url: str
    state: str = field(repr=False)


@dataclass(frozen=True)
class InstallDesk:
    """Lets workspaces and organisations install the app. `wake` is called when messages may go out that waited."""

    settings: OAuthSettings
    site: str
    """Slack's own address with a slash at its end."""
    scopes: tuple[str, ...]
    calls: SlackCalls
    database: Database
    vault: Vault
    installations: Installations
    clock: Clock
    threads: Executor
    wake: Callable[[], None]
    workspaces: Workspaces
    vendor_team: str | None = None

    @property
    def redirect_uri(self) -> str:
        """Where Slack sends the browser back to."""
        return self.settings.public_url + REDIRECT_PATH

    async def begin(self) -> Begun:
        """A new state, and Slack's page where the app is allowed with it."""
        state = secrets.token_urlsafe(32)
        await self._in_thread(self._keep_state, state)
        generator = AuthorizeUrlGenerator(
            client_id=self.settings.client_id,
            redirect_uri=self.redirect_uri,
            scopes=list(self.scopes),
            authorization_url=f"{self.site}oauth/v2/authorize",
        )
        return Begun(generator.generate(state), state)

    async def check(self, state: str, of_browser: str) -> None:
        """Uses a state up. Raises StateError where it is not good."""
        in_time = await self._in_thread(self._take_state, state)
        if not in_time or not hmac.compare_digest(state.encode(), of_browser.encode()):
            raise StateError

    async def finish(self, code: str) -> Installation:
        """Exchanges Slack's code for tokens and keeps them. Raises ExchangeError."""
        arguments = {"code": code, "redirect_uri": self.redirect_uri}
        try:
            answer = await self.calls.oauth_access(
                self.settings.client_id, self.settings.client_secret, arguments, within=EXCHANGE_WITHIN
            )
        except CallError as error:
            logger.error("not_installed", error=error.code)
            raise ExchangeError(error.code) from None
        try:
            installation = await self._made_of(answer)
        except (KeyError, TypeError):
            logger.error("not_installed", error="an answer without a bot's token")
            raise ExchangeError(Passing.BAD_ANSWER) from None
        await self._in_thread(self._keep, installation)
        self.installations.forget(installation.key)
        if installation.is_org:
            await self._in_thread(self._learn, installation)
        self.wake()
        logger.info("installed", installation=installation.key, by=installation.installed_by)
        return installation

    async def _made_of(self, answer: Mapping[str, Any]) -> Installation:
        team, org = answer.get("team") or {}, answer.get("enterprise") or {}
        is_org = bool(answer.get("is_enterprise_install"))
        refresh, lives = answer.get("refresh_token"), answer.get("expires_in")
        now, token = self.clock.now(), str(answer["access_token"])
        return Installation(
            key=str((org if is_org else team)["id"]),
            enterprise_id=org.get("id"),
            team_id=None if is_org else str(team["id"]),
            is_org=is_org,
            name=str((org if is_org else team).get("name") or ""),
            app_id=str(answer["app_id"]),
            bot_id=await self._bot_id(token),
            bot_user_id=str(answer["bot_user_id"]),
            scopes=str(answer.get("scope") or ""),
            bot_token=self.vault.lock(token),
            refresh_token=self.vault.lock(str(refresh)) if refresh else None,
            expires_at=now + timedelta(seconds=int(lives)) if refresh and lives else None,
            installed_by=str((answer.get("authed_user") or {}).get("id") or ""),
            installed_at=now,
        )

    async def _bot_id(self, token: str) -> str | None:
        """Slack tells it only here; without it we get on too."""
        try:
            return (await self.calls.call(token, "auth.test", {}, within=EXCHANGE_WITHIN)).get("bot_id")
        except CallError as error:
            logger.warning("bot_not_known", error=str(error))
            return None

    def _keep_state(self, state: str) -> None:
        now = self.clock.now()
        with self.database.write() as uow:
            uow.installations.begin(_digest(state), now + STATE_LIVES, now)
            uow.commit()

    def _take_state(self, state: str) -> bool:
        with self.database.write() as uow:
            in_time = uow.installations.take(_digest(state), self.clock.now())
            uow.commit()
        return in_time

    def _keep(self, installation: Installation) -> None:
        """In place of the one before; what waited for it goes out: everything where it is the vendor's."""
        with self.database.write() as uow:
            uow.installations.put(installation)
            teams = uow.installations.teams_of(installation.key)
            uow.installations.send_waiting(teams, self.clock.now(), vendor_team=self.vendor_team)
            uow.commit()

    def _learn(self, installation: Installation) -> None:
        """Which workspaces it covers; where Slack does not say so now, the job of the day asks again."""
        try:
            self.workspaces.learn(installation, self.clock.now())
        except NotListedError as error:
            logger.warning("workspaces_not_known", installation=installation.key, error=str(error))

    async def _in_thread(self, step: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self.threads, step, *arguments)


def _digest(state: str) -> str:
    """What is kept of a state: who reads the database cannot finish somebody's installation."""
    return hashlib.sha256(state.encode()).hexdigest()
