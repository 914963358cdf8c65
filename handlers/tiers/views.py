"""A partner's tier explained, and its history."""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from domain.people import PersonKey
from domain.program import Program, Tier
from domain.tiers import Standing
from domain.usecases.explain_tier import CHANGES_A_PAGE, TierExplained, TierHistory
from handlers.blocks import button, buttons, divider, header, pager, section, small
from handlers.ids import Action
from handlers.texts.catalogue import say, say_many
from handlers.texts.format import Format, listed, within_a_sentence
from handlers.texts.words import who
from handlers.tiers.lines import history_lines
from handlers.tiers.texts import coming_up, progress, within
from handlers.ways import way_to


def tier(shown: TierExplained, program: Program, fmt: Format) -> list[Block]:
    """Every tier with what it asks and gives, where the partner stands, what comes up, and how that came about."""
    standing = shown.standing
    blocks: list[Block] = [
        header(
            say(
                "{emoji} {tier} since {day}",
                emoji=standing.tier.emoji,
                tier=standing.tier.name,
                day=fmt.day(shown.partner.tier_since),
            )
        ),
        section("\n".join(_tier_line(each, standing, fmt) for each in program.tiers)),
        section(progress(standing, fmt)),
    ]
    if ahead := coming_up(standing, fmt):
        blocks.append(section("\n".join(ahead)))
    if standing.next:
        names = ", ".join(within_a_sentence(benefit.name) for benefit in program.unlocked_at(standing.next.key))
        if names:
            blocks.append(small(say("{tier} adds: {benefits}.", tier=standing.next.name, benefits=names)))
    if shown.partner.account_manager:
        blocks.append(section(account_manager(shown, fmt)))
    if shown.history:
        newest = "\n".join(history_lines(shown.history, program, fmt))
        blocks += [divider(), section(say("*How it came about*\n{changes}", changes=newest))]
    row = [way_to(Action.OVERVIEW), way_to(Action.ARR)]
    if (count := shown.change_count) > len(shown.history):
        every = say_many("The only change", "All {number} changes", count, number=fmt.number(count))
        row.append(button(every, Action.TIER_HISTORY))
    blocks.append(buttons(*row))
    return blocks


def account_manager(shown: TierExplained, fmt: Format) -> str:
    """Who looks after the partner, and who stands in while that person is away."""
    manager, away = who(PersonKey(str(shown.partner.account_manager))), shown.absence
    if not away:
        return say(":bust_in_silhouette: Your account manager: {manager}.", manager=manager)
    return say(
        ":bust_in_silhouette: Your account manager: {manager}, away until {until}; {stand_in} helps you meanwhile.",
        manager=manager,
        until=fmt.day(away.until),
        stand_in=who(away.stand_in),
    )


def history(page: TierHistory, program: Program, fmt: Format) -> list[Block]:
    """A page of all changes with the figures that they were decided on, newest first."""
    blocks: list[Block] = [header(say("How your tier came about"))]
    if not page.total:
        blocks.append(section(say("Nothing has happened to your tier yet.")))
    else:
        blocks.append(section("\n".join(history_lines(page.changes, program, fmt))))
    back = Action.TIER_HISTORY_BACK
    blocks += pager(Action.TIER_HISTORY, back, offset=page.offset, page=CHANGES_A_PAGE, total=page.total)
    blocks.append(buttons(way_to(Action.TIER), way_to(Action.OVERVIEW)))
    return blocks


def _tier_line(tier: Tier, standing: Standing, fmt: Format) -> str:
    needs = [say("from {arr} ARR", arr=fmt.amount(tier.required_arr)) if tier.required_arr else say("from the start")]
    if tier.new_customers:
        needs.append(f"{fmt.count(tier.new_customers.at_least, 'new customer')} {within(tier.new_customers)}")
    line = f"{tier.emoji} *{tier.name}* · {fmt.rate(tier.rate)} · {listed(needs)}"
    return say("{tier} ← you", tier=line) if tier.key == standing.tier.key else line
