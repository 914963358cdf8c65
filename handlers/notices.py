"""Messages from the outbox: what each notice looks like at each place."""

from __future__ import annotations

from typing import assert_never

from slack_sdk.models.blocks import Block

from domain.leads import CLOSED, Lead, LeadStatus
from domain.money import Cents
from domain.notices import (
    ChannelReady,
    Face,
    LeadArrived,
    LeadAssigned,
    LeadFlagged,
    LeadMoved,
    LeadNotice,
    LeadStaged,
    LeadsWaiting,
    Notice,
    TierAtRisk,
    TierKept,
    TierLost,
    TierPromoted,
)
from domain.partners import Partner
from domain.tiers import Gap
from handlers.benefits.views import promoted
from handlers.blocks import button, section
from handlers.context import Reading
from handlers.ids import Action
from handlers.leads.card import card, card_key, card_text
from handlers.leads.facts import title
from handlers.leads.list_views import quoted
from handlers.overview.views import missing
from handlers.pinned import pinned
from handlers.results import Post
from handlers.texts.format import safe
from handlers.texts.words import REOPENED_EMOJI, STATUS, STATUS_EMOJI, who


def render(notice: Notice, face: Face, reading: Reading) -> Post:
    """The message for a notice. LookupError where what it speaks of is gone."""
    match notice:
        case LeadArrived() | LeadMoved() | LeadStaged() | LeadFlagged() | LeadAssigned():
            return _lead(notice, face, reading)
        case TierPromoted():
            return _promoted(notice, face, reading)
        case TierAtRisk() | TierKept() | TierLost():
            return _tier(notice, reading)
        case LeadsWaiting():
            return _waiting(notice, reading)
        case ChannelReady():
            partner = _partner(notice.partner_id, reading)
            return Post(
                f"{reading.program.vendor.program}: your ARR, tier and leads",
                pinned(partner, reading.house),
                remember_as=f"pin:{notice.channel_id}",
                pin=True,
            )
        case _:
            assert_never(notice)


def _lead(notice: LeadNotice, face: Face, reading: Reading) -> Post:
    lead = reading.uow.leads.get(notice.lead_id)
    if lead is None:
        raise LookupError(f"lead {notice.lead_id}")
    partner = _partner(notice.partner_id, reading)
    if face is Face.CARD:
        return Post(card_text(lead, partner), card(lead, partner, reading.house), remember_as=card_key(lead.id))
    if face is Face.THREAD:
        return Post(_told_to_desk(notice, reading), thread_of=card_key(lead.id))
    if face is Face.MANAGER and isinstance(notice, LeadMoved):
        text = f":tada: {safe(partner.name)} won *{title(lead)}*.{_booked(notice, reading)}"
        return Post(text, [section(text)])
    text = _told_to_partner(notice, lead, reading)
    return Post(text, [section(text, accessory=button("Details", Action.LEAD, str(lead.id)))])


def _told_to_desk(notice: LeadNotice, reading: Reading) -> str:
    match notice:
        case LeadMoved():
            reason = f"\n> {quoted(notice.reason)}" if notice.reason else ""
            return f"{_move_for_desk(notice)}{_booked(notice, reading)}{reason}"
        case LeadStaged():
            stage = reading.program.stage(notice.stage or "")
            return f"{who(notice.by)} set the stage to *{stage.name if stage else 'none'}*."
        case LeadFlagged():
            both = ((notice.legal_review, ":scales: legal review"), (notice.security_review, ":lock: security review"))
            marks = [name for under_way, name in both if under_way]
            return f"{who(notice.by)} noted: {', '.join(marks) or 'no review under way'}."
        case LeadAssigned():
            return f"{who(notice.assignee)} took it on."
        case LeadArrived():
            return f"{who(notice.by)} submitted it."


def _move_for_desk(notice: LeadMoved) -> str:
    if notice.before in CLOSED:
        return f"{REOPENED_EMOJI} {who(notice.by)} reopened it: *{STATUS[notice.after]}* again."
    return f"{STATUS_EMOJI[notice.after]} {who(notice.by)} moved it to *{STATUS[notice.after]}*."


def _told_to_partner(notice: LeadNotice, lead: Lead, reading: Reading) -> str:
    """The partner's version: of a move as it was then, even where the lead has gone on since."""
    match notice:
        case LeadArrived():
            days = reading.format.count(reading.program.leads.review_within_business_days, "business day")
            thanks = reading.program.leads.texts.submitted
            return f":inbox_tray: {who(notice.by)} submitted *{title(lead)}*\n{thanks} You hear from us within {days}."
        case LeadMoved():
            return _move_for_partner(notice, lead, reading)
        case LeadStaged():
            stage = reading.program.stage(notice.stage or "")
            length = f" ({stage.duration})" if stage and stage.duration else ""
            return f":mag: *{title(lead)}*: the next step is *{stage.name if stage else notice.stage}*{length}."
        case LeadFlagged() | LeadAssigned():
            return f"*{title(lead)}*: our team is working on it."


def _move_for_partner(notice: LeadMoved, lead: Lead, reading: Reading) -> str:
    texts, contact = reading.program.leads.texts, reading.program.vendor.contact
    emoji, name = STATUS_EMOJI[notice.after], STATUS[notice.after]
    if notice.before in CLOSED:
        return f"{REOPENED_EMOJI} *{title(lead)}* was reopened and is *{name}* again.{_booked(notice, reading)}"
    template = texts.of(notice.after)
    reward = "" if notice.credited is None else reading.format.money(notice.credited)
    reason = f"\n> {quoted(notice.reason)}" if notice.reason else ""
    return f"{emoji} *{title(lead)}* · *{name}*\n{template.format(reward=reward, contact=contact)}{reason}"


def _booked(notice: LeadMoved, reading: Reading) -> str:
    if notice.credited is None:
        return ""
    amount = reading.format.money(Cents(abs(notice.credited)))
    return f" The reward of {amount} was {'credited' if notice.credited > 0 else 'taken back'}."


def _promoted(notice: TierPromoted, face: Face, reading: Reading) -> Post:
    program, fmt = reading.program, reading.format
    partner, tier = _partner(notice.partner_id, reading), program.tier(notice.to_tier)
    text = f":tada: {safe(partner.name)} is now {tier.name} {tier.emoji}"
    if face is Face.MANAGER:
        told = f"{text}, with {fmt.money(notice.arr)} ARR."
        return Post(told, [section(told)])
    return Post(text, promoted(partner, program.tier(notice.from_tier), tier, notice.arr, program, fmt))


def _tier(notice: TierAtRisk | TierKept | TierLost, reading: Reading) -> Post:
    text = _tier_text(notice, safe(_partner(notice.partner_id, reading).name), reading)
    return Post(text, [section(text)])


def _tier_text(notice: TierAtRisk | TierKept | TierLost, name: str, reading: Reading) -> str:
    program, fmt = reading.program, reading.format
    match notice:
        case TierAtRisk():
            lacking = missing(Gap(notice.missing_arr, notice.missing_customers), fmt)
            tier, until = program.tier(notice.tier).name, fmt.day(notice.until)
            soon = "will soon leave" if notice.reminder else "is below what it needs for"
            return f":warning: {name} {soon} {tier}. It keeps {tier} until *{until}*; {lacking} would keep it there."
        case TierKept():
            return f":white_check_mark: {name} meets the requirement again and keeps {program.tier(notice.tier).name}."
        case TierLost():
            before, after = program.tier(notice.from_tier).name, program.tier(notice.to_tier).name
            rate = fmt.rate(program.tier(notice.to_tier).rate)
            return (
                f"{name} moved from {before} to {after}, with {fmt.money(notice.arr)} ARR. "
                f"Its subscriptions keep their rates; new ones get {rate}."
            )


def _waiting(notice: LeadsWaiting, reading: Reading) -> Post:
    found = reading.uow.leads.by_id(notice.lead_ids)
    leads = [found[each] for each in notice.lead_ids if each in found]
    still = [lead for lead in leads if lead.status is LeadStatus.SUBMITTED]
    if not still:
        return Post(":white_check_mark: The leads that had waited too long were all reviewed.")
    verb = "has" if len(still) == 1 else "have"
    text = f":hourglass: {reading.format.count(len(still), 'lead')} {verb} waited too long for a review"
    blocks: list[Block] = [section(f"*{text}*")]
    for lead in still[:20]:
        since = reading.format.moment(lead.waiting_since)
        owner = f"with {who(lead.assignee)}" if lead.assignee else "unassigned"
        review = button("Review", Action.LEAD_REVIEW, str(lead.id))
        blocks.append(section(f"*{title(lead)}* · since {since} · {owner}", accessory=review))
    return Post(text, blocks)


def _partner(partner_id: str, reading: Reading) -> Partner:
    partner = reading.uow.partners.get(partner_id)
    if partner is None:
        raise LookupError(f"partner {partner_id}")
    return partner
