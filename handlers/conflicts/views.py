"""Companies that may be known: a word for the partner on page three, both sides for the rep, and the decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    ConfirmObject,
    InputBlock,
    PlainTextInputElement,
    RadioButtonsElement,
)
from slack_sdk.models.views import View

from domain.lead_conflicts import LeadConflict, Ruling
from domain.leads import MAX_REASON, Lead, LeadStatus
from domain.usecases.lead_conflicts import WHY_YOURS, ConflictFile, Familiar
from handlers.blocks import button, buttons, chosen, divider, field, modal, option, section, small
from handlers.conflicts.words import RULING, match_line, side_line
from handlers.context import House
from handlers.ids import Action, Callback
from handlers.leads.facts import status_line, title
from handlers.leads.list_views import quoted
from handlers.reporting import reporting
from handlers.texts.catalogue import Spoken, mark, say, say_many
from handlers.texts.format import Format, capital
from handlers.texts.words import who

Answers = Mapping[str, Any]

RULED = "ruling"
EXPLANATION = "explanation"
MOST_OWN = 3

_CHOICE: Mapping[Ruling, str] = Spoken(
    {
        Ruling.NEW: mark("The later lead goes on; the other's protection ends"),
        Ruling.KNOWN: mark("It stays with who had it first; the later lead is closed"),
        Ruling.BOTH: mark("Both go on: other companies, or room for both"),
    }
)


def own_duplicates(known: Familiar, house: House) -> list[Block]:
    """Plainly, where the partner has an open lead for the company itself, with the way to it."""
    return [
        section(
            say(
                ":information_source: You have handed this company over already: *{lead}*, "
                "{status}. Submit it again only if it is another deal.",
                lead=title(each),
                status=status_line(each, house.program),
            ),
            accessory=button(say("See it"), Action.LEAD, str(each.id)),
        )
        for each in known.own[:MOST_OWN]
    ]


def maybe_known(known: Familiar, answers: Answers) -> list[Block]:
    """That the company may be known, and room for a reason; never from whom, or since when."""
    if not known.may_be_known:
        return []
    return [
        section(
            say(
                ":scales: We may know this company already. You can submit it all the same: our "
                "sales team takes a look and tells you how it decided."
            )
        ),
        reporting(why_yours(answers), Action.LEAD_TYPED),
    ]


def why_yours(answers: Answers) -> InputBlock:
    """The field for the reason."""
    element = PlainTextInputElement(
        initial_value=str(answers[WHY_YOURS]) if answers.get(WHY_YOURS) else None,
        multiline=True,
        max_length=MAX_REASON,
    )
    hint = say("For example: how long you have known them, or what you agreed on.")
    return field(WHY_YOURS, say("Why should it be yours?"), element, optional=True, hint=hint)


def conflicts(
    files: Sequence[ConflictFile], lead: Lead, house: House, *, may_decide: bool, more: int = 0
) -> list[Block]:
    """For the review of either lead: what it may be the same as, with times, and the way to decide."""
    if not files:
        return []
    blocks: list[Block] = [section(say("*:scales: May be the same company*"))]
    for each in files:
        is_open = each.conflict.ruling is None
        label = say("Decide") if is_open and may_decide else say("Compare")
        text = f"{_other_side(each, lead, house)}\n{_standing(each.conflict)}"
        blocks.append(section(text, accessory=button(label, Action.LEAD_CONFLICT, str(each.conflict.id))))
    if more:
        text = say_many(
            "And {number} more; it stands in the review of the lead that came later.",
            "And {number} more; each stands in the review of the lead that came later.",
            more,
            number=house.format.number(more),
        )
        blocks.append(small(text))
    return blocks


def conflict(file: ConflictFile, house: House, answers: Answers, *, may_decide: bool, notice: str = "") -> View:
    """Both sides of a conflict; while it is open, the decision."""
    found, fmt = file.conflict, house.format
    in_common, moment = capital(match_line(found)), fmt.moment(found.found_at)
    blocks: list[Block] = [
        *([section(f":warning: {notice}")] if notice else []),
        section(say("*Known before*\n{side}", side=side_line(file.older, house))),
        section(say("*Came later*\n{side}", side=side_line(file.newer, house))),
        small(say("{in_common} · found {moment}", in_common=in_common, moment=moment)),
    ]
    if found.reason:
        blocks.append(section(say("*Why it should be theirs*\n> {reason}", reason=quoted(found.reason))))
    if found.ruling is not None:
        text = _ruled(found, found.ruling, fmt)
        blocks += [divider(), section(f"{text}\n> {quoted(found.explanation or '')}")]
    if found.ruling is not None or not may_decide:
        return modal(say("Same company?"), blocks)
    blocks += [divider(), *_decision(answers)]
    metadata = {"conflict": found.id}
    return modal(
        say("Same company?"),
        blocks,
        callback=Callback.LEAD_CONFLICT,
        submit=say("Decide"),
        close=say("Cancel"),
        metadata=metadata,
    )


def decided(file: ConflictFile, house: House) -> View:
    """What was decided, and what became of the later lead. Closing it closes the review below, which has changed."""
    ruling, newer = file.conflict.ruling or Ruling.BOTH, file.newer.lead
    lines = [
        say(":white_check_mark: Decided: {ruling}.", ruling=RULING[ruling]),
        say("Each side is told, without the other's name."),
    ]
    if newer is not None and newer.status in {LeadStatus.REJECTED, LeadStatus.LOST}:
        lines.append(say("*{lead}* is now {status}.", lead=title(newer), status=status_line(newer, house.program)))
    return modal(say("Decided"), [section("\n".join(lines))], close=say("Done"), clear_on_close=True)


def protect_button(label: str, lead: Lead, seen: date | None, longer_until: date, fmt: Format) -> ButtonElement:
    """Extends a lead's protection, once the rep has agreed. `seen` is its last day as the rep sees it."""
    protect = button(label, Action.LEAD_PROTECT, f"{lead.id}:{seen.isoformat() if seen else ''}")
    protect.confirm = ConfirmObject(
        title=say("Protect it for longer?"),
        text=say(
            "{lead} is then protected for its partner until {day}. The partner hears of it.",
            lead=lead.number,
            day=fmt.day(longer_until),
        ),
        confirm=say("Protect"),
        deny=say("Leave it"),
    )
    return protect


def extended_line(lead: Lead, house: House) -> str:
    """That it is protected for longer."""
    until = house.format.day(lead.protected_until) if lead.protected_until else say("no day")
    return say(":shield: *{lead}* is protected until {until}. Its partner hears of it.", lead=title(lead), until=until)


def extended(lead: Lead, house: House) -> list[Block]:
    """That it is protected for longer, with the way to its review."""
    return [
        section(extended_line(lead, house)),
        buttons(button(say("Review"), Action.LEAD_REVIEW, str(lead.id))),
    ]


def _decision(answers: Answers) -> list[Block]:
    options = [option(_CHOICE[each], each) for each in Ruling]
    choice = RadioButtonsElement(options=options, initial_option=chosen(options, answers.get(RULED)))
    text = PlainTextInputElement(initial_value=answers.get(EXPLANATION), multiline=True, max_length=MAX_REASON)
    return [
        field(RULED, say("Whose is it?"), choice),
        field(EXPLANATION, say("Why?"), text, hint=say("Both sides read this. Don't name the other one.")),
    ]


def _other_side(file: ConflictFile, lead: Lead, house: House) -> str:
    is_newer = file.conflict.lead_id == lead.id
    side = side_line(file.older if is_newer else file.newer, house)
    lines = [say("Known before: {side}", side=side) if is_newer else say("Came later: {side}", side=side)]
    if file.conflict.reason:
        lines.append(say("Their reason: {reason}", reason=quoted(file.conflict.reason)))
    return "\n".join(lines)


def _standing(found: LeadConflict) -> str:
    ruled = (
        say("decided: {ruling}", ruling=RULING[found.ruling]) if found.ruling is not None else say("*to be decided*")
    )
    return f"{capital(match_line(found))} · {ruled}"


def _ruled(found: LeadConflict, ruling: Ruling, fmt: Format) -> str:
    told = RULING[ruling]
    if not found.ruled_by or not found.ruled_at:
        return say(":white_check_mark: *Decided*: {ruling}", ruling=told)
    by, moment = who(found.ruled_by), fmt.moment(found.ruled_at)
    return say(":white_check_mark: *Decided by {person}*, {moment}: {ruling}", person=by, moment=moment, ruling=told)
