"""One partner as staff sees it today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import ActionsBlock, Block, DatePickerElement, PlainTextObject
from slack_sdk.models.blocks.block_elements import InteractiveElement

from domain.claims import Claim
from domain.partners import Partner, TierChange
from domain.people import PersonKey
from domain.program import Program
from domain.usecases.open_partner import PartnerFile
from domain.usecases.partner_directory import MOST_SUGGESTED, MOVEMENT_DAYS, Name
from handlers.blocks import button, buttons, divider, facts, header, section, small
from handlers.context import House
from handlers.desk.facts import STATUS_WITHIN_A_LINE, running_line, with_whom
from handlers.desk.facts import title as title_of_claim
from handlers.directory.channel_views import TROUBLE
from handlers.directory.list_views import manager
from handlers.directory.state import PartnerRef
from handlers.directory.words import LONGEST_REASON, change_line, movement
from handlers.ids import Action
from handlers.leads.list_views import quoted
from handlers.texts.catalogue import say, say_many
from handlers.texts.format import Format, bar, safe, shortened, within_a_sentence
from handlers.texts.words import who
from handlers.tiers.texts import counted, missing

MOST_MEMBERS = 8
MOST_CLAIMS = 12


def title(file: PartnerFile, fmt: Format) -> str:
    """`Northwind: Bronze, ARR $4,732.80`."""
    standing = file.standing
    return say(
        "{partner}: {tier}, ARR {arr}",
        partner=safe(file.partner.name),
        tier=standing.tier.name,
        arr=fmt.money(standing.figures.arr),
    )


def partner(file: PartnerFile, ref: PartnerRef, house: House, *, notice: str | None = None) -> list[Block]:
    """Everything about a partner in one look, with the ways on."""
    program, fmt, standing = house.program, house.format, file.standing
    blocks: list[Block] = [section(notice)] if notice else []
    blocks += [
        header(f"{standing.tier.emoji} {file.partner.name} · {standing.tier.name}"),
        facts(_facts(file, program, fmt)),
        section(_ahead(file, fmt)),
    ]
    coming = _coming(file, fmt)
    if coming:
        blocks.append(section("\n".join(coming)))
    if file.claims:
        blocks += [divider(), section(_benefits(file, house))]
    if file.changes:
        blocks += [divider(), section(_history(file.changes, program, fmt))]
    return [*blocks, *_ways_on(file, ref)]


def _facts(file: PartnerFile, program: Program, fmt: Format) -> list[tuple[str, str]]:
    shown, standing = file.partner, file.standing
    return [
        (
            say("ARR"),
            say(
                "{arr}\n{movement} in {days}",
                arr=fmt.money(standing.figures.arr),
                movement=movement(file.movement, fmt),
                days=fmt.count(MOVEMENT_DAYS, "day"),
            ),
        ),
        (say("New customers"), counted(standing.figures.new_customers, program, fmt)),
        (say("{tier} since", tier=standing.tier.name), fmt.day(shown.tier_since)),
        (say("Open leads"), fmt.number(file.open_leads)),
        (say("Account manager"), manager(shown.account_manager) if shown.account_manager else say("none")),
        (say("Members"), _members(file.members, fmt)),
        (say("Channel"), _channel(file)),
        (say("Joined"), fmt.day(shown.joined_on)),
    ]


def _channel(file: PartnerFile) -> str:
    channel = file.partner.slack_channel_id
    if channel is None:
        return say("none")
    return f"<#{channel}>" if file.trouble is None else f":warning: <#{channel}>, {TROUBLE[file.trouble]}"


def _members(members: Sequence[PersonKey], fmt: Format) -> str:
    if not members:
        return say("none")
    named = ", ".join(who(member) for member in members[:MOST_MEMBERS])
    left = len(members) - MOST_MEMBERS
    if left <= 0:
        return named
    return say_many(
        "{people} and {number} more", "{people} and {number} more", left, people=named, number=fmt.number(left)
    )


def _ahead(file: PartnerFile, fmt: Format) -> str:
    standing = file.standing
    if standing.next is None or standing.to_next is None:
        return say("{bar} Holds the highest tier.", bar=bar(1))
    togo = say("{missing} to go", missing=missing(standing.to_next, fmt))
    if standing.to_next.closed:
        togo = say("meets its requirement")
    return say(
        "*Next: {emoji} {tier}*\n{bar} {percent}% · {togo}",
        emoji=standing.next.emoji,
        tier=standing.next.name,
        bar=bar(standing.progress),
        percent=int(standing.progress * 100),
        togo=togo,
    )


def _coming(file: PartnerFile, fmt: Format) -> list[str]:
    """The days that come up for the tier, and what an admin has set."""
    coming, name = file.standing.deadlines, file.standing.tier.name
    lines = []
    if coming.grace_until:
        lines.append(_at_risk(file, fmt.day(coming.grace_until), fmt))
    if coming.customers_lost_on and not coming.grace_until:
        day = fmt.day(coming.customers_lost_on)
        lines.append(say(":hourglass: Needs another new customer before *{day}*.", day=day))
    if coming.override_until:
        lines.append(_set(name, fmt.day(coming.override_until), file.override))
    return lines


def _at_risk(file: PartnerFile, day: str, fmt: Format) -> str:
    tier, lacking = file.standing.tier.name, file.standing.to_keep
    if lacking.closed:
        return say(":warning: At risk: keeps {tier} until *{day}*, meets it again.", tier=tier, day=day)
    return say(
        ":warning: At risk: keeps {tier} until *{day}*, lacks {missing}.",
        tier=tier,
        day=day,
        missing=missing(lacking, fmt),
    )


def _set(tier: str, day: str, override: TierChange | None) -> str:
    if override is None or not override.by:
        return say(":pushpin: {tier} is set through *{day}*.", tier=tier, day=day)
    by = who(PersonKey(override.by))
    told = say(":pushpin: {tier} is set through *{day}* by {person}.", tier=tier, day=day, person=by)
    return f"{told}\n> {quoted(shortened(override.reason, LONGEST_REASON))}" if override.reason else told


def _benefits(file: PartnerFile, house: House) -> str:
    """Claims that are open first, then what runs; the newest of each."""
    newest = sorted(file.claims, key=lambda claim: (not claim.is_open, -claim.id))
    lines = [
        f"• {title_of_claim(each, house.program)}: {_of_claim(each, file.partner, house.format)}" for each in newest
    ]
    told = [say("*Claims and benefits*"), *lines[:MOST_CLAIMS]]
    left = len(lines) - MOST_CLAIMS
    if left > 0:
        told.append(say_many("and {number} more", "and {number} more", left, number=house.format.number(left)))
    return "\n".join(told)


def _of_claim(claim: Claim, partner: Partner, fmt: Format) -> str:
    if claim.is_running:
        return within_a_sentence(running_line(claim, fmt))
    told = [STATUS_WITHIN_A_LINE[claim.status], with_whom(claim, partner)]
    if claim.due_on:
        told.append(say("due {day}", day=fmt.day(claim.due_on)))
    return ", ".join(told)


def _history(changes: Sequence[TierChange], program: Program, fmt: Format) -> str:
    lines = (f"• {change_line(change, program, fmt)}" for change in changes)
    return "\n".join([say("*Newest changes*"), *lines])


def _ways_on(file: PartnerFile, ref: PartnerRef) -> list[Block]:
    """What can be done from a partner; only admins are offered its tier and its account manager.

    A channel is offered where there is none that works, to who admits partners.
    """
    here = str(PartnerRef(file.partner.id, back=ref.back))
    row: list[InteractiveElement] = [button(say("ARR breakdown"), Action.PARTNER_ARR, here)]
    if file.may_set_tier:
        row.append(button(say("Set tier"), Action.PARTNER_TIER, here))
    if file.may_set_tier and file.partner.override_until:
        row.append(button(say("End the set tier"), Action.PARTNER_TIER_END, here))
    if file.may_assign:
        row.append(button(say("Account manager"), Action.PARTNER_MANAGER, here))
    if file.may_link and (file.partner.slack_channel_id is None or file.trouble is not None):
        row.append(button(say("Link channel"), Action.PARTNER_CHANNEL, here))
    row.append(button(say("All partners"), Action.PARTNERS, ref.back))
    return [with_day(file.partner.id, ref, None, row), small(say("Id: `{id}`", id=safe(file.partner.id)))]


def with_day(partner_id: str, ref: PartnerRef, day: date | None, row: Sequence[InteractiveElement]) -> Block:
    """Buttons, and a day to look back at. A date has no room for the partner, so it stands in the block's id."""
    picker = DatePickerElement(
        action_id=Action.PARTNER_DAY,
        placeholder=PlainTextObject(text=say("Another day")),
        initial_date=day.isoformat() if day else None,
    )
    return ActionsBlock(block_id=f"day:{PartnerRef(partner_id, back=ref.back)}", elements=[*row, picker])


def which(typed: str, found: Sequence[Name], day: date | None) -> list[Block]:
    """Those who may be meant, each a click away; where nobody is, the whole list."""
    name = safe(shortened(typed, 60))
    everybody = buttons(button(say("All partners"), Action.PARTNERS))
    if not found:
        return [section(say("There is no partner “{words}”.", words=name)), everybody]
    many = len(found) > MOST_SUGGESTED
    blocks: list[Block] = [section(say("Which partner do you mean by “{words}”?", words=name))]
    for each in found[:MOST_SUGGESTED]:
        opened = button(say("Open"), Action.PARTNER, str(PartnerRef(each.id, day)))
        blocks.append(section(f"*{safe(each.name)}* · `{safe(each.id)}`", accessory=opened))
    if many:
        blocks.append(small(say("There are more. A few letters more narrow it down.")))
    return [*blocks, everybody]
