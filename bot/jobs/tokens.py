"""The tokens of those who have installed the app: renewed before they end, and encrypted anew after new keys."""

from __future__ import annotations

from datetime import datetime

from bot.jobs.job import Job, JobError
from bot.jobs.schedules import Every, OnRequest
from bot.oauth.renewing import Renewing

RENEW_EVERY = 300
"""Seconds."""


def token_jobs(renewing: Renewing | None) -> list[Job]:
    """The jobs; without `renewing` nobody but the vendor has installed the app, and there is nothing to do."""

    def renew(now: datetime) -> str:
        return renewing.renew(now) if renewing is not None else ""

    def rekey(now: datetime) -> str:  # noqa: ARG001 - every job is given the time
        if renewing is None:
            raise JobError("installation by others is not set up: TOKEN_ENCRYPTION_KEY and its like are missing")
        return renewing.rekey()

    return [
        Job("renew-tokens", "Renews the tokens of installations before they expire", Every(RENEW_EVERY), renew),
        Job(
            "rotate-token-keys",
            "Encrypts the tokens of all installations with the first key of TOKEN_ENCRYPTION_KEY",
            OnRequest(),
            rekey,
        ),
    ]
