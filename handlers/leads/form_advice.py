"""What the lead form advises: which reward pays more and why, and whether the lead is as the sales team recommends."""

from __future__ import annotations

from collections.abc import Mapping

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
        return section(
            say(
                "*Your reward*\n{fixed} fixed fee, or {rate} of the deal's annual value. "
                "Choose products and the number of agents to see what the deal would earn you.",
                fixed=fixed,
                rate=rate,
            )
        )
    sums = " + ".join(
        f"{fmt.number(valued.agents)} × {fmt.amount(line.price)} {safe(line.product)} {safe(line.plan)}"
        for line in valued.lines
        if line.price is not None
    )
    both = say(
        "*Your reward*\n*{fixed}* fixed fee, or *{rate} = {share}*\n12 months × ({sums}) = {annual} a year. "
        "Both pay the same at {break_even} a year.",
        fixed=fixed,
        rate=rate,
        share=fmt.money(valued.revenue_share),
        sums=sums,
        annual=fmt.money(valued.annual),
        break_even=fmt.amount(valued.break_even),
    )
    lines = [both, reward_advice(valued, fmt)]
    if valued.is_partial:
        lines.append(say("Plans sold on request aren't in this sum."))
    return section("\n".join(lines))


def reward_advice(valued: Estimate, fmt: Format) -> str:
    """Which of the two pays more, by how much, and what number of agents changes that. Empty while nothing is known."""
    found = advice(valued)
    if found is None:
        return ""
    more, agents = fmt.money(found.more), found.share_from
    turn = fmt.count(agents or 0, "agent")
    if found.better is RewardOption.FLAT_FEE:
        told = [say(":bulb: The fixed fee pays *{amount} more*.", amount=more)]
        told += [say("From {agents} on, the share would.", agents=turn)] if agents else []
    elif found.better is RewardOption.REV_SHARE:
        told = [say(":bulb: The share pays *{amount} more*.", amount=more)]
        told += [say("Below {agents}, the fixed fee would.", agents=turn)] if agents and agents > 1 else []
    else:
        told = [say(":bulb: Both pay the same here.")]
        told += [say("From {agents} on, the share pays more.", agents=turn)] if agents else []
    return " ".join(told)


def criteria_advice(answers: Answers, program: Program) -> str | None:
    """A word where the lead is below what the sales team recommends; nothing while too little is known."""
    agents, employees = number_so_far(answers, "agents"), number_so_far(answers, "employees")
    if agents is None and employees is None:
        return None
    if meets_criteria(program.leads.criteria, agents=agents, employees=employees):
        return None
    advised = say(
        ":warning: We recommend leads with at least {agents} agents or more than {employees} employees.",
        **_least(program),
    )
    return f"{advised} {say(_ALL_THE_SAME)}"


def size_advice(contact: Contact, deal: Deal, program: Program) -> str | None:
    """A word where the last page is reached without any size: the lead will not count as meeting the criteria."""
    if deal.agents is not None or contact.employees is not None:
        return None
    advised = say(
        ":warning: Size not given: we recommend leads with at least {agents} agents "
        "or more than {employees} employees.",
        **_least(program),
    )
    return f"{advised} {say(_ALL_THE_SAME)}"


def _least(program: Program) -> Mapping[str, int]:
    criteria = program.leads.criteria
    return {"agents": criteria.min_agents, "employees": criteria.more_employees_than}
