"""The app is removed from a workspace, or its tokens are revoked: that is kept, and told to whoever looks after it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import structlog

from bot.installations import Grant, Installations
from bot.oauth.desk import INSTALL_PATH
from bot.slack_calls import SlackCalls
from bot.slack_errors import CallError, Unauthorized
from domain.ports import Clock
from domain.usecases.app_removal import tell_of_removal
from storage.database import Database
from storage.unit_of_work import UnitOfWork

ASK_WITHIN = 1.5

logger = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True)
class Leaving:
    """Takes Slack's events about removals. An event that is older than the installation is believed only if true."""

    installations: Installations
    calls: SlackCalls
    database: Database
    clock: Clock
    threads: Executor
    wake: Callable[[], None]
    public_url: str
    vendor_team: str | None = None

    async def take(self, body: Mapping[str, Any]) -> None:
        """Works on one event. Raises SQLAlchemy's errors: Slack tells us again then."""
        event = body.get("event") or {}
        key = _installation_of(body)
        revoked = event.get("tokens") or {}
        if key is None or (event.get("type") == "tokens_revoked" and not revoked.get("bot")):
            return  # of users' tokens, of which we have none
        self.installations.forget(key)
        at = datetime.fromtimestamp(int(body.get("event_time") or 0), UTC)
        if await self._in_thread(self._is_outdated, key, at) and await self._works(key):
            logger.info("removal_outdated", installation=key)
            return
        await self._in_thread(self._remove, key)
        self.installations.forget(key)
        self.wake()

    async def _works(self, key: str) -> bool:
        """Whether Slack takes the token, so that the app was installed again since."""
        try:
            found = await self.installations.lookup(key if key.startswith("E") else None, key)
            if not isinstance(found, Grant):
                return False
            await self.calls.call(found.token, "auth.test", {}, within=ASK_WITHIN)
        except CallError as error:
            return error.group is not Unauthorized
        return True

    def _is_outdated(self, key: str, at: datetime) -> bool:
        with self.database.read() as uow:
            found = uow.installations.get(key)
        return found is not None and at < found.installed_at.replace(microsecond=0)

    def _remove(self, key: str) -> None:
        with self.database.write() as uow:
            removed = uow.installations.remove(key, self.clock.now())
            if removed is not None:
                logger.warning("installation_removed", installation=key)
                if key != self.vendor_team:  # or nobody could be told
                    self._tell(uow, key, removed.name)
            uow.commit()

    def _tell(self, uow: UnitOfWork, key: str, name: str) -> None:
        """A workspace that its organisation's installation still serves has not left: that one sends what waited."""
        now, teams = self.clock.now(), uow.installations.teams_of(key)
        served = [team for team in teams if _is_served(uow, team)]
        if served:
            uow.installations.send_waiting(served, uow.installations.partners_in(served), now)
        for partner_id in uow.installations.partners_in([team for team in teams if team not in served]):
            tell_of_removal(uow, partner_id, name, self.public_url + INSTALL_PATH, now=now)

    async def _in_thread(self, step: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self.threads, step, *arguments)


def _is_served(uow: UnitOfWork, team: str) -> bool:
    """Whether another installation answers for a workspace, such as its organisation's."""
    found = uow.installations.find(None, team)
    return found is not None and found.removed_at is None


def _installation_of(body: Mapping[str, Any]) -> str | None:
    """Whose installation an event is about: the organisation's where all of it had installed the app."""
    authorization = (body.get("authorizations") or [{}])[0]
    is_org = body.get("is_enterprise_install") or authorization.get("is_enterprise_install")
    enterprise = body.get("enterprise_id") or authorization.get("enterprise_id")
    key = enterprise if is_org and enterprise else body.get("team_id") or authorization.get("team_id")
    return str(key) if key else None
