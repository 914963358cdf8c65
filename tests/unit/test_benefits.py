"""The sixteen benefits of the guide's table, as the default program has them."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from domain.benefits import Grant, Way
from domain.program import Program
from tests.unit import samples

BENEFITS = {
    "bronze": [
        ("commission", Way.AUTOMATIC),
        ("onboarding", Way.REQUEST),
        ("free_accounts", Way.REQUEST),
        ("exclusive_content", Way.OPEN),
    ],
    "silver": [
        ("recognition", Way.AUTOMATIC),
        ("badge", Way.INSTANT),
        ("directory_profile", Way.APPLICATION),
        ("blog_post", Way.REQUEST),
        ("success_story", Way.REQUEST),
    ],
    "gold": [
        ("account_manager", Way.AUTOMATIC),
        ("training", Way.REQUEST),
        ("implementation_help", Way.REQUEST),
        ("featured_partner", Way.REQUEST),
        ("premium_listing", Way.REQUEST),
        ("services_offer", Way.APPLICATION),
        ("newsletter", Way.REQUEST),
    ],
}


@pytest.mark.parametrize("tier", BENEFITS)
def test_each_tier_unlocks_its_own_benefits(program: Program, tier: str) -> None:
    assert [(benefit.key, benefit.way) for benefit in program.unlocked_at(tier)] == BENEFITS[tier]


def test_there_are_sixteen_and_each_begins_at_one_tier(program: Program) -> None:
    unlocked = [benefit.key for tier in program.tiers for benefit in program.unlocked_at(tier.key)]

    assert len(unlocked) == 16
    assert sorted(unlocked) == sorted(benefit.key for benefit in program.benefits)


def test_what_is_open_has_links_and_nothing_else_has(program: Program) -> None:
    assert [benefit.key for benefit in program.benefits if benefit.links] == ["exclusive_content"]


def test_an_account_manager_comes_from_its_tier_upwards(program: Program) -> None:
    granted = [tier.key for tier in program.tiers if program.grants(tier.key, Grant.ACCOUNT_MANAGER)]

    assert granted == ["gold"]


def test_only_what_is_simply_there_grants_something() -> None:
    with pytest.raises(ValidationError, match="grants belongs to a benefit that is automatic"):
        samples.program(**{"benefits.1.grants": "account_manager"})


def test_the_rest_of_the_program_is_the_guides(program: Program) -> None:
    rules = program.leads

    assert (rules.rewards.fixed_fee, rules.rewards.revenue_share) == (500_00, 1000)
    assert (rules.criteria.min_agents, rules.criteria.more_employees_than) == (5, 50)
    assert [choice.key for choice in rules.involvement] == ["email", "meetings", "introduction", "none"]
    assert [(stage.key, stage.duration) for stage in rules.stages] == [
        ("discovery", "20–30 min"),
        ("demo", "30–45 min"),
        ("pricing", "30 min"),
        ("trial", "typically 14 days"),
        ("purchase", ""),
    ]
    assert "{reward}" in rules.texts.won
    assert "{contact}" in rules.texts.lost
    assert program.vendor.currency == "USD"
