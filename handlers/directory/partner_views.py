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
from handlers.desk.facts import running_line, with_whom
from handlers.desk.facts import title as title_of_claim
from handlers.directory.channel_views import TROUBLE
from handlers.directory.list_views import manager
from handlers.directory.state import PartnerRef
from handlers.directory.words import LONGEST_REASON, change_line, movement
from handlers.ids import Action
from handlers.leads.list_views import quoted
from handlers.texts.catalogue import say
from handlers.texts.format import Format, bar, safe, shortened
from handlers.texts.words import CLAIM_STATUS, who
from handlers.tiers.texts import counted, missing

MOST_MEMBERS = 8
MOST_CLAIMS = 12


def title(file: PartnerFile, fmt: Format) -> str:
    """`Northwind: Bronze, ARR $4,732.80`."""
    standing = file.standing
    return say(
        "{name}: {name_2}, ARR {arr}",
        name=safe(file.partner.name),
        name_2=standing.tier.name,
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
            "ARR",
            say(
                "{arr}\n{movement} in {movement_days} days",
                arr=fmt.money(standing.figures.arr),
                movement=movement(file.movement, fmt),
                movement_days=MOVEMENT_DAYS,
            ),
        ),
        (say("New customers"), counted(standing.figures.new_customers, program, fmt)),
        (say("{name} since", name=standing.tier.name), fmt.day(shown.tier_since)),
        (say("Open leads"), fmt.number(file.open_leads)),
        (say("Account manager"), manager(shown.account_manager)),
        (say("Members"), _members(file.members, fmt)),
        (say("Channel"), _channel(file)),
        (say("Joined"), fmt.day(shown.joined_on)),
    ]


def _channel(file: PartnerFile) -> str:
    channel = file.partner.slack_channel_id
    if channel is None:
        return "none"
    return f"<#{channel}>" if file.trouble is None else f":warning: <#{channel}>, {TROUBLE[file.trouble]}"


def _members(members: Sequence[PersonKey], fmt: Format) -> str:
    if not members:
        return "none"
    named = ", ".join(who(member) for member in members[:MOST_MEMBERS])
    left = len(members) - MOST_MEMBERS
    return say("{named} and {left} more", named=named, left=fmt.number(left)) if left > 0 else named


def _ahead(file: PartnerFile, fmt: Format) -> str:
    standing = file.standing
    if standing.next is None or standing.to_next is None:
        return say("{bar} Holds the highest tier.", bar=bar(1))
    ahead = f"{standing.next.emoji} {standing.next.name}"
    lacks = (
        say("meets its requirement")
        if standing.to_next.closed
        else say("{missing} to go", missing=missing(standing.to_next, fmt))
    )
    return say(
        "*Next: {ahead}*\n{bar} {int}% · {lacks}",
        ahead=ahead,
        bar=bar(standing.progress),
        int=int(standing.progress * 100),
        lacks=lacks,
    )


def _coming(file: PartnerFile, fmt: Format) -> list[str]:
    """The days that come up for the tier, and what an admin has set."""
    coming, name = file.standing.deadlines, file.standing.tier.name
    lines = []
    if coming.grace_until:
        lacks = (
            say("meets it again")
            if file.standing.to_keep.closed
            else say("lacks {missing}", missing=missing(file.standing.to_keep, fmt))
        )
        lines.append(
            say(
                ":warning: At risk: keeps {name} until *{grace_until}*, {lacks}.",
                name=name,
                grace_until=fmt.day(coming.grace_until),
                lacks=lacks,
            )
        )
    if coming.customers_lost_on and not coming.grace_until:
        lines.append(
            say(
                ":hourglass: Needs another new customer before *{customers_lost_on}*.",
                customers_lost_on=fmt.day(coming.customers_lost_on),
            )
        )
    if coming.override_until:
        lines.append(
            say(
                ":pushpin: {name} is set through *{override_until}*{set_by}",
                name=name,
                override_until=fmt.day(coming.override_until),
                set_by=_set_by(file.override),
            )
        )
    return lines


def _set_by(override: TierChange | None) -> str:
    if override is None or not override.by:
        return "."
    reason = f"\n> {quoted(shortened(override.reason, LONGEST_REASON))}" if override.reason else ""
    return say(" by {by}.{reason}", by=who(PersonKey(override.by)), reason=reason)


def _benefits(file: PartnerFile, house: House) -> str:
    """Claims that are open first, then what runs; the newest of each."""
    newest = sorted(file.claims, key=lambda claim: (not claim.is_open, -claim.id))
    lines = [
        f"• {title_of_claim(each, house.program)}: {_of_claim(each, file.partner, house.format)}" for each in newest
    ]
    left = len(lines) - MOST_CLAIMS
    more = say("\nand {left} more", left=house.format.number(left)) if left > 0 else ""
    return say("*Claims and benefits*\n") + "\n".join(lines[:MOST_CLAIMS]) + more


def _of_claim(claim: Claim, partner: Partner, fmt: Format) -> str:
    if claim.is_running:
        runs = running_line(claim, fmt)
        return runs[:1].lower() + runs[1:]
    due = say(", due {due_on}", due_on=fmt.day(claim.due_on)) if claim.due_on else ""
    return f"{CLAIM_STATUS[claim.status].lower()}, {with_whom(claim, partner)}{due}"


def _history(changes: Sequence[TierChange], program: Program, fmt: Format) -> str:
    lines = "\n".join(f"• {change_line(change, program, fmt)}" for change in changes)
    return say("*Newest changes*\n{lines}", lines=lines)


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
        return [section(say("There is no partner “{name}”.", name=name)), everybody]
    many = len(found) > MOST_SUGGESTED
    blocks: list[Block] = [section(say("Which partner do you mean by “{name}”?", name=name))]
    for each in found[:MOST_SUGGESTED]:
        opened = button(say("Open"), Action.PARTNER, str(PartnerRef(each.id, day)))
        blocks.append(section(f"*{safe(each.name)}* · `{safe(each.id)}`", accessory=opened))
    if many:
        blocks.append(small(say("There are more. A few letters more narrow it down.")))
    return [*blocks, everybody]
