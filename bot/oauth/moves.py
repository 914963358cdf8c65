"""Where the app is: removed from a workspace, its tokens revoked, or given and taken by an organisation.

That is kept, and told to whoever looks after the partners there; what is meant for their people waits meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog

from bot.installations import Grant, Installations
from bot.oauth.names import ACCESS, GRANTED, INSTALL_PATH
from bot.payloads import happened_at
from bot.slack_calls import SlackCalls
from bot.slack_errors import CallError, Unauthorized
from domain.ports import Clock
from domain.usecases.app_removal import tell_of_removal
from storage.database import Database
from storage.unit_of_work import UnitOfWork

ASK_WITHIN = 1.5

Event = Mapping[str, Any]

logger = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True)
class Moves:
    """Takes Slack's events about where the app is. Told twice, or late, they change nothing.

    A removal that is older than the installation is believed only if true. A workspace that its organisation takes the
    app from is like one that has removed it; a request from there says that it has the app again, also where its event
    never came.
    """

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
        if event.get("type") in ACCESS:
            await self._access_changed(event, body)
        elif event.get("type") != "tokens_revoked" or (event.get("tokens") or {}).get("bot"):
            await self._removed(body)  # or it is about users' tokens, of which we have none

    async def _removed(self, body: Mapping[str, Any]) -> None:
        key = _installation_of(body)
        if key is None:
            return
        self.installations.forget(key)
        if await self._in_thread(self._is_outdated, key, happened_at(body)) and await self._works(key):
            logger.info("removal_outdated", installation=key)
            return
        await self._in_thread(self._remove, key)
        self.installations.forget(key)
        self.wake()

    async def _access_changed(self, event: Event, body: Mapping[str, Any]) -> None:
        org, teams = _organisation_of(body), [str(team) for team in event.get("team_ids") or ()]
        if org is None or not teams:
            return
        work = self._give if event.get("type") == GRANTED else self._take_away
        await self._in_thread(work, org, teams, happened_at(body))
        self.installations.forget(org)
        logger.warning("org_access_changed", event_type=event.get("type"), installation=org, teams=teams)
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
        """A workspace that its organisation's installation still serves has not left: that one sends what waited."""
        with self.database.write() as uow:
            removed = uow.installations.remove(key, self.clock.now())
            if removed is not None:
                logger.warning("installation_removed", installation=key)
                if key != self.vendor_team:  # or nobody could be told
                    teams = uow.installations.teams_of(key)
                    served = [team for team in teams if uow.installations.is_served(team)]
                    uow.installations.send_waiting(served, self.clock.now())
                    self._tell(uow, [team for team in teams if team not in served], removed.name)
            uow.commit()

    def taken(self, org: str, teams: Sequence[str]) -> None:
        """These workspaces of an organisation have the app no more."""
        with self.database.write() as uow:
            self._lose(uow, org, teams)
            uow.commit()

    def _take_away(self, org: str, teams: Sequence[str], at: datetime) -> None:
        with self.database.write() as uow:
            self._lose(uow, org, _not_overtaken(uow, teams, at))
            uow.commit()

    def _lose(self, uow: UnitOfWork, org: str, teams: Sequence[str]) -> None:
        whole = uow.installations.get(org)
        if whole is None:
            return
        lost = [team for team in teams if uow.installations.take_team(whole, team, self.clock.now())]
        self._tell(uow, [team for team in lost if team != self.vendor_team], whole.name)

    def _give(self, org: str, teams: Sequence[str], at: datetime) -> None:
        with self.database.write() as uow:
            given = _not_overtaken(uow, teams, at)
            for team in given:
                uow.installations.learn_team(team, org)
            uow.installations.send_waiting(given, self.clock.now(), vendor_team=self.vendor_team)
            uow.commit()

    def _tell(self, uow: UnitOfWork, teams: Sequence[str], name: str) -> None:
        for partner_id in uow.installations.partners_in(teams):
            tell_of_removal(uow, partner_id, name, self.public_url + INSTALL_PATH, now=self.clock.now())

    async def _in_thread(self, step: Callable[..., Any], *arguments: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self.threads, step, *arguments)


def _not_overtaken(uow: UnitOfWork, teams: Sequence[str], at: datetime) -> list[str]:
    """The workspaces of which nothing newer was told."""
    return [team for team in teams if uow.deliveries.is_newest(f"access:{team}", at)]


def _authorization(body: Mapping[str, Any]) -> Mapping[str, Any]:
    return (body.get("authorizations") or [{}])[0] or {}


def _organisation_of(body: Mapping[str, Any]) -> str | None:
    org = body.get("enterprise_id") or _authorization(body).get("enterprise_id")
    return str(org) if org else None


def _installation_of(body: Mapping[str, Any]) -> str | None:
    """Whose installation an event is about: the organisation's where all of it had installed the app."""
    is_org = body.get("is_enterprise_install") or _authorization(body).get("is_enterprise_install")
    org, team = _organisation_of(body), body.get("team_id") or _authorization(body).get("team_id")
    key = org if is_org and org else team
    return str(key) if key else None
