"""Lines about a lead that several views share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.leads import Deal, Lead, LeadStatus, RewardOption
from domain.program import Program
from domain.rewards import reward
from handlers.texts.catalogue import mark, say
from handlers.texts.format import Format, safe
from handlers.texts.words import status

WITHDRAWN = mark(":leftwards_arrow_with_hook: withdrawn")


def reward_line(lead: Lead, program: Program, fmt: Format) -> str:
    """`$500`, `10% = $354.00` or `10% of the deal's annual value`: what the lead may earn; what it has, once won."""
    rewards = program.leads.rewards
    if lead.rewarded is not None:
        return fmt.money(lead.rewarded)
    if lead.deal.reward is RewardOption.FLAT_FEE:
        return fmt.amount(rewards.fixed_fee)
    earned = reward(rewards, lead.deal.reward, lead.estimate)
    rate = fmt.rate(rewards.revenue_share)
    return say("{rate} of the deal's annual value", rate=rate) if earned is None else f"{rate} = {fmt.money(earned)}"


def may_pay(lead: Lead) -> bool:
    """Whether a lead has earned or may still earn a reward of its own.

    One that was turned down, lost or withdrawn, or is a part of another one's deal, does not.
    """
    is_out = lead.status in {LeadStatus.REJECTED, LeadStatus.LOST} or lead.withdrawn_at is not None
    return not is_out and lead.deal_of is None


def promise(lead: Lead, program: Program, fmt: Format) -> str:
    """What a win would pay, in words: `$500`, or `10% of the deal's annual value: $354.00 by your estimate`."""
    if lead.deal.reward is RewardOption.FLAT_FEE:
        return reward_line(lead, program, fmt)
    rate = fmt.rate(program.leads.rewards.revenue_share)
    if lead.estimate is None:
        return say("{rate} of the deal's annual value", rate=rate)
    reward = reward_amount(lead, program, fmt)
    return say("{rate} of the deal's annual value: {reward} by your estimate", rate=rate, reward=reward)


def reward_amount(lead: Lead, program: Program, fmt: Format) -> str:
    """What was booked for the lead, or what it may earn, as an amount where it is known."""
    earned = lead.rewarded
    if earned is None:
        earned = reward(program.leads.rewards, lead.deal.reward, lead.estimate)
    return reward_line(lead, program, fmt) if earned is None else fmt.money(earned)


def deal_lines(lead: Lead, program: Program, fmt: Format) -> str:
    """`LiveChat Business for 5 agents`, and below it `$3,540.00 a year`, as far as it is known; once won, as sold."""
    parts = [deal_line(as_sold(lead), program, fmt) or say("Products not known yet")]
    if lead.confirmed_value is not None:
        parts.append(say("{amount} a year, confirmed", amount=fmt.money(lead.confirmed_value)))
    elif lead.estimate is not None:
        parts.append(say("{amount} a year", amount=fmt.money(lead.estimate)))
    return "\n".join(parts)


def as_sold(lead: Lead) -> Deal:
    """The deal as it was sold, once it is; what nobody noted of that is as the partner gave it."""
    deal = lead.deal
    if lead.status is not LeadStatus.WON:
        return deal
    return replace(deal, products=lead.sold_products or deal.products, agents=lead.sold_agents or deal.agents)


def deal_line(deal: Deal, program: Program, fmt: Format) -> str:
    """`LiveChat Business for 5 agents`, or `5 agents, products not known yet`; empty where neither is known."""
    names = ", ".join(safe(program.product_name(each.product, each.plan)) for each in deal.products)
    if deal.agents is None:
        return names
    agents = fmt.count(deal.agents, "agent")
    if not names:
        return say("{agents}, products not known yet", agents=agents)
    return say("{products} for {agents}", products=names, agents=agents)


def title(lead: Lead) -> str:
    """`L-12 · Acme`, safe for mrkdwn."""
    return f"{lead.number} · {safe(lead.contact.company)}"


def status_line(lead: Lead, program: Program) -> str:
    """The status with its sign, the stage of the sale, and that it was withdrawn."""
    if lead.withdrawn_at is not None:
        return f"{status(lead.status)} · {say(WITHDRAWN)}"
    stage = program.stage(lead.stage) if lead.stage and lead.status is LeadStatus.APPROVED else None
    return f"{status(lead.status)} · {stage.name}" if stage else status(lead.status)


def marks(lead: Lead, fmt: Format, today: date) -> list[str]:
    """What a partner should know of a lead beside its status: whose turn it is, how long it is theirs, its reviews."""
    found = [say(":speech_balloon: waits for your answer")] if lead.question and lead.is_open else []
    if lead.is_open and lead.protected_until is not None and lead.protected_until >= today:
        found.append(say(":shield: yours until {day}", day=fmt.day(lead.protected_until)))
    if lead.deal_of is not None:
        found.append(say(":link: part of the deal of L-{number}", number=lead.deal_of))
    return [*found, *reviews(lead)]


def flags(lead: Lead) -> list[str]:
    """What needs attention on a lead; a closed one needs none."""
    if not lead.is_open:
        return []
    return size(below_criteria=lead.below_criteria, is_given=lead.size_given) + reviews(lead)


def size(*, below_criteria: bool, is_given: bool) -> list[str]:
    """What the sales team should know of a lead's size: that nobody gave it, or that it is small."""
    if not below_criteria:
        return []
    return [say(":warning: below our recommendations") if is_given else say(":warning: size not given")]


def reviews(lead: Lead) -> list[str]:
    """The reviews an open lead is in."""
    marks: list[str] = []
    if not lead.is_open:
        return marks
    if lead.legal_review:
        marks.append(say(":scales: legal review"))
    if lead.security_review:
        marks.append(say(":lock: security review"))
    return marks
