"""What a deal is worth at list prices, what a lead would pay, and whether it meets the criteria."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.leads import ProductChoice, RewardOption, meets_criteria
from domain.money import Cents
from domain.program import Program
from domain.rewards import Estimate, break_even, estimate, reward
from tests.unit import samples

LIVECHAT = ProductChoice("livechat", "business")
HELPDESK = ProductChoice("helpdesk", "team")
ON_REQUEST = ProductChoice("helpdesk", "enterprise")


def estimated(program: Program, *products: ProductChoice, agents: int | None = 5) -> Estimate:
    return estimate(program.leads.rewards, program.price_book(date(2026, 3, 3)), products, agents)


def test_five_agents_of_livechat_make_3540_and_354(program: Program) -> None:
    made = estimated(program, LIVECHAT)

    assert (made.annual, made.revenue_share, made.fixed_fee) == (3_540_00, 354_00, 500_00)


def test_with_helpdesk_they_make_5280_and_528(program: Program) -> None:
    made = estimated(program, LIVECHAT, HELPDESK)

    assert [(line.product, line.plan, line.price, line.annual) for line in made.lines] == [
        ("LiveChat", "Business", 59_00, 3_540_00),
        ("HelpDesk", "Team", 29_00, 1_740_00),
    ]
    assert (made.annual, made.revenue_share) == (5_280_00, 528_00)
    assert not made.is_partial


def test_both_rewards_break_even_at_5000_a_year(program: Program) -> None:
    rules = program.leads.rewards
    even = break_even(rules)

    assert even == 5_000_00
    assert reward(rules, RewardOption.REV_SHARE, even) == reward(rules, RewardOption.FLAT_FEE, even) == 500_00
    assert reward(rules, RewardOption.REV_SHARE, Cents(even + 10)) == 500_01
    assert reward(rules, RewardOption.REV_SHARE, Cents(even - 10)) == 499_99
    assert estimated(program).break_even == even


def test_without_a_share_nothing_breaks_even() -> None:
    program = samples.program(**{"leads.rewards.revenue_share": 0})

    assert break_even(program.leads.rewards) == 0


def test_a_plan_on_request_stays_out_of_the_sum(program: Program) -> None:
    made = estimated(program, LIVECHAT, ON_REQUEST)

    assert (made.annual, made.is_partial) == (3_540_00, True)
    assert made.lines[1].annual is None


@pytest.mark.parametrize("products", [(), (ON_REQUEST,), (ProductChoice("fax", "basic"),)])
def test_nothing_priced_gives_no_amount(program: Program, products: tuple[ProductChoice, ...]) -> None:
    made = estimated(program, *products)

    assert (made.annual, made.revenue_share) == (None, None)
    assert made.fixed_fee == 500_00
    assert not made.is_partial


def test_without_agents_there_is_no_amount_yet(program: Program) -> None:
    made = estimated(program, LIVECHAT, agents=None)

    assert (made.agents, made.annual, made.revenue_share) == (0, None, None)


def test_a_plan_that_costs_nothing_is_priced_at_nothing() -> None:
    program = samples.program(**{"price_books.0.products.0.plans.0.price": 0})
    made = estimated(program, ProductChoice("livechat", "starter"), HELPDESK)

    assert [line.annual for line in made.lines] == [0, 1_740_00]
    assert (made.annual, made.is_partial) == (1_740_00, False)


def test_the_prices_are_those_of_the_day() -> None:
    data = samples.program_data()["price_books"][0]
    dearer = {"valid_from": date(2026, 7, 1), "products": [{**data["products"][1], "plans": [
        {"key": "team", "name": "Team", "price": 35}]}]}  # fmt: skip
    program = samples.program(**{"price_books.1": dearer})

    def annual(day: date) -> Cents | None:
        return estimate(program.leads.rewards, program.price_book(day), [HELPDESK], 1).annual

    assert (annual(date(2026, 6, 30)), annual(date(2026, 7, 1))) == (348_00, 420_00)


@given(st.integers(1, 100_000))
def test_an_estimate_is_twelve_months_of_all_agents(agents: int) -> None:
    made = estimated(samples.program(), LIVECHAT, HELPDESK, agents=agents)

    assert made.annual == 12 * agents * (59_00 + 29_00)


def test_a_share_of_an_unknown_value_is_unknown(program: Program) -> None:
    rules = program.leads.rewards

    assert reward(rules, RewardOption.REV_SHARE, None) is None
    assert reward(rules, RewardOption.FLAT_FEE, None) == 500_00


@pytest.mark.parametrize(
    ("agents", "employees", "met"),
    [
        (5, None, True),
        (4, None, False),
        (None, 51, True),
        (None, 50, False),
        (4, 50, False),
        (4, 51, True),
        (5, 50, True),
        (5, 1, True),
        (None, None, False),
        (100_000, 10_000_000, True),
    ],
)
def test_five_agents_or_more_than_fifty_employees_meet_the_criteria(
    program: Program, agents: int | None, employees: int | None, met: bool
) -> None:
    assert meets_criteria(program.leads.criteria, agents=agents, employees=employees) is met
