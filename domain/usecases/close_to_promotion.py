"""Account managers hear which of their partners are close to the next tier."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from domain.notices import CloseToPromotion, Near
from domain.people import PersonKey
from domain.ports import UnitOfWork
from domain.program import Program
from domain.tiers import standing
from domain.usecases.telling import tell


def tell_of_close_partners(uow: UnitOfWork, program: Program, *, now: datetime) -> int:
    """One message to each account manager who has any, once a day; how many partners are close.

    The figures are those of each partner's newest day.
    """
    near: dict[PersonKey, list[Near]] = defaultdict(list)
    for place in uow.history.places():
        stands = standing(program, place.partner.tier, place.figures)
        manager, gap = place.partner.account_manager, stands.to_next
        if manager and stands.next and gap and not gap.closed and stands.is_close(program):
            near[PersonKey(manager)].append(Near(place.partner.id, stands.next.key, gap.arr, gap.customers))
    today = program.calendar.local_day(now)
    for manager, partners in sorted(near.items()):
        nearest = sorted(partners, key=lambda each: (each.missing_arr, each.missing_customers, each.partner_id))
        tell(uow, CloseToPromotion(today, manager, tuple(nearest)), None)
    return sum(map(len, near.values()))
