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
        placeholder=PlainTextObject(text="Choose a tier"),
        options=tiers,
        initial_option=chosen(tiers, answers.get(TIER)),
    )
    picker = DatePickerElement(
        initial_date=_iso(answers.get(UNTIL) or file.partner.override_until),
        placeholder=PlainTextObject(text="Choose a day"),
    )
    blocks: list[Block] = [
        *_changed(file, program, fmt, has_changed=has_changed),
        section(_now(file, fmt)),
        field(TIER, "Tier", select),
        field(UNTIL, "Last day", picker, hint="Until its end the tier is kept, whatever the figures."),
        _reason(answers),
    ]
    return modal(
        "Set tier",
        blocks,
        callback=Callback.SET_TIER,
        submit="Set tier",
        close="Cancel",
        metadata={"partner": file.partner.id, "seen": file.seen},
    )


def end(file: PartnerFile, house: House, answers: Answers, *, has_changed: bool = False) -> View:
    """What becomes of the tier when an admin ends what was set; where nothing is set any more, that is said."""
    changed = _changed(file, house.program, house.format, has_changed=has_changed)
    if file.partner.override_until is None:
        return modal("Set tier", [*changed, section(_now(file, house.format))])
    earned = file.standing.earned
    told = f"*{safe(file.partner.name)}* goes at once to {earned.emoji} *{earned.name}*, which its figures earn."
    if earned.key == file.partner.tier:
        told = f"*{safe(file.partner.name)}* stays {earned.emoji} *{earned.name}*: its figures earn it."
    return modal(
        "End the set tier",
        [*changed, section(_now(file, house.format)), section(told), _reason(answers)],
        callback=Callback.END_TIER,
        submit="End it",
        close="Cancel",
        metadata={"partner": file.partner.id, "seen": file.seen},
    )


def done(file: PartnerFile, house: House) -> View:
    """What holds now."""
    told = section(
        f":white_check_mark: {_now(file, house.format)}\nThe partner's people and its account manager hear of it."
    )
    return modal("Done", [told])


def _now(file: PartnerFile, fmt: Format) -> str:
    partner, standing = file.partner, file.standing
    held = f"*{safe(partner.name)}* holds {standing.tier.emoji} *{standing.tier.name}*"
    if partner.override_until:
        return f"{held}, set through {fmt.day(partner.override_until)}. Its figures earn {standing.earned.name}."
    if partner.grace_until:
        return f"{held} until {fmt.day(partner.grace_until)}: it lacks {missing(standing.to_keep, fmt)}."
    return f"{held} with {fmt.money(standing.figures.arr)} of ARR."


def _changed(file: PartnerFile, program: Program, fmt: Format, *, has_changed: bool) -> Sequence[Block]:
    if not has_changed:
        return []
    newest = f"\n• {change_line(file.changes[0], program, fmt)}" if file.changes else ""
    return [section(f":warning: The partner has changed meanwhile; nothing of yours was saved.{newest}")]


def _reason(answers: Answers) -> InputBlock:
    element = PlainTextInputElement(
        initial_value=answers.get(REASON) or None, multiline=True, max_length=LONGEST_REASON
    )
    return field(REASON, "Reason", element, hint="Stays on record. Only staff reads it.")


def _iso(day: date | str | None) -> str | None:
    return day.isoformat() if isinstance(day, date) else day or None
