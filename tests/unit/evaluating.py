"""The daily evaluation of one partner, without a database, and figures at the bounds of the tiers."""

from __future__ import annotations

from datetime import date

from domain.money import Cents
from domain.partners import Partner
from domain.program import Program
from domain.tier_steps import Step, apply, evaluate
from domain.tiers import Figures

LITTLE = Figures(Cents(4_999_99), 0)
SILVER = Figures(Cents(5_000_00), 0)
GOLD = Figures(Cents(20_000_00), 1)


def run(program: Program, partner: Partner, figures: Figures, day: date) -> list[Step]:
    """One evaluation carried out, which a second one on the same day must find nothing to add to."""
    steps = evaluate(program, partner, figures, day)
    for step in steps:
        apply(partner, step, day)
    assert evaluate(program, partner, figures, day) == []
    return steps
