"""A tier that an admin has set: kept whatever the figures, left for a higher one, and gone after its last day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.partners import Partner, TierEvent
from domain.program import Program
from domain.tier_steps import Step, TierState, apply
from domain.tiers import Figures
from tests.unit import samples
from tests.unit.evaluating import GOLD, LITTLE, SILVER, run

DAY = date(2026, 3, 3)
UNTIL = date(2026, 6, 30)


def set_to(tier: str, held: str = "bronze") -> Partner:
    """A partner whose tier was set on DAY through UNTIL."""
    partner = samples.partner(held)
    apply(partner, Step(TierEvent.OVERRIDDEN, held, tier, override_until=UNTIL), DAY)
    return partner


@pytest.mark.parametrize("figures", [LITTLE, SILVER, GOLD])
def test_it_is_kept_through_its_last_day(program: Program, figures: Figures) -> None:
    partner = set_to("gold")

    for offset in range((UNTIL - DAY).days + 1):
        assert run(program, partner, figures, DAY + timedelta(days=offset)) == []
    assert TierState.of(partner) == TierState("gold", DAY, override_until=UNTIL)


@pytest.mark.parametrize(("figures", "earned"), [(LITTLE, "bronze"), (SILVER, "silver"), (GOLD, "gold")])
@pytest.mark.parametrize("late", [1, 40])
def test_on_the_first_day_after_it_the_tier_is_the_one_earned(
    program: Program, figures: Figures, earned: str, late: int
) -> None:
    partner, day = set_to("gold"), UNTIL + timedelta(days=late)

    assert run(program, partner, figures, day) == [Step(TierEvent.OVERRIDE_ENDED, "gold", earned)]
    assert TierState.of(partner) == TierState(earned, DAY if earned == "gold" else day)


def test_a_higher_tier_is_earned_at_once_and_ends_it(program: Program) -> None:
    partner = set_to("silver")

    assert run(program, partner, GOLD, DAY) == [Step(TierEvent.PROMOTED, "silver", "gold")]
    assert TierState.of(partner) == TierState("gold", DAY)
    missed = run(program, partner, LITTLE, DAY + timedelta(days=1))
    assert [step.event for step in missed] == [TierEvent.GRACE_STARTED]


def test_it_ends_a_grace_period_and_keeps_the_day_since_when_the_tier_is_held(program: Program) -> None:
    partner = samples.partner("silver")
    run(program, partner, LITTLE, DAY)
    apply(partner, Step(TierEvent.OVERRIDDEN, "silver", "silver", override_until=UNTIL), DAY)

    assert TierState.of(partner) == TierState("silver", date(2025, 1, 1), override_until=UNTIL)


def test_a_tier_set_below_the_one_in_grace_is_held_without_a_grace(program: Program) -> None:
    partner = set_to("silver", held="gold")

    assert run(program, partner, LITTLE, UNTIL) == []
    assert partner.tier == "silver"
