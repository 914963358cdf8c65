"""Which reward pays more, by how much, and from how many agents on the share does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.leads import ProductChoice, RewardOption
from domain.money import BasisPoints, Cents
from domain.reward_advice import Advice, advice
from domain.rewards import Estimate, EstimateLine, estimate
from tests.unit import samples

FLAT, SHARE = RewardOption.FLAT_FEE, RewardOption.REV_SHARE


def valued(agents: int | None, *products: str) -> Estimate:
    """The estimate at the list prices of the sample program: LiveChat Business $59, HelpDesk Team $29."""
    program = samples.program()
    plans = {"livechat": "business", "helpdesk": "team"}
    choices = [ProductChoice(each, plans[each]) for each in products]
    return estimate(program.leads.rewards, program.price_books[-1], choices, agents)


@pytest.mark.parametrize(
    ("agents", "products", "expected"),
    [
        (5, ["livechat"], Advice(FLAT, Cents(146_00), 8)),
        (7, ["livechat"], Advice(FLAT, Cents(4_40), 8)),
        (8, ["livechat"], Advice(SHARE, Cents(66_40), 8)),
        (5, ["livechat", "helpdesk"], Advice(SHARE, Cents(28_00), 5)),
        (4, ["livechat", "helpdesk"], Advice(FLAT, Cents(77_60), 5)),
    ],
)
def test_what_pays_more_and_from_where_the_share_does(agents: int, products: list[str], expected: Advice) -> None:
    assert advice(valued(agents, *products)) == expected


@pytest.mark.parametrize(("agents", "products"), [(None, ["livechat"]), (5, [])])
def test_while_nothing_is_known_nothing_is_advised(agents: int | None, products: list[str]) -> None:
    assert advice(valued(agents, *products)) is None


@given(
    price=st.integers(min_value=1, max_value=10**6),
    agents=st.integers(min_value=1, max_value=10**5),
    fee=st.integers(min_value=0, max_value=10**7),
    rate=st.integers(min_value=1, max_value=10_000),
)
def test_the_turning_point_is_the_first_number_of_agents_at_which_the_share_pays_more(
    price: int, agents: int, fee: int, rate: int
) -> None:
    rewards = samples.program().leads.rewards.model_copy(update={"fixed_fee": Cents(fee), "revenue_share": rate})

    def paid(count: int) -> int:
        annual = Cents(12 * count * price)
        line = EstimateLine("P", "p", Cents(price), annual)
        share = (2 * annual * rate + 10_000) // 20_000
        made = Estimate(count, (line,), annual, rewards.fixed_fee, Cents(share), BasisPoints(rate), Cents(0))
        found = advice(made)
        assert found is not None
        turns.add(found.share_from)
        return share

    turns: set[int | None] = set()
    ahead = paid(agents) > fee
    [turn] = turns
    assert turn is not None
    assert ahead == (agents >= turn)
    assert paid(turn) > fee
    assert turn == 1 or paid(turn - 1) <= fee
