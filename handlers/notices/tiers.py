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
from domain.program import Tier
from domain.tiers import Gap
from handlers.benefits.views import promoted
from handlers.blocks import buttons, section, small
from handlers.context import Reading
from handlers.ids import Action
from handlers.leads.list_views import quoted
from handlers.notices.partners import partner_of
from handlers.results import Post
from handlers.texts.catalogue import say, say_many
from handlers.texts.format import Format, safe
from handlers.texts.words import who
from handlers.tiers.texts import missing
from handlers.ways import way_to

MOST_NAMED = 20


def promotion(notice: TierPromoted, face: Face, reading: Reading) -> Post:
    """A promotion: worth celebrating in the channel, one line for the account manager."""
    program, fmt = reading.program, reading.format
    partner, tier = partner_of(notice.partner_id, reading), program.tier(notice.to_tier)
    name, held = safe(partner.name), f"{tier.name} {tier.emoji}"
    if face is Face.MANAGER:
        told = say(
            ":tada: {partner} is now {tier}, with {arr} ARR.", partner=name, tier=held, arr=fmt.money(notice.arr)
        )
        return Post(told, [section(told)])
    text = say(":tada: {partner} is now {tier}", partner=name, tier=held)
    return Post(text, promoted(partner, program.tier(notice.from_tier), tier, notice.arr, program, fmt))


def change(notice: PersonalTierNotice, face: Face, reading: Reading) -> Post:
    """What else happens to a tier, or is about to: for the partner's people and the account manager."""
    text = _text(notice, safe(partner_of(notice.partner_id, reading).name), face, reading)
    blocks: list[Block] = [section(text)]
    if face is Face.NEWS:
        blocks.append(buttons(way_to(Action.TIER), way_to(Action.BENEFITS)))
    return Post(text, blocks)


def _text(notice: PersonalTierNotice, name: str, face: Face, reading: Reading) -> str:
    program, fmt = reading.program, reading.format
    match notice:
        case TierAtRisk():
            lacking = missing(Gap(notice.missing_arr, notice.missing_customers), fmt)
            tier, until = program.tier(notice.tier).name, fmt.day(notice.until)
            is_below = say(":warning: {partner} is below what it needs for {tier}.", partner=name, tier=tier)
            leaves = say(":warning: {partner} will soon leave {tier}.", partner=name, tier=tier)
            keeps = say(
                "It keeps {tier} until *{day}*; {missing} would keep it there.", tier=tier, day=until, missing=lacking
            )
            return f"{leaves if notice.reminder else is_below} {keeps}"
        case TierKept():
            return say(
                ":white_check_mark: {partner} meets the requirement again and keeps {tier}.",
                partner=name,
                tier=program.tier(notice.tier).name,
            )
        case TierLost():
            before = program.tier(notice.from_tier).name
            held, arr = program.tier(notice.to_tier), fmt.money(notice.arr)
            moved = say(
                "{partner} moved from {before} to {tier}, with {arr} ARR.",
                partner=name,
                before=before,
                tier=held.name,
                arr=arr,
            )
            return f"{moved} {_rates(held, fmt)}"
        case TierOverridden():
            return _overridden(notice, name, face, reading)
        case OverrideEnded():
            return _override_ended(notice, name, face, reading)
        case CustomersAgeing():
            return _ageing(notice, name, reading)


def _rates(tier: Tier, fmt: Format) -> str:
    return say("Its subscriptions keep their rates; new ones get {rate}.", rate=fmt.rate(tier.rate))


def _overridden(notice: TierOverridden, name: str, face: Face, reading: Reading) -> str:
    before, tier = reading.program.tier(notice.from_tier), reading.program.tier(notice.to_tier)
    until = reading.format.day(notice.until)
    moves = (
        say("{partner} keeps {tier}", partner=name, tier=tier.name)
        if before == tier
        else say("{partner} moved from {before} to {tier}", partner=name, before=before.name, tier=tier.name)
    )
    if face is Face.MANAGER:
        return say(
            ":pushpin: {what_happened}, set by {person} through *{day}*.\n> {reason}",
            what_happened=moves,
            person=who(notice.by),
            day=until,
            reason=quoted(notice.reason),
        )
    if notice.is_upward:
        rate = reading.format.rate(tier.rate)
        return say(
            ":tada: *{partner} is now {tier}* {emoji}\nOur team set it through *{day}*. New subscriptions get {rate}.",
            partner=name,
            tier=tier.name,
            emoji=tier.emoji,
            day=until,
            rate=rate,
        )
    return say(":pushpin: {what_happened}: our team set it through *{day}*.", what_happened=moves, day=until)


def _override_ended(notice: OverrideEnded, name: str, face: Face, reading: Reading) -> str:
    program, fmt = reading.program, reading.format
    before = program.tier(notice.from_tier).name
    by = who(notice.by) if notice.by and face is Face.MANAGER else say("our team")
    over = say(":pushpin: {tier} is no longer set for {partner}: its time is over.", tier=before, partner=name)
    if notice.by:
        over = say(
            ":pushpin: {tier} is no longer set for {partner}: {person} ended it.", tier=before, partner=name, person=by
        )
    arr, now = fmt.money(notice.arr), program.tier(notice.to_tier)
    if notice.from_tier == notice.to_tier:
        return over + " " + say("It keeps {tier} by its own figures, with {arr} ARR.", tier=before, arr=arr)
    return " ".join([over, say("It is now {tier}, with {arr} ARR.", tier=now.name, arr=arr), _rates(now, fmt)])


def _ageing(notice: CustomersAgeing, name: str, reading: Reading) -> str:
    tier, day = reading.program.tier(notice.tier), reading.format.day(notice.lost_on)
    asked = tier.new_customers.at_least if tier.new_customers else 1
    needed = say(
        ":hourglass_flowing_sand: To keep {tier}, {partner} needs a new paying customer before *{day}*:",
        tier=tier.name,
        partner=name,
        day=day,
    )
    if asked == 1:
        return needed + " " + say("from that day on, none of its customers counts as new.")
    few = say_many(
        "from that day on, fewer than {number} of its customers counts as new.",
        "from that day on, fewer than {number} of its customers count as new.",
        asked,
        number=asked,
    )
    return f"{needed} {few}"


def close_to_promotion(notice: CloseToPromotion, reading: Reading) -> Post:
    """An account manager's partners that are close to the next tier, with what is missing."""
    found = reading.uow.partners.by_id([near.partner_id for near in notice.partners])
    lines = [_near(near, found[near.partner_id].name, reading) for near in notice.partners if near.partner_id in found]
    if not lines:
        raise LookupError(f"partners of {notice.key}")
    text = say_many(
        ":dart: {partners} of yours is close to the next tier",
        ":dart: {partners} of yours are close to the next tier",
        len(lines),
        partners=reading.format.count(len(lines), "partner"),
    )
    blocks: list[Block] = [section(f"*{text}*"), section("\n".join(lines[:MOST_NAMED]))]
    if len(lines) > MOST_NAMED:
        blocks.append(small(say("And {number} more.", number=reading.format.number(len(lines) - MOST_NAMED))))
    return Post(text, blocks)


def _near(near: Near, name: str, reading: Reading) -> str:
    tier = reading.program.tier(near.tier)
    lacking = missing(Gap(near.missing_arr, near.missing_customers), reading.format)
    return say(
        "• *{partner}*: {missing} to {tier}",
        partner=safe(name),
        missing=lacking,
        tier=f"{tier.name} {tier.emoji}",
    )
