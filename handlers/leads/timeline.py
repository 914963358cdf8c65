"""The lines of a lead's timeline: the vendor's version, and what its partner reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from domain.leads import INTERNAL, LeadEvent, LeadEventKind, LeadStatus
from domain.people import PersonKey
from domain.program import Program
from handlers.texts.catalogue import say
from handlers.texts.format import Format, safe, shortened
from handlers.texts.words import STATUS, moved_to, who

LONGEST_TEXT = 120

# what was typed follows after a colon
_WITH_TEXT: Mapping[LeadEventKind, tuple[str, str]] = {
    LeadEventKind.ASKED: ("asked the partner", "our question"),
    LeadEventKind.ANSWERED: ("answer of the partner", "your answer"),
    LeadEventKind.MESSAGED: ("message to the partner", "message from our sales team"),
    LeadEventKind.NOTED: ("note", ""),
    LeadEventKind.WITHDRAWN: ("withdrawn", "withdrawn"),
    LeadEventKind.PROTECTED: ("protected longer", "protected longer"),
    LeadEventKind.LINKED: ("linked to a deal", "part of another deal of yours"),
    LeadEventKind.INTRODUCED: ("introduced to us by the partner", "introduced to us"),
    LeadEventKind.RULED: ("decided whose company it is", "decided whose company it is"),
}
NEVER_TOLD = INTERNAL | {LeadEventKind.ASSIGNED, LeadEventKind.SCHEDULED, LeadEventKind.LINKED}
"""What partners do not read: what the desk keeps to itself, and its own work."""


def staff_line(event: LeadEvent, program: Program, fmt: Format) -> str:
    """What happened and by whom."""
    by = who(event.by)
    match event.kind:
        case LeadEventKind.SUBMITTED:
            return say("submitted by {by}", by=by)
        case LeadEventKind.ASSIGNED:
            return _assigned(event, by)
        case LeadEventKind.MOVED:
            amount = say(" at {amount} a year", amount=fmt.money(event.amount)) if event.amount is not None else ""
            return say("{move}{amount}, by {by}{text}", move=_move(event), amount=amount, by=by, text=_text(event))
        case kind if kind in _WITH_TEXT:
            return say("{with_text}, by {by}{text}", with_text=_WITH_TEXT[kind][0], by=by, text=_text(event))
        case _:
            return say("{change}, by {by}", change=_change(event, program, say("no stage")), by=by)


def partner_line(event: LeadEvent, program: Program) -> str:
    """What happened, without the vendor's people; of what the partner may read."""
    match event.kind:
        case LeadEventKind.SUBMITTED:
            return STATUS[LeadStatus.SUBMITTED]
        case LeadEventKind.MOVED:
            return _move(event)
        case kind if kind in _WITH_TEXT:
            return f"{_WITH_TEXT[kind][1]}{_text(event)}"
        case _:
            return _change(event, program, say("back to no stage"))


def has_text_for_partner(event: LeadEvent) -> bool:
    """Whether the partner reads what was typed; why a lead was moved it reads beside the status."""
    return event.kind in _WITH_TEXT


def told(history: Sequence[LeadEvent]) -> Sequence[LeadEvent]:
    """What the partner reads of a history."""
    return [event for event in history if event.kind not in NEVER_TOLD]


def _assigned(event: LeadEvent, by: str) -> str:
    """Who took it on, was given it, or gave it back."""
    if event.after is None:
        return say("{by} gave it back to the desk", by=by)
    if event.after == event.by:
        return say("{by} took it on", by=by)
    return say("{by} gave it to {after}", by=by, after=who(PersonKey(event.after)))


def _change(event: LeadEvent, program: Program, no_stage: str) -> str:
    match event.kind:
        case LeadEventKind.FLAGGED:
            return (
                say("{replace} review", replace=event.after.replace(",", " and "))
                if event.after
                else say("reviews done")
            )
        case LeadEventKind.STAGED:
            stage = program.stage(event.after or "")
            return stage.name if stage else no_stage
        case LeadEventKind.SCHEDULED:
            return say("next step {value}", value=event.after or "open")
        case _:
            return f"{value_of(event.before)} → {value_of(event.after)}"


def _move(event: LeadEvent) -> str:
    return moved_to(LeadStatus(event.before or ""), LeadStatus(event.after or ""))


def _text(event: LeadEvent) -> str:
    return f": {safe(shortened(event.reason, LONGEST_TEXT))}" if event.reason else ""


def value_of(text: str | None) -> str:
    """A value before or after a change, in one line that is not too long."""
    return safe(shortened(" ".join((text or "nothing").split()), LONGEST_TEXT))
