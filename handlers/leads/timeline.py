"""The lines of a lead's timeline: the vendor's version, and what its partner reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from domain.leads import INTERNAL, LeadEvent, LeadEventKind, LeadStatus
from domain.people import SYSTEM, PersonKey
from domain.program import Program
from handlers.texts.catalogue import Spoken, mark, say
from handlers.texts.format import Format, safe, shortened
from handlers.texts.words import STATUS, moved_to, who

LONGEST_TEXT = 120

# what was typed follows after a colon
_WITH_TEXT: Mapping[LeadEventKind, tuple[str, str]] = {
    LeadEventKind.ASKED: (mark("asked the partner"), mark("our question")),
    LeadEventKind.ANSWERED: (mark("answer of the partner"), mark("your answer")),
    LeadEventKind.MESSAGED: (mark("message to the partner"), mark("message from our sales team")),
    LeadEventKind.NOTED: (mark("note"), ""),
    LeadEventKind.WITHDRAWN: (mark("withdrawn"), mark("withdrawn")),
    LeadEventKind.INTRODUCED: (mark("introduced to us by the partner"), mark("introduced to us")),
    LeadEventKind.RULED: (mark("decided whose company it is"), mark("decided whose company it is")),
}
_REVIEWS: Mapping[str, str] = Spoken(
    {
        "legal": mark("legal review"),
        "security": mark("security review"),
        "legal,security": mark("legal and security review"),
    }
)
"""The reviews under way, as events keep them."""

NEVER_TOLD = INTERNAL | {LeadEventKind.ASSIGNED, LeadEventKind.SCHEDULED}
"""What partners do not read: what the desk keeps to itself, and its own work."""


def staff_line(event: LeadEvent, program: Program, fmt: Format) -> str:
    """What happened and by whom."""
    by = who(event.by)
    match event.kind:
        case LeadEventKind.SUBMITTED:
            return say("submitted by {person}", person=by)
        case LeadEventKind.ASSIGNED:
            return _assigned(event, by)
        case kind:
            text = _text(event) if kind is LeadEventKind.MOVED or kind in _WITH_TEXT else ""
            return say("{what}, by {person}", what=_what(event, program, fmt), person=by) + text


def _what(event: LeadEvent, program: Program, fmt: Format) -> str:
    """What was done, in the desk's words."""
    match event.kind:
        case LeadEventKind.MOVED:
            return _worth(event, fmt)
        case LeadEventKind.SCHEDULED:
            return _scheduled(event, fmt)
        case LeadEventKind.LINKED if event.after is None:
            return say("taken out of the deal of {number}", number=event.before)
        case kind if kind in _WITH_TEXT:
            return say(_WITH_TEXT[kind][0])
        case _:
            return _change(event, program, fmt, say("no stage"))


def partner_line(event: LeadEvent, program: Program, fmt: Format) -> str:
    """What happened, without the vendor's people; of what the partner may read."""
    match event.kind:
        case LeadEventKind.SUBMITTED:
            return STATUS[LeadStatus.SUBMITTED]
        case LeadEventKind.MOVED:
            return _move(event)
        case LeadEventKind.LINKED if event.after is None:
            return say("a deal of its own again")
        case kind if kind in _WITH_TEXT:
            return f"{say(_WITH_TEXT[kind][1])}{_text(event)}"
        case _:
            return _change(event, program, fmt, say("back to no stage"))


def has_text_for_partner(event: LeadEvent) -> bool:
    """Whether what was typed is for the partner: why a lead was turned down or lost is, why it was reopened is not."""
    is_closed = event.kind is LeadEventKind.MOVED and event.after in {LeadStatus.REJECTED, LeadStatus.LOST}
    return is_closed or event.kind in _WITH_TEXT


def told(history: Sequence[LeadEvent]) -> Sequence[LeadEvent]:
    """What the partner reads of a history."""
    return [event for event in history if event.kind not in NEVER_TOLD]


def _worth(event: LeadEvent, fmt: Format) -> str:
    """The move, and for how much the deal was won."""
    if event.amount is None:
        return _move(event)
    return say("{move} at {amount} a year", move=_move(event), amount=fmt.money(event.amount))


def _assigned(event: LeadEvent, by: str) -> str:
    """Who took it on, was given it, gave it back, or works on leads no more."""
    if event.after is None and event.by == SYSTEM and event.before is not None:
        return say("{person} works on leads no more: it is nobody's", person=who(PersonKey(event.before)))
    if event.after is None:
        return say("{person} gave it back to the desk", person=by)
    if event.after == event.by:
        return say("{person} took it on", person=by)
    return say("{person} gave it to {colleague}", person=by, colleague=who(PersonKey(event.after)))


def _scheduled(event: LeadEvent, fmt: Format) -> str:
    if event.after is None:
        return say("next step open")
    return say("next step {day}", day=fmt.day(date.fromisoformat(event.after)))


def _change(event: LeadEvent, program: Program, fmt: Format, no_stage: str) -> str:
    match event.kind:
        case LeadEventKind.FLAGGED:
            return _REVIEWS[event.after] if event.after else say("reviews done")
        case LeadEventKind.STAGED:
            stage = program.stage(event.after or "")
            return stage.name if stage else no_stage
        case LeadEventKind.PROTECTED if event.after is not None:
            return say("protected until {day}", day=fmt.day(date.fromisoformat(event.after)))
        case LeadEventKind.LINKED:
            return say("part of the deal of {number}", number=event.after)
        case _:
            return f"{value_of(event.before)} → {value_of(event.after)}"


def _move(event: LeadEvent) -> str:
    return moved_to(LeadStatus(event.before or ""), LeadStatus(event.after or ""))


def _text(event: LeadEvent) -> str:
    return f": {safe(shortened(' '.join(event.reason.split()), LONGEST_TEXT))}" if event.reason else ""


def value_of(text: str | None) -> str:
    """A value before or after a change, in one line that is not too long."""
    return safe(shortened(" ".join((text or say("nothing")).split()), LONGEST_TEXT))
