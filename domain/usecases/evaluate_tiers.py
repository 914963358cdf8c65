"""Bringing a partner's tier in line with its figures, with its history and those who must hear of it."""

from __future__ import annotations

from datetime import date, datetime

from domain.calendar import WorkCalendar
from domain.notices import Notice, TierAtRisk, TierKept, TierLost, TierPromoted
from domain.partners import Partner, TierChange, TierEvent
from domain.ports import UnitOfWork
from domain.program import Program
from domain.tiers import Figures, Step, apply, customer_window, evaluate, gap
from domain.usecases.telling import tell


def evaluate_partner(uow: UnitOfWork, program: Program, partner: Partner, *, now: datetime) -> list[TierChange]:
    """Applies what the program says about a partner today. Run again at once it changes nothing.

    The partner must have been loaded for update, so that two evaluations never decide on the same state.
    """
    today = WorkCalendar(program.vendor).local_day(now)
    uow.flush()
    figures = uow.partners.tier_figures(partner.id, new_since=customer_window(program, today))
    changes = []
    for step in evaluate(program, partner, figures, today):
        apply(partner, step, today)
        change = uow.partners.record(_change(partner, step, figures, today=today, now=now))
        changes.append(change)
        tell(uow, _notice(program, change, figures), partner)
    return changes


def _change(partner: Partner, step: Step, figures: Figures, *, today: date, now: datetime) -> TierChange:
    return TierChange(
        partner_id=partner.id,
        event=step.event,
        on=today,
        at=now,
        from_tier=step.from_tier,
        to_tier=step.to_tier,
        arr=figures.arr,
        new_customers=figures.new_customers,
        grace_until=step.grace_until,
    )


def _notice(program: Program, change: TierChange, figures: Figures) -> Notice:
    if change.id is None or change.from_tier is None:
        raise ValueError("a recorded change of an existing tier is needed")
    match change.event:
        case TierEvent.PROMOTED:
            return TierPromoted(change.partner_id, change.id, change.from_tier, change.to_tier, figures.arr)
        case TierEvent.DEMOTED:
            return TierLost(change.partner_id, change.id, change.from_tier, change.to_tier, figures.arr)
        case TierEvent.RECOVERED:
            return TierKept(change.partner_id, change.id, change.to_tier)
        case TierEvent.GRACE_STARTED | TierEvent.GRACE_WARNED if change.grace_until:
            missing = gap(program.tier(change.to_tier), figures)
            return TierAtRisk(
                partner_id=change.partner_id,
                change_id=change.id,
                tier=change.to_tier,
                until=change.grace_until,
                missing_arr=missing.arr,
                missing_customers=missing.customers,
                reminder=change.event is TierEvent.GRACE_WARNED,
            )
        case _:
            raise ValueError(f"nobody is told of {change.event}")
