"""One job, and how it fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.jobs.schedules import Schedule


@dataclass(frozen=True)
class Job:
    """One job. `run` does its work at an instant and says what it did."""

    name: str
    description: str
    schedule: Schedule
    run: Callable[[datetime], str]


class JobError(Exception):
    """A job that could not do all its work; what it did is done. `details` are lines for the operator."""

    def __init__(self, message: str, details: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.details = tuple(details)
