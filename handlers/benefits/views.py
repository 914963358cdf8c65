"""The partner's benefits, and the message that celebrates a promotion."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from slack_sdk.models.blocks import Block

from domain.benefits import Benefit, Way
from domain.money import Cents
from domain.partners import Partner
from domain.program import Program, Tier
from domain.tiers import Standing
from handlers.blocks import button, buttons, divider, header, section, small
from handlers.ids import Action
from handlers.texts.format import Format, safe
from handlers.tiers.texts import missing

HOW = {
    Way.AUTOMATIC: "yours already",
    Way.INSTANT: "delivered at once",
    Way.REQUEST: "on request",
    Way.APPLICATION: "by application",
}
"""How a benefit is obtained, in a word or two; those that are open show their links instead."""


def benefits(shown: Standing, program: Program, fmt: Format) -> list[Block]:
    """Tier by tier what the partner has, the newest tier first, then what the next one adds."""
    held = program.tiers[: program.rank(shown.tier.key) + 1]
    blocks: list[Block] = [header(f"{shown.tier.emoji} Your benefits at {shown.tier.name}")]
    for tier in reversed(held):
        given = program.unlocked_at(tier.key)
        if given:
            lines = "\n".join(_line(each) for each in given)
            blocks.append(section(f"*From {tier.name}*\n{lines}"))
    if shown.next and shown.to_next:
        blocks += [divider(), section(_next(shown.next, program)), small(f"{_togo(shown, fmt)} to {shown.next.name}.")]
    blocks.append(small(f"To get one that is on request or by application, write to {program.vendor.contact}."))
    blocks.append(buttons(button("Overview", Action.OVERVIEW), button("My tier", Action.TIER)))
    return blocks


def _line(benefit: Benefit) -> str:
    if benefit.way is Way.OPEN:
        how = ", ".join(f"<{link.url}|{safe(link.title)}>" for link in benefit.links)
    else:
        how = HOW[benefit.way]
    return f"• *{safe(benefit.name)}* · {how}\n   {safe(benefit.text)}"


def _next(tier: Tier, program: Program) -> str:
    names = "\n".join(f"• {safe(each.name)}" for each in program.unlocked_at(tier.key))
    return f"*With {tier.emoji} {tier.name}*\n{names or 'A higher rate.'}"


def _togo(shown: Standing, fmt: Format) -> str:
    if shown.to_next is None or shown.to_next.closed:
        return "Nothing is missing"
    return f"{missing(shown.to_next, fmt)} to go"


def promoted(partner: Partner, before: Tier, after: Tier, arr: Cents, program: Program, fmt: Format) -> list[Block]:
    """A promotion, worth celebrating: what it gives at once, and the ways to it."""
    ranks = range(program.rank(before.key) + 1, program.rank(after.key) + 1)
    unlocked = [each for rank in ranks for each in program.unlocked_at(program.tiers[rank].key)]
    blocks: list[Block] = [
        header(f":tada: {partner.name} is now {after.name} {after.emoji}"),
        section(
            f"Congratulations! With *{fmt.money(arr)}* of ARR your rate on new subscriptions is now "
            f"*{fmt.rate(after.rate)}* (before: {fmt.rate(before.rate)})."
        ),
    ]
    if unlocked:
        blocks.append(section(f"*Unlocked now*\n{_unlocked(unlocked)}"))
    blocks.append(
        buttons(
            button("See my benefits", Action.BENEFITS, style="primary"),
            button("My tier", Action.TIER),
        )
    )
    return blocks


def _unlocked(given: Sequence[Benefit]) -> str:
    return "\n".join(_with_links(each) for each in given)


def _with_links(benefit: Benefit) -> str:
    links: Iterable[str] = (f"<{link.url}|{safe(link.title)}>" for link in benefit.links)
    shown = ", ".join(links) or HOW.get(benefit.way, "")
    return f"• {safe(benefit.name)} · {shown}"
