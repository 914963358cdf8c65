"""What a customer would bring: every figure worked out by hand, and by the rules that will apply to the real one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Code, FormError
from domain.forecast import Forecast, Prospect, Recurring, as_lead, forecast, offers, prospect_of
from domain.lead_form import check_deal
from domain.leads import ProductChoice
from domain.money import Cents, share
from domain.program import Program
from domain.subscriptions import BillingCycle, Kind, contribution
from domain.tiers import Deadlines, Figures, earned_tier, standing
from tests.unit import samples

TODAY = date(2026, 3, 3)
BUSINESS = ProductChoice("livechat", "business")
MONTHLY, ANNUAL = BillingCycle.MONTHLY, BillingCycle.ANNUAL


def prospect(agents: int, kind: Kind = Kind.REFERRAL, cycle: BillingCycle = MONTHLY, *, price: int = 59_00) -> Prospect:
    return Prospect(BUSINESS, Cents(price), agents, kind, cycle)


def brought(
    program: Program, asked: Prospect, *, tier: str = "bronze", arr: int = 0, new: int = 0, **coming: date
) -> Forecast:
    """The forecast for a partner of a tier with these figures, and these days coming up."""
    partner = samples.partner(tier)
    partner.grace_until = coming.get("grace_until")
    partner.grace_since = TODAY if partner.grace_until else None
    partner.override_until = coming.get("override_until")
    before = standing(program, tier, Figures(Cents(arr), new), deadlines=Deadlines(**coming))
    return forecast(program, partner, before, asked, TODAY)


@pytest.mark.parametrize(
    ("tier", "asked", "listed", "paid", "shared", "added"),
    [
        ("bronze", prospect(5), (295_00, 3_540_00), (295_00, 3_540_00), (59_00, 708_00), 2_832_00),
        ("silver", prospect(5), (295_00, 3_540_00), (295_00, 3_540_00), (64_90, 778_80), 2_761_20),
        ("gold", prospect(5), (295_00, 3_540_00), (295_00, 3_540_00), (73_75, 885_00), 2_655_00),
        ("bronze", prospect(5, cycle=ANNUAL), (295_00, 3_540_00), (295_00, 3_540_00), (59_00, 708_00), 2_832_00),
        ("bronze", prospect(5, Kind.RESELLER), (295_00, 3_540_00), (236_00, 2_832_00), (59_00, 708_00), 2_832_00),
        ("gold", prospect(1, Kind.RESELLER), (59_00, 708_00), (44_25, 531_00), (14_75, 177_00), 531_00),
        ("silver", prospect(3, Kind.RESELLER, ANNUAL), (177_00, 2_124_00), (138_06, 1_656_72), (38_94, 467_28),
         1_656_72),
        # a price at which the cents matter: 22 % of $0.07 is 1.54 cents a month, and 18.48 cents of the year's $0.84
        ("silver", prospect(1, price=7), (7, 84), (7, 84), (2, 24), 66),
        ("silver", prospect(1, cycle=ANNUAL, price=7), (7, 84), (7, 84), (2, 18), 66),
        ("silver", prospect(1, Kind.RESELLER, price=7), (7, 84), (5, 60), (2, 24), 60),
        ("silver", prospect(1, Kind.RESELLER, ANNUAL, price=7), (7, 84), (6, 66), (2, 18), 66),
    ],
)  # fmt: skip
def test_what_is_paid_and_earned(
    program: Program,
    tier: str,
    asked: Prospect,
    listed: tuple[int, int],
    paid: tuple[int, int],
    shared: tuple[int, int],
    added: int,
) -> None:
    made = brought(program, asked, tier=tier)

    for found, expected in ((made.listed, listed), (made.paid, paid), (made.shared, shared)):
        assert (found.monthly, found.yearly) == expected
    assert made.contribution == added
    assert made.rate == program.tier(tier).rate


def test_a_month_of_a_yearly_amount_may_be_inexact(program: Program) -> None:
    made = brought(program, prospect(1, Kind.RESELLER, ANNUAL, price=7), tier="silver")

    assert made.listed.is_even
    assert not made.shared.is_even
    assert Recurring(Cents(5), Cents(60)).is_even


@pytest.mark.parametrize(
    ("tier", "arr", "new", "agents", "after", "missing"),
    [
        ("bronze", 4_432_80, 0, 1, "bronze", (80, 0)),  # + 59 × 12 × 80 % = 566.40 makes 4,999.20
        ("bronze", 4_433_60, 0, 1, "silver", (15_000_00, 0)),  # makes 5,000.00
        ("bronze", 19_433_60, 0, 1, "gold", None),  # makes 20,000.00, and is the new customer that Gold asks for
        ("silver", 19_447_76, 0, 1, "gold", None),  # + 59 × 12 × 78 % = 552.24 makes 20,000.00
        ("silver", 19_447_75, 3, 1, "silver", (1, 0)),
        ("gold", 30_000_00, 1, 1, "gold", None),
    ],
)
def test_the_tier_after(
    program: Program, tier: str, arr: int, new: int, agents: int, after: str, missing: tuple[int, int] | None
) -> None:
    made = brought(program, prospect(agents), tier=tier, arr=arr, new=new)

    assert made.after.tier.key == after
    assert made.is_promotion is (after != tier)
    assert (made.after.to_next and (made.after.to_next.arr, made.after.to_next.customers)) == missing
    assert made.after.figures == Figures(Cents(arr + made.contribution), new + 1)
    assert made.keep_by is None


def test_in_a_grace_period_it_says_until_when_the_tier_can_be_kept(program: Program) -> None:
    ends = date(2026, 4, 1)

    enough = brought(program, prospect(1), tier="silver", arr=4_447_76, grace_until=ends)
    too_little = brought(program, prospect(1), tier="silver", arr=4_447_75, grace_until=ends)

    assert (enough.keep_by, enough.after.tier.key) == (date(2026, 3, 31), "silver")
    assert (too_little.keep_by, too_little.after.tier.key) == (None, "silver")
    assert too_little.after.to_keep.arr == 1


def test_a_promotion_out_of_a_grace_period_keeps_nothing(program: Program) -> None:
    made = brought(program, prospect(100), tier="silver", arr=0, grace_until=date(2026, 4, 1))

    assert (made.is_promotion, made.after.tier.key) == (True, "gold")


@pytest.mark.parametrize(
    ("lost_on", "keep_by"),
    [
        (date(2026, 5, 2), date(2026, 5, 1)),  # 60 days ahead, when the first warning comes
        (date(2026, 5, 3), None),
        (date(2026, 3, 4), TODAY),
    ],
)
def test_gold_whose_customer_is_soon_too_old_can_be_kept_until_then(
    program: Program, lost_on: date, keep_by: date | None
) -> None:
    made = brought(program, prospect(1), tier="gold", arr=30_000_00, new=1, customers_lost_on=lost_on)

    assert made.keep_by == keep_by


def test_a_program_without_warnings_names_no_day_for_the_yearly_customer() -> None:
    program = samples.program(**{"tiers.2.new_customers.warn_days_before": []})

    made = brought(program, prospect(1), tier="gold", arr=30_000_00, new=1, customers_lost_on=date(2026, 3, 4))

    assert made.keep_by is None


def test_a_tier_that_an_admin_has_set_is_kept_or_left_upwards(program: Program) -> None:
    until = date(2026, 6, 30)

    kept = brought(program, prospect(1), tier="silver", override_until=until)
    left = brought(program, prospect(100), tier="silver", override_until=until)
    earned = brought(program, prospect(1), tier="silver", arr=4_447_76, override_until=until)

    assert (kept.after.tier.key, left.after.tier.key) == ("silver", "gold")
    assert (kept.keep_by, earned.keep_by) == (None, until)


@pytest.mark.parametrize(("until", "keep_by"), [(date(2026, 4, 9), date(2026, 4, 9)), (date(2026, 4, 10), None)])
def test_gold_that_an_admin_has_set_for_longer_needs_no_new_customer_yet(
    program: Program, until: date, keep_by: date | None
) -> None:
    coming = {"customers_lost_on": date(2026, 4, 10), "override_until": until}

    assert brought(program, prospect(1), tier="gold", arr=30_000_00, new=1, **coming).keep_by == keep_by


def test_a_grace_period_that_is_about_to_be_called_off_names_no_day(program: Program) -> None:
    made = brought(program, prospect(1), tier="silver", arr=5_000_00, grace_until=date(2026, 4, 1))

    assert made.keep_by is None


@pytest.mark.parametrize(
    ("tier", "asked", "better", "months"),
    [
        ("bronze", prospect(5), 500_00, 9),  # 8 × 59.00 = 472.00, 9 × 59.00 = 531.00
        ("bronze", prospect(5, cycle=ANNUAL), 500_00, 9),
        ("bronze", prospect(10), 708_00, 7),  # 10 % of 7,080.00; 6 × 118.00 is just as much, so one month more
        ("gold", prospect(1), 500_00, 34),  # 33 × 14.75 = 486.75
        ("bronze", prospect(5, Kind.RESELLER), 500_00, None),
    ],
)
def test_when_the_commission_has_earned_more_than_the_better_reward(
    program: Program, tier: str, asked: Prospect, better: int, months: int | None
) -> None:
    made = brought(program, asked, tier=tier)

    assert (made.better_reward, made.commission_overtakes) == (better, months)
    assert (made.lead.annual, made.lead.fixed_fee, made.lead.break_even) == (made.listed.yearly, 500_00, 5_000_00)
    assert made.lead.revenue_share == share(made.listed.yearly, program.leads.rewards.revenue_share)


def test_without_a_commission_it_never_does() -> None:
    program = samples.program(**{"tiers.0.rate": 0})

    assert brought(program, prospect(5)).commission_overtakes is None


@given(
    agents=st.integers(1, 100_000),
    kind=st.sampled_from(Kind),
    cycle=st.sampled_from(BillingCycle),
    tier=st.sampled_from(["bronze", "silver", "gold"]),
    arr=st.integers(0, 30_000_00),
)
def test_it_is_what_the_real_subscription_will_be(
    agents: int, kind: Kind, cycle: BillingCycle, tier: str, arr: int
) -> None:
    program = samples.program()
    asked = prospect(agents, kind, cycle)
    made = brought(program, asked, tier=tier, arr=arr)
    charged = made.paid.monthly if cycle is MONTHLY else made.paid.yearly

    assert made.contribution == contribution(kind, cycle, charged, made.rate)
    assert asked.listed == 59_00 * agents * (1 if cycle is MONTHLY else 12)
    if kind is Kind.RESELLER:
        assert made.paid.yearly + made.shared.yearly == made.listed.yearly
        assert made.contribution == made.paid.yearly
    else:
        assert made.paid == made.listed
        assert abs(made.contribution + made.shared.yearly - made.paid.yearly) <= 6  # half a cent each month
    if made.is_promotion:
        assert made.after.tier == earned_tier(program, made.after.figures)
    if made.commission_overtakes is not None:
        earned = [made.shared.yearly * months for months in (made.commission_overtakes - 1, made.commission_overtakes)]
        assert earned[0] <= 12 * made.better_reward < earned[1]


def test_offers_are_the_priced_plans_of_the_day_the_usual_one_first(program: Program) -> None:
    assert list(offers(program.price_book(TODAY))) == [
        "livechat.business", "livechat.starter", "livechat.team", "helpdesk.team",
    ]  # fmt: skip


def test_what_is_not_chosen_is_the_usual_plan_as_a_referral_billed_monthly(program: Program) -> None:
    assert prospect_of({"agents": "5"}, program, TODAY) == prospect(5)
    chosen = {"offer": "helpdesk.team", "agents": " 7 ", "kind": "reseller", "billing_cycle": "annual"}
    expected = replace(prospect(7, Kind.RESELLER, ANNUAL, price=29_00), choice=ProductChoice("helpdesk", "team"))
    assert prospect_of(chosen, program, TODAY) == expected


@pytest.mark.parametrize("agents", [None, "", "  "])
def test_without_agents_there_is_nothing_to_work_out(program: Program, agents: str | None) -> None:
    assert prospect_of({"agents": agents}, program, TODAY) is None


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ({"agents": "0"}, {"agents": Code.OUT_OF_RANGE}),
        ({"agents": "100001"}, {"agents": Code.OUT_OF_RANGE}),
        ({"agents": "1e9"}, {"agents": Code.NOT_A_NUMBER}),
        ({"agents": "five"}, {"agents": Code.NOT_A_NUMBER}),
        ({"agents": "-3"}, {"agents": Code.NOT_A_NUMBER}),
        ({"agents": "2.5", "offer": "livechat.enterprise"},
         {"agents": Code.NOT_A_NUMBER, "offer": Code.UNKNOWN_CHOICE}),
        ({"kind": "gift"}, {"kind": Code.UNKNOWN_CHOICE}),
        ({"billing_cycle": "weekly"}, {"billing_cycle": Code.UNKNOWN_CHOICE}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_field(program: Program, typed: dict[str, Any], codes: dict[str, Code]) -> None:
    for read in (prospect_of, as_lead):
        with pytest.raises(FormError) as refused:
            read(typed, program, TODAY)
        assert {field: error.code for field, error in refused.value.errors.items()} == codes


def test_handed_on_it_is_the_deal_of_a_lead(program: Program) -> None:
    typed = {"offer": "helpdesk.team", "agents": "5", "kind": "reseller", "billing_cycle": "annual"}

    deal = check_deal({**as_lead(typed, program, TODAY), "reward": "rev_share"}, program, TODAY)

    assert (deal.products, deal.agents, deal.billing_cycle) == ((ProductChoice("helpdesk", "team"),), 5, ANNUAL)
    assert as_lead({}, program, TODAY)["products"] == ["livechat"]
