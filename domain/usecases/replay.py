"""What tier a partner held on a day of the past, and why: recomputed from the records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.deadlines import customers_asked, standing_on
from domain.errors import Code, DomainError
from domain.money import Cents
from domain.partners import DayFigures, Partner, TierChange
from domain.ports import UnitOfWork
from domain.program import Program
from domain.tier_steps import TierState, state_after
from domain.tiers import Figures, Standing

NOTHING_YET = Figures(Cents(0), 0)


@dataclass(frozen=True)
class Replayed:
    """A partner as it stood at the end of a day (or so far, for today).

    `figures` is the row of that day or the last before; None before the first. `changes` are all lines of its tier
    history until then, newest first. Until when the newest customers counted as new is told by those who pay still.
    """

    partner: Partner
    day: date
    state: TierState
    figures: DayFigures | None
    standing: Standing
    changes: Sequence[TierChange]


def replay(uow: UnitOfWork, program: Program, partner_id: str, day: date, *, today: date) -> Replayed:
    """The partner on a day, from the first of its history through today.

    Raises DomainError: PARTNER_UNKNOWN, DATE_OUT_OF_RANGE (field `day`).
    """
    partner = uow.partners.by_id([partner_id]).get(partner_id)
    if partner is None:
        raise DomainError(Code.PARTNER_UNKNOWN, partner=partner_id)
    changes = uow.history.changes_until(partner_id, day)
    if day > today or not changes:
        known = uow.history.changes_until(partner_id, today)
        first = known[-1].on if known else today
        raise DomainError(Code.DATE_OUT_OF_RANGE, field="day", earliest=first, latest=today)
    row = uow.history.figures_on(partner_id, day)
    start = TierState(changes[-1].to_tier, changes[-1].on)
    state = state_after(start, reversed(changes))
    figures = Figures(row.arr, row.new_customers) if row else NOTHING_YET
    asked = customers_asked(program).get(state.tier)
    is_met = asked is not None and figures.new_customers >= asked
    counted_since = uow.history.counted_since(partner_id, asked, until=day) if asked and is_met else None
    standing = standing_on(program, state, figures, day, counted_since=counted_since)
    return Replayed(partner, day, state, row, standing, changes)
