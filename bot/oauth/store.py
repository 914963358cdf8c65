"""The tokens of those who have installed the app, read from the database."""

from __future__ import annotations

from dataclasses import dataclass

from bot.installations import Found, Grant, Removed
from bot.oauth.keys import UnreadableTokenError, Vault
from bot.slack_errors import CallError, Unauthorized
from storage.database import Database
from storage.installations import Installation

READING = "reading the token"


@dataclass(frozen=True)
class TokenStore:
    """What is installed where. A workspace of an organisation is learnt where it is met, and known from then on."""

    database: Database
    vault: Vault

    def find(self, enterprise: str | None, team: str | None) -> Found:
        """The installation that answers for a workspace; None where there never was one."""
        with self.database.read() as uow:
            found = uow.installations.find(enterprise, team)
            is_new = (
                found is not None
                and found.is_org
                and team not in {None, found.key}
                and team not in uow.installations.teams_of(found.key)
            )
        if found is None:
            return None
        if is_new and team is not None:
            with self.database.write() as uow:
                uow.installations.learn_team(team, found.key)
                uow.commit()
        return Removed(found.key) if found.removed_at is not None else self._grant(found)

    def _grant(self, found: Installation) -> Grant:
        try:
            token = self.vault.unlock(found.bot_token)
        except UnreadableTokenError as error:
            raise CallError(READING, Unauthorized.TOKEN_UNREADABLE, detail=str(error)) from None
        return Grant(
            token=token,
            key=found.key,
            team_id=found.team_id,
            enterprise_id=found.enterprise_id,
            bot_id=found.bot_id,
            bot_user_id=found.bot_user_id,
        )
