"""Admins set a partner's tier for a while, whatever its figures."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from domain.errors import Code, DomainError
from domain.free_text import required_text
from domain.partners import Partner, TierChange, TierEvent
from domain.people import Actor, Task
from domain.ports import UnitOfWork
from domain.program import Program
from domain.tier_steps import Step
from domain.tiers import Figures, customer_window, earned_tier
from domain.usecases.account_managers import give_manager
from domain.usecases.claim_tasks import flag_lost_benefits
from domain.usecases.evaluate_tiers import evaluate_partner, notice_of, take_step
from domain.usecases.known_partner import known_partner
from domain.usecases.telling import tell

LONGEST_OVERRIDE = timedelta(days=366)
LONGEST_REASON = 500


def override_days(today: date) -> tuple[date, date]:
    """The first and the last day through which a tier can be set today."""
    return today + timedelta(days=1), today + LONGEST_OVERRIDE


def set_tier(
    uow: UnitOfWork,
    program: Program,
    actor: Actor,
    partner_id: str,
    tier: str,
    until: date,
    reason: str,
    *,
    now: datetime,
) -> TierChange:
    """Gives the partner a tier through `until`, unless its figures earn a higher one. Replaces what was set before.

    Raises DomainError: NOT_STAFF, NOT_ALLOWED, PARTNER_UNKNOWN; with their field UNKNOWN_CHOICE or TIER_BELOW_EARNED
    (`tier`), DATE_OUT_OF_RANGE (`until`), REQUIRED or TOO_LONG (`reason`).
    """
    partner, today, figures = _at_hand(uow, program, actor, partner_id, now=now)
    reason = required_text(reason, "reason", longest=LONGEST_REASON)
    if not program.has_tier(tier):
        raise DomainError(Code.UNKNOWN_CHOICE, field="tier", text=tier)
    earned = earned_tier(program, figures)
    if program.rank(tier) < program.rank(earned.key):
        raise DomainError(Code.TIER_BELOW_EARNED, field="tier", partner=partner.name, tier=earned.name)
    first, last = override_days(today)
    if not first <= until <= last:
        raise DomainError(Code.DATE_OUT_OF_RANGE, field="until", earliest=first, latest=last)
    held, wanted = program.tier(partner.tier).key, program.tier(tier).key
    step = Step(TierEvent.OVERRIDDEN, held, wanted, override_until=until)
    change = take_step(uow, partner, step, figures, today=today, now=now, by=actor.person, reason=reason)
    tell(uow, notice_of(program, change), partner)
    flag_lost_benefits(uow, program, partner, change, now=now)
    if program.rank(wanted) > program.rank(held):
        give_manager(uow, program, partner, now=now)
    return change


def end_override(
    uow: UnitOfWork, program: Program, actor: Actor, partner_id: str, reason: str, *, now: datetime
) -> TierChange:
    """Ends what an admin has set: the partner holds at once the tier that its figures earn.

    Raises DomainError: NOT_STAFF, NOT_ALLOWED, PARTNER_UNKNOWN, OVERRIDE_OVER where none is in force any more;
    REQUIRED or TOO_LONG (field `reason`).
    """
    partner, today, figures = _at_hand(uow, program, actor, partner_id, now=now)
    reason = required_text(reason, "reason", longest=LONGEST_REASON)
    if partner.override_until is None:
        raise DomainError(Code.OVERRIDE_OVER, partner=partner.name)
    step = Step(TierEvent.OVERRIDE_ENDED, program.tier(partner.tier).key, earned_tier(program, figures).key)
    change = take_step(uow, partner, step, figures, today=today, now=now, by=actor.person, reason=reason)
    tell(uow, notice_of(program, change), partner)
    flag_lost_benefits(uow, program, partner, change, now=now)
    return change


def _at_hand(
    uow: UnitOfWork, program: Program, actor: Actor, partner_id: str, *, now: datetime
) -> tuple[Partner, date, Figures]:
    """The partner, evaluated as of now and locked, with the day and its figures."""
    actor.require(Task.SET_TIERS)
    partner = known_partner(uow, partner_id, for_update=True)
    evaluate_partner(uow, program, partner, now=now)
    today = program.calendar.local_day(now)
    return partner, today, uow.partners.tier_figures(partner.id, new_since=customer_window(program, today))
