"""What a customer would bring that a partner does not have yet: what is paid and earned, ARR and tier after.

Pure functions of (program, partner, its standing, day) and what is asked about. Every figure comes from the rule that
will apply to the real subscription or lead; nothing is calculated a second way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from domain.errors import Code, DomainError, FormError
from domain.lead_form import MOST_AGENTS, plan_field, whole_number
from domain.leads import ProductChoice
from domain.money import BasisPoints, Cents, half_up, share
from domain.partners import Partner
from domain.price_book import PriceBook
from domain.program import Program
from domain.rewards import Estimate, estimate
from domain.subscriptions import MONTHS, BillingCycle, Kind, contribution
from domain.tier_steps import evaluate
from domain.tiers import Figures, Standing, gap, standing

E = TypeVar("E", bound=StrEnum)

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Prospect:
    """A customer that may come: so many agents of a priced plan, who pays for them, and how often."""

    choice: ProductChoice
    price: Cents
    agents: int
    kind: Kind
    cycle: BillingCycle

    @property
    def listed(self) -> Cents:
        """The list price of one billing cycle."""
        return Cents(self.price * self.agents * self.months)

    @property
    def months(self) -> int:
        """The months of one billing cycle."""
        return 1 if self.cycle is BillingCycle.MONTHLY else MONTHS


@dataclass(frozen=True)
class Recurring:
    """An amount as it comes to in a month and in a year. Where it is billed yearly, the month is a twelfth, half up."""

    monthly: Cents
    yearly: Cents

    @property
    def is_even(self) -> bool:
        """Whether twelve of the months are exactly the year."""
        return self.monthly * MONTHS == self.yearly


@dataclass(frozen=True)
class Forecast:
    """The answer for a prospect.

    `shared` is the partner's part of the list price: a reseller's discount, a referral's commission. `paid` is what the
    partner (reseller) or its client (referral) pays. `after` is the partner's standing with the customer, which counts
    as a new one. `keep_by` is the last day on which it keeps a tier that is at risk. `commission_overtakes` is the
    number of months after which a referral has earned more than the better reward for the same deal as a lead; None for
    a reseller, or where it never does.
    """

    prospect: Prospect
    rate: BasisPoints
    listed: Recurring
    shared: Recurring
    paid: Recurring
    contribution: Cents
    before: Standing
    after: Standing
    keep_by: date | None
    lead: Estimate
    commission_overtakes: int | None

    @property
    def is_promotion(self) -> bool:
        """Whether the customer brings a higher tier, at once."""
        return self.after.tier.required_arr > self.before.tier.required_arr

    @property
    def better_reward(self) -> Cents:
        """The larger of the two rewards for a lead."""
        return max(self.lead.fixed_fee, self.lead.revenue_share or Cents(0))


def forecast(program: Program, partner: Partner, before: Standing, prospect: Prospect, today: date) -> Forecast:
    """What the prospect would bring if it were active today, at the rate of the tier the partner holds."""
    rate, figures = before.tier.rate, before.figures
    discount = share(prospect.listed, rate)
    paid = Cents(prospect.listed - discount) if prospect.kind is Kind.RESELLER else prospect.listed
    added = contribution(prospect.kind, prospect.cycle, paid, rate)
    then = Figures(Cents(figures.arr + added), figures.new_customers + 1)
    steps = evaluate(program, partner, then, today)
    after = standing(program, steps[-1].to_tier if steps else partner.tier, then)
    lead = estimate(program.leads.rewards, program.price_book(today), [prospect.choice], prospect.agents)
    shared = _recurring(discount, prospect.cycle)
    return Forecast(
        prospect=prospect,
        rate=rate,
        listed=_recurring(prospect.listed, prospect.cycle),
        shared=shared,
        paid=_recurring(paid, prospect.cycle),
        contribution=added,
        before=before,
        after=after,
        keep_by=_keep_by(before, after, today),
        lead=lead,
        commission_overtakes=_overtakes(shared, lead) if prospect.kind is Kind.REFERRAL else None,
    )


def offers(book: PriceBook) -> dict[str, tuple[ProductChoice, Cents]]:
    """Every plan of a price book that has a price, by its key (`livechat.business`), each product's usual one first."""
    found = {}
    for product in book.products:
        for plan in sorted(product.plans, key=lambda each: each.key != product.default_plan):
            if plan.price is not None:
                found[f"{product.key}.{plan.key}"] = (ProductChoice(product.key, plan.key), plan.price)
    return found


def prospect_of(answers: Answers, program: Program, on: date) -> Prospect | None:
    """The prospect that is typed, at the prices of a day; None while no number of agents is given.

    What is not chosen is the first offer, a referral, billed monthly. Raises FormError.
    """
    known = offers(program.price_book(on))
    offer = answers.get("offer") or next(iter(known), "")
    errors: dict[str, DomainError] = {}
    agents = _agents(answers, errors)
    kind = _member(Kind.REFERRAL, answers, "kind", errors)
    cycle = _member(BillingCycle.MONTHLY, answers, "billing_cycle", errors)
    if offer not in known:
        errors["offer"] = DomainError(Code.UNKNOWN_CHOICE, field="offer", text=offer)
    if errors:
        raise FormError(errors)
    choice, price = known[offer]
    return Prospect(choice, price, agents, kind, cycle) if agents else None


def as_lead(answers: Answers, program: Program, on: date) -> dict[str, Any]:
    """What is typed, as answers of the lead form. Raises FormError."""
    prospect_of(answers, program, on)
    known = offers(program.price_book(on))
    choice, _ = known[answers.get("offer") or next(iter(known))]
    return {
        "products": [choice.product],
        plan_field(choice.product): choice.plan,
        "agents": answers.get("agents"),
        "billing_cycle": answers.get("billing_cycle"),
    }


def _agents(answers: Answers, errors: dict[str, DomainError]) -> int:
    typed = str(answers.get("agents") or "").strip()
    try:
        return whole_number(typed, field="agents", most=MOST_AGENTS) if typed else 0
    except DomainError as error:
        errors["agents"] = error
        return 0


def _member(usual: E, answers: Answers, field: str, errors: dict[str, DomainError]) -> E:
    try:
        return type(usual)(answers.get(field) or usual)
    except ValueError:
        errors[field] = DomainError(Code.UNKNOWN_CHOICE, field=field, text=answers[field])
        return usual


def _recurring(per_cycle: Cents, cycle: BillingCycle) -> Recurring:
    if cycle is BillingCycle.MONTHLY:
        return Recurring(per_cycle, Cents(per_cycle * MONTHS))
    return Recurring(Cents(half_up(per_cycle, MONTHS)), per_cycle)


def _keep_by(before: Standing, after: Standing, today: date) -> date | None:
    """The last day on which the customer, once active, keeps the tier; None where nothing is at risk, or not enough."""
    lost_on = _lost_on(before, today)
    return lost_on - timedelta(days=1) if lost_on and gap(before.tier, after.figures).closed else None


def _lost_on(before: Standing, today: date) -> date | None:
    """The day on which the tier, or its newest customers, would be lost; None where that is not in sight.

    A tier that is missed goes on the day its grace period ends, or on the first day after what an admin has set.
    """
    coming, rule = before.deadlines, before.tier.new_customers
    set_until, too_old = coming.override_until, coming.customers_lost_on
    if not before.to_keep.closed:
        return set_until + timedelta(days=1) if set_until else coming.grace_until
    if rule is None or too_old is None or not rule.warn_days_before or (set_until and set_until >= too_old):
        return None
    return too_old if too_old - today <= timedelta(days=max(rule.warn_days_before)) else None


def _overtakes(commission: Recurring, lead: Estimate) -> int | None:
    """The first number of months whose commission is more than the better reward; None for no commission."""
    better = max(lead.fixed_fee, lead.revenue_share or 0)
    return MONTHS * better // commission.yearly + 1 if commission.yearly else None
