"""The check of the ARR: all of it computed anew and held against what is stored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.counting import counted
from bot.jobs.job import JobError
from bot.jobs.schedules import Daily
from domain.arr_audit import Difference, amount, differences_of
from domain.program import Program
from storage.database import Database
from storage.unit_of_work import UnitOfWork

MOST_SHOWN = 20


class ArrCheck:
    """The job. It changes nothing and reads in bounded memory."""

    def __init__(self, database: Database, program: Program, evaluation: Daily) -> None:
        self._database = database
        self._program = program
        self._evaluation = evaluation

    def run(self, now: datetime) -> str:
        """Raises JobError with the first differences and how many there are."""
        checked, number, shown = 0, 0, list[str]()
        with self._database.read() as uow:
            for difference in self._found(uow, now):
                if difference is None:
                    checked += 1
                    continue
                number += 1
                if len(shown) < MOST_SHOWN:
                    shown.append(str(difference))
        if number:
            more = (f"and {number - MOST_SHOWN} more",) if number > MOST_SHOWN else ()
            raise JobError(f"{counted(number, 'difference')} found", (*shown, *more))
        return f"{counted(checked, 'subscription')} checked, no difference"

    def _found(self, uow: UnitOfWork, now: datetime) -> Iterator[Difference | None]:
        """None for each subscription that was looked at, and what is wrong.

        What was past due for too long stops counting with the daily evaluation, or when its customer's events come.
        """
        days = {self._evaluation.day(now), now.astimezone(self._evaluation.zone).date()}
        past_due_days = self._program.arr.past_due_days
        for subscription, customers_partner in uow.audit.subscriptions():
            yield None
            yield from differences_of(subscription, customers_partner, days=days, past_due_days=past_due_days)
        for partner_id, day, kept, summed in uow.audit.kept_apart():
            yield Difference(f"partner {partner_id}", f"ARR of {day}", amount(kept), amount(summed))
