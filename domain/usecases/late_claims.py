"""Late claims are brought up: first with whoever handles them, then with the admins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.benefits import Queue
from domain.claims import Claim
from domain.notices import ClaimLate
from domain.partners import Partner
from domain.people import PersonKey, Role
from domain.ports import UnitOfWork
from domain.program import Program
from domain.usecases.claim_telling import desk_of
from domain.usecases.telling import tell

MOST_LATE = 2000
"""The oldest ones, a day; a desk with more has other worries."""

STILL_NEWS = timedelta(days=60)
"""A step that is further back is not told. Told ones are remembered for longer, so none is told twice."""


@dataclass(frozen=True)
class BroughtUp:
    """How many claims are so late that somebody is reminded, and how many of these so late that admins hear of it."""

    reminded: int
    escalated: int


def bring_up_late_claims(uow: UnitOfWork, program: Program, *, now: datetime) -> BroughtUp:
    """Reminds and escalates by the program's business days after a claim's target day; each step is told once.

    What is so late that both were told long ago is left to the desk's list.

    On a day off it does nothing: what has become due meanwhile is told on the next working day.
    """
    today = program.calendar.local_day(now)
    if not program.calendar.is_business_day(today):
        return BroughtUp(0, 0)
    late = uow.claims.late(_earliest(program, today), today, limit=MOST_LATE)
    partners = uow.partners.by_id({claim.partner_id for claim in late})
    admins = tuple(sorted(each.person for each in uow.people.staff() if each.role is Role.ADMIN))
    reminded = escalated = 0
    for claim in late:
        partner = partners[claim.partner_id]
        steps = list(_steps(program, claim, today))
        for is_escalated in steps:
            to = admins if is_escalated else handlers_of(claim, partner)
            tell(uow, _notice(claim, partner, today, to, escalated=is_escalated), partner)
        reminded, escalated = reminded + bool(steps), escalated + (True in steps)
    return BroughtUp(reminded, escalated)


def handlers_of(claim: Claim, partner: Partner) -> tuple[PersonKey, ...]:
    """Whose a claim is: who took it, else for an account manager's the partner's one. Nobody: the desk's as a whole."""
    if claim.handler is not None:
        return (claim.handler,)
    if claim.queue is Queue.ACCOUNT_MANAGER and partner.account_manager:
        return (PersonKey(partner.account_manager),)
    return ()


def business_day_after(program: Program, day: date, days: int) -> date:
    """The day so many business days after another one."""
    calendar = program.calendar
    return calendar.local_day(calendar.add_business_days(datetime.combine(day, time(12), calendar.zone), days))


def _earliest(program: Program, today: date) -> date:
    """A day since which all was due of which a step is still news, however many days off there were in between."""
    most = max(program.desk.remind_after_days, program.desk.escalate_after_days)
    return today - STILL_NEWS - timedelta(days=3 * most + 14)


def _steps(program: Program, claim: Claim, today: date) -> Iterator[bool]:
    """The reminder (False) and the escalation (True), each from its day on for as long as it is news."""
    if claim.due_on is None:
        return
    desk = program.desk
    for is_escalated, days in ((False, desk.remind_after_days), (True, desk.escalate_after_days)):
        step = business_day_after(program, claim.due_on, days)
        if step <= today <= step + STILL_NEWS:
            yield is_escalated


def _notice(claim: Claim, partner: Partner, today: date, to: tuple[PersonKey, ...], *, escalated: bool) -> ClaimLate:
    return ClaimLate(
        claim_id=claim.id,
        partner_id=partner.id,
        on=today,
        due_on=claim.due_on or today,
        escalated=escalated,
        to=to,
        desk=desk_of(claim, partner),
    )
