"""Tokens that expire are renewed in time, by one process; and all are encrypted anew after a change of keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from bot.counting import counted
from bot.jobs.job import JobError
from bot.oauth.keys import UnreadableTokenError, Vault
from bot.settings import OAuthSettings
from bot.slack_asked import NO_ANSWER, asking_client
from domain.ports import Clock
from storage.database import Database
from storage.installations import Installation

RENEW_BEFORE = timedelta(hours=2)
"""So long before its end a token is renewed. Other processes go on with the old one meanwhile, as Slack lets them."""

LEASE = timedelta(minutes=1)
AGAIN_AFTER = timedelta(minutes=5)

logger = structlog.stdlib.get_logger(__name__)


class RenewalError(Exception):
    """Slack gave no new token; one line that says why."""


@dataclass(frozen=True)
class Renewing:
    """`changed` is called with the key of an installation whose token is another one now."""

    settings: OAuthSettings
    api_url: str
    database: Database
    vault: Vault
    clock: Clock
    changed: Callable[[str], None] = lambda _: None

    def renew(self, now: datetime) -> str:
        """Renews what ends soon. Raises JobError where a token could not be; the old one is used until it ends."""
        with self.database.read() as uow:
            keys = uow.installations.expiring(now + RENEW_BEFORE)
        renewed, failed = 0, []
        for key in keys:
            claimed = self._claim(key, now)
            if claimed is None:
                continue
            try:
                self._renew(claimed)
                renewed += 1
            except (RenewalError, UnreadableTokenError) as error:
                failed.append(f"{claimed.name or key}: {error}")
                self._note(claimed, str(error))
        if failed:
            raise JobError(f"{counted(len(failed), 'token')} could not be renewed: {'; '.join(failed)}", failed)
        return f"{counted(renewed, 'token')} renewed" if renewed else ""

    def _claim(self, key: str, now: datetime) -> Installation | None:
        with self.database.write() as uow:
            claimed = uow.installations.claim_refresh(key, now + RENEW_BEFORE, now, LEASE)
            uow.commit()
        return claimed

    def _renew(self, claimed: Installation) -> None:
        answer = self._asked(self.vault.unlock(claimed.refresh_token or ""))
        expires_at = self.clock.now() + timedelta(seconds=int(answer["expires_in"]))
        tokens = self.vault.lock(answer["access_token"]), self.vault.lock(answer["refresh_token"])
        with self.database.write() as uow:
            uow.installations.refreshed(claimed, *tokens, expires_at)
            uow.commit()
        self.changed(claimed.key)
        logger.info("token_renewed", installation=claimed.key, until=expires_at.isoformat())

    def _asked(self, refresh_token: str) -> Any:
        try:
            answer = (
                asking_client(self.api_url)
                .oauth_v2_access(
                    client_id=self.settings.client_id,
                    client_secret=self.settings.client_secret,
                    grant_type="refresh_token",
                    refresh_token=refresh_token,
                )
                .data
            )
        except SlackApiError as error:
            raise RenewalError(f"Slack says {error.response.get('error', 'no')}") from None
        except NO_ANSWER as error:
            raise RenewalError(f"Slack does not answer ({type(error).__name__})") from None
        if not isinstance(answer, dict) or not {"access_token", "refresh_token", "expires_in"} <= answer.keys():
            raise RenewalError("Slack's answer has no tokens in it")
        return answer

    def _note(self, claimed: Installation, problem: str) -> None:
        with self.database.write() as uow:
            uow.installations.not_refreshed(claimed, problem, self.clock.now() + AGAIN_AFTER)
            uow.commit()

    def rekey(self) -> str:
        """Encrypts every token with the newest key. Raises JobError where none of the keys reads one."""
        with self.database.read() as uow:
            everything = uow.installations.all()
        done, unreadable = 0, []
        for each in everything:
            try:
                done += self._rekey(each)
            except UnreadableTokenError as error:
                unreadable.append(f"{each.name or each.key}: {error}")
        if unreadable:
            left = "left as it is" if len(unreadable) == 1 else "left as they are"
            raise JobError(f"{counted(len(unreadable), 'installation')} {left}, {done:,} encrypted anew", unreadable)
        return f"{counted(done, 'installation')} encrypted anew, {len(everything) - done:,} had the newest key"

    def _rekey(self, each: Installation) -> bool:
        kept = [token for token in (each.bot_token, each.refresh_token) if token]
        if all(self.vault.is_current(token) for token in kept):
            return False
        bot, *refresh = [self.vault.relock(token) for token in kept]
        with self.database.write() as uow:
            # tokens that are new since were encrypted with the newest key
            uow.installations.change_tokens(each, bot, refresh[0] if refresh else None)
            uow.commit()
        return True
