"""Installations by others: tokens renewed before they end and encrypted anew after new keys, workspaces looked up."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.jobs.job import Job, JobError
from bot.jobs.schedules import Daily, Every, OnRequest
from bot.oauth.renewing import Renewing
from bot.oauth.workspaces import NotListedError, Workspaces

RENEW_EVERY = 300
"""Seconds."""

LOOK_AT = time(4, 0)


def token_jobs(renewing: Renewing | None, workspaces: Workspaces | None, zone: ZoneInfo) -> list[Job]:
    """The jobs; without `renewing` nobody but the vendor has installed the app, and there is nothing to do."""

    def renew(now: datetime) -> str:
        return renewing.renew(now) if renewing is not None else ""

    def look(now: datetime) -> str:
        try:
            return workspaces.look(now) if workspaces is not None else ""
        except NotListedError as error:
            raise JobError(str(error)) from None

    def rekey(now: datetime) -> str:  # noqa: ARG001 - every job is given the time
        if renewing is None:
            raise JobError("installation by others is not set up: TOKEN_ENCRYPTION_KEY and its like are missing")
        return renewing.rekey()

    return [
        Job("renew-tokens", "Renews the tokens of installations before they expire", Every(RENEW_EVERY), renew),
        Job(
            "organisations",
            "Asks Slack which workspaces the installations of organisations cover",
            Daily(LOOK_AT, zone),
            look,
        ),
        Job(
            "rotate-token-keys",
            "Encrypts the tokens of all installations with the first key of TOKEN_ENCRYPTION_KEY",
            OnRequest(),
            rekey,
        ),
    ]
