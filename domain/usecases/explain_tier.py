"""A partner's tier as the partner sees it: where it stands, what comes up, and how it came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.deadlines import customers_asked, standing_on
from domain.paging import page_at
from domain.partners import Partner, TierChange
from domain.people import PersonKey
from domain.ports import UnitOfWork
from domain.program import Program
from domain.staff import Absence
from domain.tiers import Standing, customer_window

NEWEST_CHANGES = 5
CHANGES_A_PAGE = 10


@dataclass(frozen=True)
class TierExplained:
    """A partner's standing with all that comes up, and the newest of its `change_count` lines of history.

    `absence` is that of its account manager, where the person is away today.
    """

    partner: Partner
    standing: Standing
    history: Sequence[TierChange]
    change_count: int
    absence: Absence | None = None


@dataclass(frozen=True)
class TierHistory:
    """A page of a partner's tier history, newest first."""

    changes: Sequence[TierChange]
    offset: int
    total: int


def explain_tier(uow: UnitOfWork, program: Program, partner: Partner, today: date) -> TierExplained:
    """A partner's standing on a day, and how it came about."""
    figures = uow.partners.tier_figures(partner.id, new_since=customer_window(program, today))
    asked = customers_asked(program).get(partner.tier)
    counted_since = uow.history.counted_since(partner.id, asked) if asked else None
    stands = standing_on(program, partner, figures, today, counted_since=counted_since)
    changes, total = uow.history.changes(partner.id, offset=0, limit=NEWEST_CHANGES)
    absence = uow.staff.absence(PersonKey(partner.account_manager)) if partner.account_manager else None
    is_away = absence is not None and absence.covers(today)
    return TierExplained(partner, stands, changes, total, absence if is_away else None)


def tier_history(uow: UnitOfWork, partner: Partner, *, offset: int) -> TierHistory:
    """One page of all changes. An offset past the end shows the last page."""
    return TierHistory(
        *page_at(
            lambda start: uow.history.changes(partner.id, offset=start, limit=CHANGES_A_PAGE), offset, CHANGES_A_PAGE
        )
    )
