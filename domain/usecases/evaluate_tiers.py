"""Bringing partners' tiers in line with their figures, with their history and those who must hear of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from domain.money import Cents
from domain.notices import Notice, OverrideEnded, TierAtRisk, TierKept, TierLost, TierOverridden, TierPromoted
from domain.partners import Partner, TierChange, TierEvent
from domain.people import PersonKey
from domain.ports import UnitOfWork
from domain.program import Program
from domain.tier_steps import Step, TierState, apply, evaluate
from domain.tiers import Figures, customer_window, gap
from domain.usecases.account_managers import give_manager
from domain.usecases.claim_tasks import flag_lost_benefits
from domain.usecases.telling import tell

MOVED_AT_ONCE = 1_000
"""So many partners whose tier moves are in memory at a time."""


def evaluate_partner(
    uow: UnitOfWork, program: Program, partner: Partner, *, now: datetime, told_on: date | None = None
) -> list[TierChange]:
    """Applies what the program says about a partner today, and keeps its figures. Run again at once it changes nothing.

    The partner must have been loaded for update, so that two evaluations never decide on the same state. `told_on` is
    the day on which people read of a missed day that is made up: what is no longer true by then is not told.
    """
    today = program.calendar.local_day(now)
    figures = uow.history.take_day(partner.id, today, new_since=customer_window(program, today))
    return _take_steps(uow, program, partner, figures, now=now, told_on=told_on)


def _take_steps(
    uow: UnitOfWork, program: Program, partner: Partner, figures: Figures, *, now: datetime, told_on: date | None = None
) -> list[TierChange]:
    """Carries out what the day's figures, which are kept already, mean for a partner."""
    today = program.calendar.local_day(now)
    changes = []
    for step in evaluate(program, partner, figures, today):
        change = take_step(uow, partner, step, figures, today=today, now=now)
        changes.append(change)
        if told_on is None or _still_true(program, partner, step, figures, told_on):
            tell(uow, notice_of(program, change), partner)
        flag_lost_benefits(uow, program, partner, change, now=now)
        if step.event is TierEvent.PROMOTED:
            give_manager(uow, program, partner, now=now)
    return changes


def evaluate_partners(
    uow: UnitOfWork,
    program: Program,
    partner_ids: Iterable[str],
    *,
    now: datetime,
    moved: Mapping[str, Cents] | None = None,
) -> list[TierChange]:
    """The same for many partners: their figures in two statements, and one by one only what becomes of a tier.

    Partners are locked in the order of their ids, so that two writers never wait for each other. `moved` says by how
    much the ARR of partners has changed since the day's figures were kept; those of the others are summed up.
    """
    today = program.calendar.local_day(now)
    partners = uow.partners.locked(partner_ids)
    new_since = customer_window(program, today)
    known = {partner_id: amount for partner_id, amount in (moved or {}).items() if partner_id in partners}
    taken = dict(uow.history.move_days(known, today, new_since=new_since))
    taken |= uow.history.take_days(partners.keys() - taken.keys(), today, new_since=new_since)
    for partner_id in known:
        uow.changed_for(partner_id=partner_id)
    changes: list[TierChange] = []
    moving = [each for each, figures in sorted(taken.items()) if evaluate(program, partners[each], figures, today)]
    for start in range(0, len(moving), MOVED_AT_ONCE):
        for partner in uow.partners.to_change(moving[start : start + MOVED_AT_ONCE]):
            changes += _take_steps(uow, program, partner, taken[partner.id], now=now)
    return changes


def take_step(
    uow: UnitOfWork,
    partner: Partner,
    step: Step,
    figures: Figures,
    *,
    today: date,
    now: datetime,
    by: PersonKey | None = None,
    reason: str | None = None,
) -> TierChange:
    """Carries a step out on the partner, and keeps it with its inputs."""
    apply(partner, step, today)
    change = uow.partners.record(
        TierChange(
            partner_id=partner.id,
            event=step.event,
            on=today,
            at=now,
            from_tier=step.from_tier,
            to_tier=step.to_tier,
            arr=figures.arr,
            new_customers=figures.new_customers,
            grace_until=step.grace_until,
            override_until=step.override_until,
            by=by,
            reason=reason,
        )
    )
    if step.to_tier != step.from_tier:
        uow.history.record_day(partner.id, today, figures, partner.tier)
    return change


def _still_true(program: Program, partner: Partner, step: Step, figures: Figures, day: date) -> bool:
    """Whether what a step warns of holds on a later day. What has happened has happened."""
    if step.event not in {TierEvent.GRACE_STARTED, TierEvent.GRACE_WARNED}:
        return True
    return not evaluate(program, TierState.of(partner), figures, day)


def notice_of(program: Program, change: TierChange) -> Notice:
    """What a line of history tells people."""
    if change.id is None or change.from_tier is None:
        raise ValueError("a recorded change of an existing tier is needed")
    partner_id, number, before, now = change.partner_id, change.id, change.from_tier, change.to_tier
    by = PersonKey(change.by) if change.by else None
    match change.event:
        case TierEvent.PROMOTED:
            return TierPromoted(partner_id, number, before, now, change.arr)
        case TierEvent.DEMOTED:
            return TierLost(partner_id, number, before, now, change.arr)
        case TierEvent.RECOVERED:
            return TierKept(partner_id, number, now)
        case TierEvent.OVERRIDE_ENDED:
            return OverrideEnded(partner_id, number, before, now, change.arr, by)
        case TierEvent.OVERRIDDEN if change.override_until and by:
            upward = program.rank(now) > program.rank(before)
            return TierOverridden(
                partner_id, number, before, now, change.override_until, by, change.reason or "", upward
            )
        case TierEvent.GRACE_STARTED | TierEvent.GRACE_WARNED if change.grace_until:
            return _at_risk(program, change, change.id, change.grace_until)
        case _:
            raise ValueError(f"nobody is told of {change.event}")


def _at_risk(program: Program, change: TierChange, number: int, until: date) -> TierAtRisk:
    missing = gap(program.tier(change.to_tier), Figures(change.arr, change.new_customers))
    return TierAtRisk(
        partner_id=change.partner_id,
        change_id=number,
        tier=change.to_tier,
        until=until,
        missing_arr=missing.arr,
        missing_customers=missing.customers,
        reminder=change.event is TierEvent.GRACE_WARNED,
    )
