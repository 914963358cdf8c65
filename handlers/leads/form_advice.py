"""What the lead form advises: which reward pays more and why, and whether the lead is as the sales team recommends."""

from __future__ import annotations

from slack_sdk.models.blocks import SectionBlock

from domain.lead_form import Answers, number_so_far
from domain.leads import Contact, Deal, RewardOption, meets_criteria
from domain.program import Program
from domain.reward_advice import advice
from domain.rewards import Estimate
from handlers.blocks import section
from handlers.texts.catalogue import mark, say
from handlers.texts.format import Format, safe

_ALL_THE_SAME = mark("You can submit this one all the same; our sales team decides.")


def estimate_section(valued: Estimate, fmt: Format) -> SectionBlock:
    """Both rewards side by side, as far as they are known, and which pays more."""
    fixed = fmt.amount(valued.fixed_fee)
    rate = fmt.rate(valued.rate)
    if valued.annual is None or valued.revenue_share is None:
        ask = say("Choose products and the number of agents to see what the deal would earn you.")
        return section(
            say(
                "*Your reward*\n{fixed} fixed fee, or {rate} of the deal's annual value. {ask}",
                fixed=fixed,
                rate=rate,
                ask=ask,
            )
        )
    sums = " + ".join(
        f"{fmt.number(valued.agents)} × {fmt.amount(line.price)} {safe(line.product)} {safe(line.plan)}"
        for line in valued.lines
        if line.price is not None
    )
    missing = say("\nPlans sold on request aren't in this sum.") if valued.is_partial else ""
    return section(
        say(
            "*Your reward*\n*{fixed}* fixed fee, or *{rate} = {revenue_share}*\n12 months × "
            "({sums}) = {annual} a year. Both pay the same at {break_even} a year.\n"
            "{reward_advice}{missing}",
            fixed=fixed,
            rate=rate,
            revenue_share=fmt.money(valued.revenue_share),
            sums=sums,
            annual=fmt.money(valued.annual),
            break_even=fmt.amount(valued.break_even),
            reward_advice=reward_advice(valued, fmt),
            missing=missing,
        )
    )


def reward_advice(valued: Estimate, fmt: Format) -> str:
    """Which of the two pays more, by how much, and what number of agents changes that. Empty while nothing is known."""
    found = advice(valued)
    if found is None:
        return ""
    more, agents = fmt.money(found.more), found.share_from
    if found.better is RewardOption.FLAT_FEE:
        turn = say(" From {agents} on, the share would.", agents=fmt.count(agents, "agent")) if agents else ""
        return say(":bulb: The fixed fee pays *{more} more*.{turn}", more=more, turn=turn)
    if found.better is RewardOption.REV_SHARE:
        below = (
            say(" Below {agents}, the fixed fee would.", agents=fmt.count(agents, "agent"))
            if agents and agents > 1
            else ""
        )
        return say(":bulb: The share pays *{more} more*.{below}", more=more, below=below)
    turn = say(" From {agents} on, the share pays more.", agents=fmt.count(agents, "agent")) if agents else ""
    return say(":bulb: Both pay the same here.{turn}", turn=turn)


def criteria_advice(answers: Answers, program: Program) -> str | None:
    """A word where the lead is below what the sales team recommends; nothing while too little is known."""
    agents, employees = number_so_far(answers, "agents"), number_so_far(answers, "employees")
    if agents is None and employees is None:
        return None
    if meets_criteria(program.leads.criteria, agents=agents, employees=employees):
        return None
    return say(
        ":warning: We recommend {recommended}. {all_the_same}",
        recommended=_recommended(program),
        all_the_same=say(_ALL_THE_SAME),
    )


def size_advice(contact: Contact, deal: Deal, program: Program) -> str | None:
    """A word where the last page is reached without any size: the lead will not count as meeting the criteria."""
    if deal.agents is not None or contact.employees is not None:
        return None
    return say(
        ":warning: Size not given: we recommend {recommended}. {all_the_same}",
        recommended=_recommended(program),
        all_the_same=say(_ALL_THE_SAME),
    )


def _recommended(program: Program) -> str:
    criteria = program.leads.criteria
    return say(
        "leads with at least {min_agents} agents or more than {more_employees_than} employees",
        min_agents=criteria.min_agents,
        more_employees_than=criteria.more_employees_than,
    )
