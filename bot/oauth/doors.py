"""All that installation by others is made of, put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Executor
from typing import Any

from bot.installations import Installations
from bot.manifest import declared_scopes, read_manifest
from bot.oauth.desk import InstallDesk
from bot.oauth.keys import Vault
from bot.oauth.moves import Moves
from bot.oauth.renewing import Renewing
from bot.oauth.workspaces import Workspaces
from bot.settings import OAuthSettings
from bot.slack_calls import SlackCalls
from domain.ports import Clock
from storage.database import Database


class Doors:
    """The way in, the way out, and what keeps tokens good meanwhile."""

    def __init__(
        self,
        oauth: OAuthSettings,
        api_url: str,
        vendor_team: str | None,
        *,
        calls: SlackCalls,
        database: Database,
        installations: Installations,
        clock: Clock,
        threads: Executor,
        wake: Callable[[], None],
    ) -> None:
        vault = Vault(oauth.keys)
        self._database = database
        self._moves = Moves(
            installations=installations,
            calls=calls,
            database=database,
            clock=clock,
            threads=threads,
            wake=wake,
            public_url=oauth.public_url,
            vendor_team=vendor_team,
        )
        self.workspaces = Workspaces(
            api_url=api_url,
            database=database,
            vault=vault,
            clock=clock,
            taken=self._moves.taken,
            changed=installations.forget,
            wake=wake,
            vendor_team=vendor_team,
        )
        self.desk = InstallDesk(
            settings=oauth,
            site=api_url.removesuffix("api/"),
            scopes=tuple(sorted(declared_scopes(read_manifest()))),
            calls=calls,
            database=database,
            vault=vault,
            installations=installations,
            clock=clock,
            threads=threads,
            wake=wake,
            workspaces=self.workspaces,
            vendor_team=vendor_team,
        )
        self.renewing = Renewing(oauth, api_url, database.patient(), vault, clock, installations.forget)

    async def changed(self, body: Mapping[str, Any]) -> None:
        """Takes an event about where the app is. Raises SQLAlchemy's errors: Slack tells us again then."""
        await self._moves.take(body)

    def problems(self) -> list[str]:
        """The installations whose token could not be renewed."""
        with self._database.read() as uow:
            troubled = uow.installations.problems()
        return [f"the token of {each.name or each.key} can't be renewed: {each.problem}" for each in troubled]
