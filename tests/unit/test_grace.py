"""What an evaluation does to a partner's tier: promotions at once, demotions after the grace period."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.money import Cents
from domain.partners import Partner, TierEvent
from domain.program import Program
from domain.tier_steps import Step
from domain.tiers import Figures
from tests.unit import samples
from tests.unit.evaluating import GOLD, LITTLE, SILVER, run

DAY = date(2026, 3, 3)
END = date(2026, 4, 2)  # 30 days later
GOLD_WITHOUT_NEW = Figures(Cents(20_000_00), 0)


def events(program: Program, partner: Partner, figures: Figures, day: date, *, days: int) -> list[tuple[date, str]]:
    """What evaluations on `days` days running do, with their dates."""
    happened = []
    for offset in range(days):
        today = day + timedelta(days=offset)
        happened += [(today, step.event.value) for step in run(program, partner, figures, today)]
    return happened


def grace_of(partner: Partner) -> tuple[date | None, date | None, bool]:
    return partner.grace_since, partner.grace_until, partner.grace_warned


def test_a_promotion_is_immediate(program: Program) -> None:
    partner = samples.partner("bronze")

    assert run(program, partner, SILVER, DAY) == [Step(TierEvent.PROMOTED, "bronze", "silver")]
    assert (partner.tier, partner.tier_since) == ("silver", DAY)


def test_two_tiers_are_climbed_in_one_promotion(program: Program) -> None:
    partner = samples.partner("bronze")

    assert run(program, partner, GOLD, DAY) == [Step(TierEvent.PROMOTED, "bronze", "gold")]
    assert (partner.tier, partner.tier_since) == ("gold", DAY)


def test_nothing_happens_while_the_requirement_is_met(program: Program) -> None:
    for tier, figures in (("bronze", LITTLE), ("silver", SILVER), ("silver", GOLD_WITHOUT_NEW), ("gold", GOLD)):
        partner = samples.partner(tier)
        assert events(program, partner, figures, DAY, days=400) == []
        assert partner.tier_since == date(2025, 1, 1)


def test_a_missed_requirement_starts_the_grace_and_keeps_the_tier(program: Program) -> None:
    partner = samples.partner("silver")

    assert run(program, partner, LITTLE, DAY) == [Step(TierEvent.GRACE_STARTED, "silver", "silver", END)]
    assert partner.tier == "silver"
    assert grace_of(partner) == (DAY, END, False)


def test_the_warning_comes_seven_days_before_the_end_and_the_demotion_at_the_end(program: Program) -> None:
    partner = samples.partner("silver")

    assert events(program, partner, LITTLE, DAY, days=60) == [
        (DAY, "grace_started"),
        (date(2026, 3, 26), "grace_warned"),
        (END, "demoted"),
    ]
    assert (partner.tier, partner.tier_since) == ("bronze", END)
    assert grace_of(partner) == (None, None, False)


def test_gold_is_lost_without_a_new_customer_whatever_the_arr(program: Program) -> None:
    partner = samples.partner("gold")

    happened = events(program, partner, Figures(Cents(1_000_000_00), 0), DAY, days=60)

    assert [event for _, event in happened] == ["grace_started", "grace_warned", "demoted"]
    assert partner.tier == "silver"


def test_a_demotion_falls_to_the_tier_that_is_earned_then(program: Program) -> None:
    partner = samples.partner("gold")
    run(program, partner, GOLD_WITHOUT_NEW, DAY)

    assert run(program, partner, LITTLE, END) == [Step(TierEvent.DEMOTED, "gold", "bronze")]


def test_the_day_before_the_end_the_tier_is_still_held(program: Program) -> None:
    partner = samples.partner("gold")
    run(program, partner, LITTLE, DAY)
    run(program, partner, LITTLE, END - timedelta(days=1))

    assert partner.tier == "gold"
    run(program, partner, LITTLE, END)
    assert partner.tier == "bronze"


def test_a_recovery_cancels_the_grace_and_the_next_miss_starts_a_whole_one(program: Program) -> None:
    partner = samples.partner("silver")
    run(program, partner, LITTLE, DAY)
    run(program, partner, LITTLE, END - timedelta(days=3))

    assert run(program, partner, SILVER, END - timedelta(days=1)) == [Step(TierEvent.RECOVERED, "silver", "silver")]
    assert grace_of(partner) == (None, None, False)
    again = events(program, partner, LITTLE, END, days=40)
    assert again == [
        (END, "grace_started"),
        (END + timedelta(days=23), "grace_warned"),
        (END + timedelta(days=30), "demoted"),
    ]


def test_a_promotion_ends_a_grace_period(program: Program) -> None:
    partner = samples.partner("silver")
    run(program, partner, LITTLE, DAY)

    assert run(program, partner, GOLD, DAY + timedelta(days=2)) == [Step(TierEvent.PROMOTED, "silver", "gold")]
    assert grace_of(partner) == (None, None, False)


def test_a_demoted_partner_rises_again_at_once(program: Program) -> None:
    partner = samples.partner("gold")
    run(program, partner, LITTLE, DAY)
    run(program, partner, LITTLE, END)

    assert run(program, partner, GOLD, END) == [Step(TierEvent.PROMOTED, "bronze", "gold")]


def test_an_evaluation_missed_for_days_still_warns_once_or_demotes(program: Program) -> None:
    late_warned, late_demoted = samples.partner("silver"), samples.partner("silver")
    for partner in (late_warned, late_demoted):
        run(program, partner, LITTLE, DAY)

    assert [step.event for step in run(program, late_warned, LITTLE, date(2026, 3, 31))] == [TierEvent.GRACE_WARNED]
    assert [step.event for step in run(program, late_demoted, LITTLE, date(2026, 5, 1))] == [TierEvent.DEMOTED]


def test_the_lowest_tier_is_never_at_risk(program: Program) -> None:
    assert events(program, samples.partner("bronze"), Figures(Cents(0), 0), DAY, days=60) == []


def test_without_grace_days_the_demotion_is_immediate() -> None:
    program = samples.program(**{"grace.days": 0})
    partner = samples.partner("gold")

    assert run(program, partner, GOLD_WITHOUT_NEW, DAY) == [Step(TierEvent.DEMOTED, "gold", "silver")]
    assert (partner.tier, partner.tier_since) == ("silver", DAY)
    assert grace_of(partner) == (None, None, False)


@pytest.mark.parametrize(("days", "warn"), [(1, 7), (7, 7), (5, 90)])
def test_a_warning_that_would_come_before_the_start_is_left_to_the_start(days: int, warn: int) -> None:
    program = samples.program(**{"grace.days": days, "grace.warn_days_before": warn})

    assert events(program, samples.partner("silver"), LITTLE, DAY, days=100) == [
        (DAY, "grace_started"),
        (DAY + timedelta(days=days), "demoted"),
    ]


def test_a_grace_one_day_longer_than_the_warning_warns_the_next_day() -> None:
    program = samples.program(**{"grace.days": 8, "grace.warn_days_before": 7})

    assert events(program, samples.partner("silver"), LITTLE, DAY, days=20) == [
        (DAY, "grace_started"),
        (DAY + timedelta(days=1), "grace_warned"),
        (DAY + timedelta(days=8), "demoted"),
    ]
