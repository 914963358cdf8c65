"""What the lead form advises: which reward pays more and why, and whether the lead is as the sales team recommends."""

from __future__ import annotations

from slack_sdk.models.blocks import SectionBlock

from domain.lead_form import Answers, number_so_far
from domain.leads import Contact, Deal, RewardOption, meets_criteria
from domain.program import Program
from domain.reward_advice import advice
from domain.rewards import Estimate
from handlers.blocks import section
from handlers.texts.format import Format, safe

_ALL_THE_SAME = "You can submit this one all the same; our sales team decides."


def estimate_section(valued: Estimate, fmt: Format) -> SectionBlock:
    """Both rewards side by side, as far as they are known, and which pays more."""
    fixed = fmt.amount(valued.fixed_fee)
    rate = fmt.rate(valued.rate)
    if valued.annual is None or valued.revenue_share is None:
        ask = "Choose products and the number of agents to see what the deal would earn you."
        return section(f"*Your reward*\n{fixed} fixed fee, or {rate} of the deal's annual value. {ask}")
    sums = " + ".join(
        f"{fmt.number(valued.agents)} × {fmt.amount(line.price)} {safe(line.product)} {safe(line.plan)}"
        for line in valued.lines
        if line.price is not None
    )
    missing = "\nPlans sold on request aren't in this sum." if valued.is_partial else ""
    return section(
        f"*Your reward*\n*{fixed}* fixed fee, or *{rate} = {fmt.money(valued.revenue_share)}*\n"
        f"12 months × ({sums}) = {fmt.money(valued.annual)} a year. "
        f"Both pay the same at {fmt.amount(valued.break_even)} a year.\n{reward_advice(valued, fmt)}{missing}"
    )


def reward_advice(valued: Estimate, fmt: Format) -> str:
    """Which of the two pays more, by how much, and what number of agents changes that. Empty while nothing is known."""
    found = advice(valued)
    if found is None:
        return ""
    more, agents = fmt.money(found.more), found.share_from
    if found.better is RewardOption.FLAT_FEE:
        turn = f" From {fmt.count(agents, 'agent')} on, the share would." if agents else ""
        return f":bulb: The fixed fee pays *{more} more*.{turn}"
    if found.better is RewardOption.REV_SHARE:
        below = f" Below {fmt.count(agents, 'agent')}, the fixed fee would." if agents and agents > 1 else ""
        return f":bulb: The share pays *{more} more*.{below}"
    turn = f" From {fmt.count(agents, 'agent')} on, the share pays more." if agents else ""
    return f":bulb: Both pay the same here.{turn}"


def criteria_advice(answers: Answers, program: Program) -> str | None:
    """A word where the lead is below what the sales team recommends; nothing while too little is known."""
    agents, employees = number_so_far(answers, "agents"), number_so_far(answers, "employees")
    if agents is None and employees is None:
        return None
    if meets_criteria(program.leads.criteria, agents=agents, employees=employees):
        return None
    return f":warning: We recommend {_recommended(program)}. {_ALL_THE_SAME}"


def size_advice(contact: Contact, deal: Deal, program: Program) -> str | None:
    """A word where the last page is reached without any size: the lead will not count as meeting the criteria."""
    if deal.agents is not None or contact.employees is not None:
        return None
    return f":warning: Size not given: we recommend {_recommended(program)}. {_ALL_THE_SAME}"


def _recommended(program: Program) -> str:
    criteria = program.leads.criteria
    return f"leads with at least {criteria.min_agents} agents or more than {criteria.more_employees_than} employees"
