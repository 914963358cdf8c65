"""A partner's tier explained, and its history."""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from domain.people import PersonKey
from domain.program import Program, Tier
from domain.tiers import Standing
from domain.usecases.explain_tier import CHANGES_A_PAGE, TierExplained, TierHistory
from handlers.blocks import button, buttons, divider, header, pager, section, small
from handlers.ids import Action
from handlers.texts.format import Format, within_a_sentence
from handlers.texts.words import who
from handlers.tiers.lines import history_lines
from handlers.tiers.texts import coming_up, progress, within


def tier(shown: TierExplained, program: Program, fmt: Format) -> list[Block]:
    """Every tier with what it asks and gives, where the partner stands, what comes up, and how that came about."""
    standing = shown.standing
    blocks: list[Block] = [
        header(f"{standing.tier.emoji} {standing.tier.name} since {fmt.day(shown.partner.tier_since)}"),
        section("\n".join(_tier_line(each, standing, fmt) for each in program.tiers)),
        section(progress(standing, fmt)),
    ]
    if ahead := coming_up(standing, fmt):
        blocks.append(section("\n".join(ahead)))
    if standing.next:
        names = ", ".join(within_a_sentence(benefit.name) for benefit in program.unlocked_at(standing.next.key))
        if names:
            blocks.append(small(f"{standing.next.name} adds: {names}."))
    if shown.partner.account_manager:
        blocks.append(section(account_manager(shown, fmt)))
    if shown.history:
        newest = "\n".join(history_lines(shown.history, program, fmt))
        blocks += [divider(), section(f"*How it came about*\n{newest}")]
    row = [button("Overview", Action.OVERVIEW), button("How my ARR adds up", Action.ARR)]
    if shown.change_count > len(shown.history):
        row.append(button(f"All {fmt.number(shown.change_count)} changes", Action.TIER_HISTORY))
    blocks.append(buttons(*row))
    return blocks


def account_manager(shown: TierExplained, fmt: Format) -> str:
    """Who looks after the partner, and who stands in while that person is away."""
    manager, away = PersonKey(str(shown.partner.account_manager)), shown.absence
    meanwhile = f", away until {fmt.day(away.until)}; {who(away.stand_in)} helps you meanwhile" if away else ""
    return f":bust_in_silhouette: Your account manager: {who(manager)}{meanwhile}."


def history(page: TierHistory, program: Program, fmt: Format) -> list[Block]:
    """A page of all changes with the figures that they were decided on, newest first."""
    blocks: list[Block] = [header("How your tier came about")]
    if not page.total:
        blocks.append(section("Nothing has happened to your tier yet."))
    else:
        blocks.append(section("\n".join(history_lines(page.changes, program, fmt))))
    back = Action.TIER_HISTORY_BACK
    blocks += pager(Action.TIER_HISTORY, back, offset=page.offset, page=CHANGES_A_PAGE, total=page.total)
    blocks.append(buttons(button("My tier", Action.TIER), button("Overview", Action.OVERVIEW)))
    return blocks


def _tier_line(tier: Tier, standing: Standing, fmt: Format) -> str:
    needs = f"from {fmt.amount(tier.required_arr)} ARR" if tier.required_arr else "from the start"
    if tier.new_customers:
        needs += f" and {fmt.count(tier.new_customers.at_least, 'new customer')} {within(tier.new_customers)}"
    here = " ← you" if tier.key == standing.tier.key else ""
    return f"{tier.emoji} *{tier.name}* · {fmt.rate(tier.rate)} · {needs}{here}"
