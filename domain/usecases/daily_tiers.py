"""The daily evaluation of all partners' tiers, day by day where days were missed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from domain.deadlines import customers_asked, deadlines, due_warning
from domain.notices import CustomersAgeing
from domain.partners import TierChange
from domain.ports import UnitOfWork
from domain.program import Program
from domain.tiers import customer_window
from domain.usecases.evaluate_tiers import evaluate_partner
from domain.usecases.record_billing import end_past_due
from domain.usecases.telling import tell

MOST_DAYS = 31
"""So many days are made up at most, the newest of those that were missed."""


def days_to_evaluate(last_done: date | None, due: date) -> Sequence[date]:
    """The days from the one after the last evaluation through the one that is due, in order; that one at least."""
    missed = 0 if last_done is None else max(0, (due - last_done).days - 1)
    return [due - timedelta(days=back) for back in range(min(missed, MOST_DAYS - 1), -1, -1)]


def begin_day(uow: UnitOfWork, program: Program, *, at: datetime, now: datetime) -> set[str]:
    """Lets what was past due for too long stop counting, and keeps every partner's figures of the day of `at`.

    A partner whose figures have been kept on a later day already was evaluated then, and has nothing more to make up:
    the day's figures of such are written anew as of `now`. Their ids are given, for they are to be evaluated as of now.

    All partners are locked before any figures are written, as whoever writes figures of several does.
    """
    calendar = program.calendar
    day, today = calendar.local_day(at), calendar.local_day(now)
    changed = set(end_past_due(uow, program, at, again=day == today))
    uow.partners.locked(uow.partners.ids())
    ahead = {partner_id for partner_id in changed if _was_evaluated_after(uow, partner_id, day, today)}
    uow.history.take_days(changed - ahead, day, new_since=customer_window(program, day))
    uow.history.take_days(ahead, today, new_since=customer_window(program, today))
    uow.history.snapshot(day, new_since=customer_window(program, day))
    return ahead


def evaluate_day(
    uow: UnitOfWork, program: Program, partner_id: str, *, at: datetime, now: datetime
) -> Sequence[TierChange]:
    """One partner's tier as of the day of `at`. Nothing happens where it was evaluated on a later day meanwhile."""
    calendar = program.calendar
    day, today = calendar.local_day(at), calendar.local_day(now)
    partner = uow.partners.get(partner_id, for_update=True)
    if partner is None or _was_evaluated_after(uow, partner_id, day, today):
        return []
    return evaluate_partner(uow, program, partner, now=at, told_on=today if day < today else None)


def warn_of_ageing(uow: UnitOfWork, program: Program, today: date) -> int:
    """Tells the partners whose newest customers are soon too old for their tier; how many there are.

    Only the tightest warning that applies is told, and once, however often this runs.
    """
    warned = 0
    for tier, number in customers_asked(program).items():
        counted_since = uow.history.counted_since_of_each(tier, number)
        for partner_id, partner in sorted(uow.partners.by_id(counted_since).items()):
            coming = deadlines(program, partner, counted_since=counted_since[partner_id], today=today)
            days = due_warning(program, partner, coming, today)
            if days is not None and coming.customers_lost_on is not None:
                held = program.tier(tier).key
                tell(uow, CustomersAgeing(partner_id, held, coming.customers_lost_on, days), partner)
                warned += 1
    return warned


def _was_evaluated_after(uow: UnitOfWork, partner_id: str, day: date, today: date) -> bool:
    """Whether there are figures of a later day. Those of the day that runs are never older than any others."""
    if day >= today:
        return False
    newest = uow.history.figures_on(partner_id, today)
    return newest is not None and newest.on > day
