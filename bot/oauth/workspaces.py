"""The workspaces that an organisation's installation covers: asked of Slack at its start and every day after.

Slack also tells of each that comes or goes; an event that got lost is made up for here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from slack_sdk.errors import SlackApiError

from bot.counting import counted
from bot.oauth.keys import UnreadableTokenError, Vault
from bot.slack_asked import NO_ANSWER, asking_client
from domain.ports import Clock
from storage.database import Database
from storage.installations import Installation

A_PAGE = 1000

logger = structlog.stdlib.get_logger(__name__)


class NotListedError(Exception):
    """Slack gave no list; one line that says why."""


@dataclass(frozen=True)
class Workspaces:
    """`taken` is called with an organisation and workspaces that it no longer covers; `changed` with its key after."""

    api_url: str
    database: Database
    vault: Vault
    clock: Clock
    taken: Callable[[str, Sequence[str]], None]
    changed: Callable[[str], None]
    wake: Callable[[], None]
    vendor_team: str | None = None

    def look(self, now: datetime) -> str:
        """Asks about every organisation. Raises NotListedError where one could not be asked; the others were."""
        with self.database.read() as uow:
            whole = [each for each in uow.installations.all() if each.is_org and each.removed_at is None]
        found, failed = 0, []
        for each in whole:
            try:
                found += self.learn(each, now)
            except NotListedError as error:
                failed.append(f"{each.name or each.key}: {error}")
        if failed:
            of = counted(len(failed), "organisation")
            raise NotListedError(f"Slack was asked in vain about {of}: {'; '.join(failed)}")
        return f"{counted(found, 'workspace')} of {counted(len(whole), 'organisation')}" if whole else ""

    def learn(self, whole: Installation, now: datetime) -> int:
        """Keeps which workspaces an organisation's installation covers now; how many. Raises NotListedError."""
        listed = self._listed(whole)
        with self.database.write() as uow:
            known = uow.installations.workspaces(whole.key)
            for team, name in listed.items():
                uow.installations.learn_team(team, whole.key, name)
            new = [team for team in listed if team not in known]
            uow.installations.send_waiting(new, now, vendor_team=self.vendor_team)
            uow.commit()
        gone = [team for team in known if team not in listed]
        if gone:
            self.taken(whole.key, gone)
        if new or gone:
            self.changed(whole.key)
            self.wake()
            logger.info("workspaces_changed", installation=whole.key, new=new, gone=gone)
        return len(listed)

    def _listed(self, whole: Installation) -> Mapping[str, str]:
        """By its id the name of each workspace."""
        found: dict[str, str] = {}
        cursor = ""
        try:
            client = asking_client(self.api_url, self.vault.unlock(whole.bot_token))
            while True:
                asked = {"limit": A_PAGE, **({"cursor": cursor} if cursor else {})}
                answer = client.api_call("auth.teams.list", params=asked)
                found |= {str(team["id"]): str(team.get("name") or "") for team in answer.get("teams") or ()}
                cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
                if not cursor:
                    return found
        except SlackApiError as error:
            raise NotListedError(f"Slack says {error.response.get('error', 'no')}") from None
        except NO_ANSWER as error:
            raise NotListedError(f"Slack does not answer ({type(error).__name__})") from None
        except UnreadableTokenError as error:
            raise NotListedError(str(error)) from None
