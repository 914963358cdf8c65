"""The forms by which admins set a partner's tier and end what was set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    DatePickerElement,
    InputBlock,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from domain.program import Program
from domain.usecases.open_partner import PartnerFile
from domain.usecases.set_tier import LONGEST_REASON
from handlers.blocks import chosen, field, modal, option, section
from handlers.context import House
from handlers.directory.words import change_line
from handlers.ids import Callback
from handlers.texts.catalogue import say
from handlers.texts.format import Format, safe
from handlers.tiers.texts import missing

TIER, UNTIL, REASON = "tier", "until", "reason"

Answers = Mapping[str, Any]


def set_tier(file: PartnerFile, house: House, answers: Answers, *, has_changed: bool = False) -> View:
    """Which tier, through which day, and why. None below the one that is earned is offered."""
    program, fmt = house.program, house.format
    lowest = program.rank(file.standing.earned.key)
    tiers = [option(f"{tier.emoji} {tier.name}", tier.key) for tier in reversed(program.tiers[lowest:])]
    select = StaticSelectElement(
        placeholder=PlainTextObject(text=say("Choose a tier")),
        options=tiers,
        initial_option=chosen(tiers, answers.get(TIER)),
    )
    picker = DatePickerElement(
        initial_date=_iso(answers.get(UNTIL) or file.partner.override_until),
        placeholder=PlainTextObject(text=say("Choose a day")),
    )
    blocks: list[Block] = [
        *_changed(file, program, fmt, has_changed=has_changed),
        section(_now(file, fmt)),
        field(TIER, say("Tier"), select),
        field(UNTIL, say("Last day"), picker, hint=say("Until its end the tier is kept, whatever the figures.")),
        _reason(answers),
    ]
    return modal(
        say("Set tier"),
        blocks,
        callback=Callback.SET_TIER,
        submit=say("Set tier"),
        close=say("Cancel"),
        metadata={"partner": file.partner.id, "seen": file.seen},
    )


def end(file: PartnerFile, house: House, answers: Answers, *, has_changed: bool = False) -> View:
    """What becomes of the tier when an admin ends what was set; where nothing is set any more, that is said."""
    changed = _changed(file, house.program, house.format, has_changed=has_changed)
    if file.partner.override_until is None:
        return modal(say("Set tier"), [*changed, section(_now(file, house.format))])
    earned = file.standing.earned
    partner, emoji, tier = safe(file.partner.name), earned.emoji, earned.name
    told = say(
        "*{partner}* goes at once to {emoji} *{tier}*, which its figures earn.", partner=partner, emoji=emoji, tier=tier
    )
    if earned.key == file.partner.tier:
        told = say("*{partner}* stays {emoji} *{tier}*: its figures earn it.", partner=partner, emoji=emoji, tier=tier)
    return modal(
        say("End the set tier"),
        [*changed, section(_now(file, house.format)), section(told), _reason(answers)],
        callback=Callback.END_TIER,
        submit=say("End it"),
        close=say("Cancel"),
        metadata={"partner": file.partner.id, "seen": file.seen},
    )


def done(file: PartnerFile, house: House) -> View:
    """What holds now."""
    heard = say("The partner's people and its account manager hear of it.")
    return modal(say("Done"), [section(f":white_check_mark: {_now(file, house.format)}\n{heard}")])


def _now(file: PartnerFile, fmt: Format) -> str:
    partner, standing = file.partner, file.standing
    held = say(
        "*{partner}* holds {emoji} *{tier}*",
        partner=safe(partner.name),
        emoji=standing.tier.emoji,
        tier=standing.tier.name,
    )
    if partner.override_until:
        return say(
            "{held}, set through {day}. Its figures earn {tier}.",
            held=held,
            day=fmt.day(partner.override_until),
            tier=standing.earned.name,
        )
    if partner.grace_until:
        return say(
            "{held} until {day}: it lacks {missing}.",
            held=held,
            day=fmt.day(partner.grace_until),
            missing=missing(standing.to_keep, fmt),
        )
    return say("{held} with {arr} of ARR.", held=held, arr=fmt.money(standing.figures.arr))


def _changed(file: PartnerFile, program: Program, fmt: Format, *, has_changed: bool) -> Sequence[Block]:
    if not has_changed:
        return []
    lines = [say(":warning: The partner has changed meanwhile; nothing of yours was saved.")]
    lines += [f"• {change_line(newest, program, fmt)}" for newest in file.changes[:1]]
    return [section("\n".join(lines))]


def _reason(answers: Answers) -> InputBlock:
    element = PlainTextInputElement(
        initial_value=answers.get(REASON) or None, multiline=True, max_length=LONGEST_REASON
    )
    return field(REASON, say("Reason"), element, hint=say("Stays on record. Only staff reads it."))


def _iso(day: date | str | None) -> str | None:
    return day.isoformat() if isinstance(day, date) else day or None
