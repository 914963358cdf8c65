"""A partner as it stood on a day of the past, and why."""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from domain.tiers import Gap
from domain.usecases.replay import Replayed
from handlers.blocks import button, divider, facts, header, section, small
from handlers.context import House
from handlers.directory.partner_views import with_day
from handlers.directory.state import PartnerRef
from handlers.directory.words import change_line
from handlers.ids import Action
from handlers.texts.catalogue import say
from handlers.texts.format import Format, safe
from handlers.tiers.texts import missing

NEWEST_CHANGES = 10


def title(shown: Replayed, fmt: Format) -> str:
    """`Northwind on Mar 1, 2026: Silver`."""
    partner, tier = safe(shown.partner.name), shown.standing.tier.name
    return say("{partner} on {day}: {tier}", partner=partner, day=fmt.day(shown.day), tier=tier)


def replayed(shown: Replayed, ref: PartnerRef, house: House) -> list[Block]:
    """The tier of that day with the figures it was held on, what lacked, and the changes that led there."""
    program, fmt, standing = house.program, house.format, shown.standing
    row = shown.figures
    recorded = say("recorded on {day}", day=fmt.day(row.on)) if row else say("nothing recorded yet")
    since = fmt.day(shown.state.tier_since)
    blocks: list[Block] = [
        header(f"{standing.tier.emoji} {shown.partner.name} · {fmt.day(shown.day)}"),
        facts(
            [
                (say("Tier"), say("{tier} since {day}", tier=standing.tier.name, day=since)),
                (say("ARR"), f"{fmt.money(standing.figures.arr)}\n{recorded}"),
                (say("New customers"), fmt.number(standing.figures.new_customers)),
            ]
        ),
        section("\n".join([say("*Why*"), *(f"• {line}" for line in _why(shown, fmt))])),
        divider(),
    ]
    newest = shown.changes[:NEWEST_CHANGES]
    lines = (f"• {change_line(change, program, fmt)}" for change in newest)
    blocks.append(section("\n".join([say("*What led there*"), *lines])))
    left = len(shown.changes) - len(newest)
    if left:
        blocks.append(small(say("and {changes}", changes=fmt.count(left, "older change"))))
    today = button(say("Today"), Action.PARTNER, str(PartnerRef(shown.partner.id, back=ref.back)))
    everybody = button(say("All partners"), Action.PARTNERS, ref.back)
    return [*blocks, with_day(shown.partner.id, ref, shown.day, [today, everybody])]


def _why(shown: Replayed, fmt: Format) -> list[str]:
    """What held the tier that day: its figures, a grace period or an admin; and what lacked to the next."""
    standing, state = shown.standing, shown.state
    name = standing.tier.name
    lines = [_held(standing.to_keep, name, fmt)]
    if state.grace_since and state.grace_until:
        since, until = fmt.day(state.grace_since), fmt.day(state.grace_until)
        lines.append(say("In grace since {since}: {tier} was kept until {until}.", since=since, tier=name, until=until))
    lost_on = standing.deadlines.customers_lost_on
    if lost_on and not state.grace_until:
        lines.append(say("{tier} needed another new customer before {day}.", tier=name, day=fmt.day(lost_on)))
    if state.override_until:
        lines.append(say("Set by an admin through {day}.", day=fmt.day(state.override_until)))
    if standing.next is None or standing.to_next is None:
        lines.append(say("There was no higher tier."))
    elif standing.to_next.closed:
        lines.append(say("{tier} was earned, and given with the next evaluation.", tier=standing.next.name))
    else:
        lines.append(say("{tier} lacked {missing}.", tier=standing.next.name, missing=missing(standing.to_next, fmt)))
    return lines


def _held(to_keep: Gap, name: str, fmt: Format) -> str:
    if to_keep.closed:
        return say("The figures met the requirement of {tier}.", tier=name)
    return say("The figures lacked {missing} to keep {tier}.", missing=missing(to_keep, fmt), tier=name)
