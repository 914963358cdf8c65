"""An organisation that has the app takes it away from one of its workspaces, or gives it to one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

import structlog

from bot.installations import Installations
from bot.oauth.desk import INSTALL_PATH
from domain.ports import Clock
from domain.usecases.app_removal import tell_of_removal
from storage.database import Database
from storage.installations import Installation
from storage.unit_of_work import UnitOfWork

GRANTED, REVOKED = "team_access_granted", "team_access_revoked"
ACCESS = frozenset({GRANTED, REVOKED})

logger = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True)
class OrgAccess:
    """Takes Slack's events about single workspaces. One that is taken away is like one that has removed the app.

    Told twice they change nothing. A request from a workspace that was taken away says that it has the app again, also
    where its event never came.
    """

    installations: Installations
    database: Database
    clock: Clock
    threads: Executor
    wake: Callable[[], None]
    public_url: str
    vendor_team: str | None = None

    async def take(self, body: Mapping[str, Any]) -> None:
        """Works on one event. Raises SQLAlchemy's errors: Slack tells us again then."""
        event, org = body.get("event") or {}, _organisation_of(body)
        teams = [str(team) for team in event.get("team_ids") or ()]
        if org is None or not teams:
            return
        work = self._given if event.get("type") == GRANTED else self.taken
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self.threads, work, org, teams)
        self.installations.forget(org)
        logger.warning("org_access_changed", event_type=event.get("type"), installation=org, teams=teams)
        self.wake()

    def taken(self, org: str, teams: Sequence[str]) -> None:
        """These workspaces have the app no more."""
        with self.database.write() as uow:
            whole = uow.installations.get(org)
            if whole is None:
                return
            for team in teams:
                if uow.installations.take_team(whole, team, self.clock.now()) and team != self.vendor_team:
                    self._tell(uow, team, whole)
            uow.commit()

    def _tell(self, uow: UnitOfWork, team: str, whole: Installation) -> None:
        for partner_id in uow.installations.partners_in([team]):
            tell_of_removal(uow, partner_id, whole.name, self.public_url + INSTALL_PATH, now=self.clock.now())

    def _given(self, org: str, teams: Sequence[str]) -> None:
        with self.database.write() as uow:
            for team in teams:
                uow.installations.learn_team(team, org)
            if self.vendor_team in teams:
                uow.installations.send_everything(self.clock.now())
            else:
                uow.installations.send_waiting(teams, uow.installations.partners_in(teams), self.clock.now())
            uow.commit()


def _organisation_of(body: Mapping[str, Any]) -> str | None:
    authorization = (body.get("authorizations") or [{}])[0]
    org = body.get("enterprise_id") or authorization.get("enterprise_id")
    return str(org) if org else None
