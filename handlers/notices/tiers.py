"""Messages about tiers."""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from domain.notices import (
    CloseToPromotion,
    CustomersAgeing,
    Face,
    Near,
    OverrideEnded,
    PersonalTierNotice,
    TierAtRisk,
    TierKept,
    TierLost,
    TierOverridden,
    TierPromoted,
)
from domain.tiers import Gap
from handlers.benefits.views import promoted
from handlers.blocks import button, buttons, section, small
from handlers.context import Reading
from handlers.ids import Action
from handlers.leads.list_views import quoted
from handlers.notices.partners import partner_of
from handlers.results import Post
from handlers.texts.catalogue import say
from handlers.texts.format import safe
from handlers.texts.words import who
from handlers.tiers.texts import missing

MOST_NAMED = 20


def promotion(notice: TierPromoted, face: Face, reading: Reading) -> Post:
    """A promotion: worth celebrating in the channel, one line for the account manager."""
    program, fmt = reading.program, reading.format
    partner, tier = partner_of(notice.partner_id, reading), program.tier(notice.to_tier)
    text = say(":tada: {name} is now {name_2} {emoji}", name=safe(partner.name), name_2=tier.name, emoji=tier.emoji)
    if face is Face.MANAGER:
        told = say("{text}, with {arr} ARR.", text=text, arr=fmt.money(notice.arr))
        return Post(told, [section(told)])
    return Post(text, promoted(partner, program.tier(notice.from_tier), tier, notice.arr, program, fmt))


def change(notice: PersonalTierNotice, face: Face, reading: Reading) -> Post:
    """What else happens to a tier, or is about to: for the partner's people and the account manager."""
    text = _text(notice, safe(partner_of(notice.partner_id, reading).name), face, reading)
    blocks: list[Block] = [section(text)]
    if face is Face.NEWS:
        blocks.append(buttons(button(say("My tier"), Action.TIER), button(say("My benefits"), Action.BENEFITS)))
    return Post(text, blocks)


def _text(notice: PersonalTierNotice, name: str, face: Face, reading: Reading) -> str:
    program, fmt = reading.program, reading.format
    match notice:
        case TierAtRisk():
            lacking = missing(Gap(notice.missing_arr, notice.missing_customers), fmt)
            tier, until = program.tier(notice.tier).name, fmt.day(notice.until)
            soon = say("will soon leave") if notice.reminder else say("is below what it needs for")
            return say(
                ":warning: {name} {soon} {tier}. It keeps {tier} until *{until}*; {lacking} would keep it there.",
                name=name,
                soon=soon,
                tier=tier,
                until=until,
                lacking=lacking,
            )
        case TierKept():
            return say(
                ":white_check_mark: {name} meets the requirement again and keeps {name_2}.",
                name=name,
                name_2=program.tier(notice.tier).name,
            )
        case TierLost():
            before = program.tier(notice.from_tier).name
            return say(
                "{name} moved from {before} to {now_held}",
                name=name,
                before=before,
                now_held=_now_held(notice, reading),
            )
        case TierOverridden():
            return _overridden(notice, name, face, reading)
        case OverrideEnded():
            return _override_ended(notice, name, face, reading)
        case CustomersAgeing():
            return _ageing(notice, name, reading)


def _now_held(notice: TierLost | OverrideEnded, reading: Reading) -> str:
    tier, fmt = reading.program.tier(notice.to_tier), reading.format
    return say(
        "{name}, with {arr} ARR. Its subscriptions keep their rates; new ones get {rate}.",
        name=tier.name,
        arr=fmt.money(notice.arr),
        rate=fmt.rate(tier.rate),
    )


def _overridden(notice: TierOverridden, name: str, face: Face, reading: Reading) -> str:
    before, tier = reading.program.tier(notice.from_tier), reading.program.tier(notice.to_tier)
    until = reading.format.day(notice.until)
    moves = (
        say("{name} keeps {name_2}", name=name, name_2=tier.name)
        if before == tier
        else say("{name} moved from {name_2} to {name_3}", name=name, name_2=before.name, name_3=tier.name)
    )
    if face is Face.MANAGER:
        return say(
            ":pushpin: {moves}, set by {by} through *{until}*.\n> {reason}",
            moves=moves,
            by=who(notice.by),
            until=until,
            reason=quoted(notice.reason),
        )
    if notice.is_upward:
        rate = reading.format.rate(tier.rate)
        return say(
            ":tada: *{name} is now {name_2}* {emoji}\nOur team set it through *{until}*. New subscriptions get {rate}.",
            name=name,
            name_2=tier.name,
            emoji=tier.emoji,
            until=until,
            rate=rate,
        )
    return say(":pushpin: {moves}: our team set it through *{until}*.", moves=moves, until=until)


def _override_ended(notice: OverrideEnded, name: str, face: Face, reading: Reading) -> str:
    program, fmt = reading.program, reading.format
    before = program.tier(notice.from_tier).name
    by = who(notice.by) if notice.by and face is Face.MANAGER else say("our team")
    over = say("{before} is no longer set for {name}: ", before=before, name=name) + (
        say("{by} ended it.", by=by) if notice.by else say("its time is over.")
    )
    if notice.from_tier == notice.to_tier:
        return say(
            ":pushpin: {over} It keeps {before} by its own figures, with {arr} ARR.",
            over=over,
            before=before,
            arr=fmt.money(notice.arr),
        )
    return say(":pushpin: {over} It is now {now_held}", over=over, now_held=_now_held(notice, reading))


def _ageing(notice: CustomersAgeing, name: str, reading: Reading) -> str:
    tier, day = reading.program.tier(notice.tier), reading.format.day(notice.lost_on)
    asked = tier.new_customers.at_least if tier.new_customers else 1
    few = (
        say("none of its customers counts")
        if asked == 1
        else say("fewer than {asked} of its customers count", asked=asked)
    )
    return say(
        ":hourglass_flowing_sand: To keep {name}, {name_2} needs a new paying customer "
        "before *{day}*: from that day on, {few} as new.",
        name=tier.name,
        name_2=name,
        day=day,
        few=few,
    )


def close_to_promotion(notice: CloseToPromotion, reading: Reading) -> Post:
    """An account manager's partners that are close to the next tier, with what is missing."""
    found = reading.uow.partners.by_id([near.partner_id for near in notice.partners])
    lines = [_near(near, found[near.partner_id].name, reading) for near in notice.partners if near.partner_id in found]
    if not lines:
        raise LookupError(f"partners of {notice.key}")
    verb = "is" if len(lines) == 1 else "are"
    text = say(
        ":dart: {count} of yours {verb} close to the next tier",
        count=reading.format.count(len(lines), "partner"),
        verb=verb,
    )
    blocks: list[Block] = [section(f"*{text}*"), section("\n".join(lines[:MOST_NAMED]))]
    if len(lines) > MOST_NAMED:
        blocks.append(small(say("And {value} more.", value=len(lines) - MOST_NAMED)))
    return Post(text, blocks)


def _near(near: Near, name: str, reading: Reading) -> str:
    tier = reading.program.tier(near.tier)
    lacking = missing(Gap(near.missing_arr, near.missing_customers), reading.format)
    return say(
        "• *{name}*: {lacking} to {name_2} {emoji}",
        name=safe(name),
        lacking=lacking,
        name_2=tier.name,
        emoji=tier.emoji,
    )
