"""A claim as the desk opens it: every answer in full, what has happened, and what can be done now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from domain.claims import ClaimEvent
from domain.usecases.evidence import EVIDENCE, evidence_of
from domain.usecases.work_claims import ClaimFolder
from handlers.blocks import button, buttons, divider, facts, modal, section, small
from handlers.context import House
from handlers.desk.answers import answer_lines
from handlers.desk.card import may_be_given, moves, outcome
from handlers.desk.facts import due_value, event_line, in_whose_hands, marks, running_line, status_line, title
from handlers.desk.refs import ClaimRef
from handlers.ids import Action
from handlers.texts.catalogue import say
from handlers.texts.format import Format, safe
from handlers.texts.words import who

NEWEST_EVENTS = 10
LONGEST_ANSWER = 2800


def claim(folder: ClaimFolder, house: House, today: date, *, notice: str | None = None) -> View:
    """The claim. `notice` stands on top, such as what was just done with it. Only who may work on it gets buttons."""
    shown, program, fmt = folder.claim, house.program, house.format
    blocks: list[Block] = [section(notice)] if notice else []
    blocks += [section(f"*{title(shown, program)}*\n{status_line(shown)}"), facts(_facts(folder, house, today))]
    noted = marks(shown, today, fmt)
    if noted:
        blocks.append(small(" · ".join(noted)))
    row = moves(shown) if folder.may_work else []
    if folder.may_work and may_be_given(shown):
        row.append(button(say("Give to…"), Action.DESK_REASSIGN, str(ClaimRef.of(shown))))
    if folder.may_work and any(not file.error for file in folder.files):
        row.append(button(say("Send me the files"), Action.DESK_FILES, str(ClaimRef(shown.id))))
    if row:
        blocks.append(buttons(*row))
    answers = [section(line) for line in answer_lines(shown, folder.files, program, fmt, longest=LONGEST_ANSWER)]
    if answers:
        blocks += [divider(), *answers]
    lost = [file.name for file in folder.files if file.error and file.field != EVIDENCE]
    if lost:
        blocks.append(
            small(say(":warning: Could not be kept, so ask for it again: {files}", files=safe(", ".join(lost))))
        )
    unsent = [file.name for file in evidence_of(folder.files) if file.error]
    if unsent:
        blocks.append(
            small(say(":warning: Could not be kept, so send it to the partner: {files}", files=safe(", ".join(unsent))))
        )
    end = outcome(shown, folder.files, longest=LONGEST_ANSWER)
    if end:
        blocks += [divider(), section(end)]
    return modal(say("Claim {claim}", claim=shown.number), [*blocks, divider(), section(_history(folder.history, fmt))])


def _facts(folder: ClaimFolder, house: House, today: date) -> Iterator[tuple[str, str]]:
    shown, program, fmt = folder.claim, house.program, house.format
    tier = program.tier(shown.tier).name if program.has_tier(shown.tier) else shown.tier
    yield say("Partner"), say("{partner}\n{tier} when it claimed", partner=safe(folder.partner.name), tier=safe(tier))
    yield (
        say("Claimed"),
        say("{moment}\nby {person}", moment=fmt.moment(shown.claimed_at), person=who(shown.claimed_by)),
    )
    yield say("With"), in_whose_hands(shown, folder.partner)
    due, runs = due_value(shown, today, fmt), running_line(shown, fmt)
    if due:
        yield say("Due"), due
    if runs:
        yield say("Benefit"), runs


def _history(events: Sequence[ClaimEvent], fmt: Format) -> str:
    lines = [f"• {fmt.moment(event.at)}: {event_line(event)}" for event in events[-NEWEST_EVENTS:]]
    return "\n".join([say("*History*"), *lines])
