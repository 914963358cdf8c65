"""Lines about a claim as its partner reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from slack_sdk.models.blocks import Block

from domain.benefits import Benefit
from domain.claims import Claim, ClaimEvent, ClaimEventKind, ClaimStatus
from domain.program import Program
from handlers.blocks import section
from handlers.desk.facts import EMOJI, STATUS_WITHIN_A_LINE, event_line
from handlers.leads.list_views import quoted
from handlers.texts.catalogue import say
from handlers.texts.format import Format, safe
from handlers.texts.words import who

LONGEST_PARAGRAPH = 2800
LONGEST_HISTORY = 3500
"""Slack takes about 13,000 characters of blocks in a message."""

TOLD = frozenset(ClaimEventKind) - {ClaimEventKind.ASSIGNED, ClaimEventKind.FLAGGED, ClaimEventKind.KEPT}
"""What the partner sees of a history; the rest is between those who deliver."""


def name_of(claim: Claim, program: Program) -> str:
    """The name of what was claimed, safe for mrkdwn; what the program no longer has goes by its key."""
    benefit = program.benefit(claim.benefit)
    return safe(benefit.name if benefit else claim.benefit)


def status(claim: Claim, today: date, fmt: Format) -> str:
    """How it stands, in a few words."""
    if claim.is_open and claim.waiting:
        return say(":speech_balloon: waits for your answer")
    if claim.is_running and claim.running_since is not None:
        return say(":white_check_mark: yours since {day}", day=fmt.day(claim.running_since))
    if claim.ended_on is not None:
        return say(":heavy_minus_sign: ended on {day}", day=fmt.day(claim.ended_on))
    line = f"{EMOJI[claim.status]} {STATUS_WITHIN_A_LINE[claim.status]}"
    return f"{line}, {due(claim, today, fmt)}" if claim.is_open and claim.due_on else line


def due(claim: Claim, today: date, fmt: Format) -> str:
    """`due Nov 12, 2026`; past that day no promise is repeated that was not kept."""
    if claim.due_on is None or claim.due_on < today:
        return say("later than we said")
    return say("due {day}", day=fmt.day(claim.due_on))


def explained(claim: Claim, benefit: Benefit | None, history: Sequence[ClaimEvent], today: date, fmt: Format) -> str:
    """What the status means to the partner, and what comes next."""
    if claim.is_open and claim.waiting:
        return say("{person} asks:\n> {question}", person=_asker(history), question=quoted(_question(history)))
    match claim.status:
        case ClaimStatus.REQUESTED:
            return _received(claim, today, fmt)
        case ClaimStatus.IN_PROGRESS:
            return _under_way(claim, today, fmt)
        case ClaimStatus.FULFILLED:
            return _fulfilled(claim, benefit)
        case ClaimStatus.DECLINED:
            reason = quoted(claim.reason or say("No reason was given."))
            return say("We can't do it this time.\n> {reason}", reason=reason)
        case ClaimStatus.WITHDRAWN:
            return say("You took it back.")


def _received(claim: Claim, today: date, fmt: Format) -> str:
    if claim.due_on is None:
        return say("We have it. You hear of every step here.")
    day = fmt.day(claim.due_on)
    if claim.due_on < today:
        return say("We have it and are sorry that it takes longer than {day}. You hear of every step here.", day=day)
    return say("We have it and plan to be done by *{day}*. You hear of every step here.", day=day)


def _under_way(claim: Claim, today: date, fmt: Format) -> str:
    person = who(claim.handler) if claim.handler else say("Our team")
    if claim.due_on is None:
        return say("{person} is on it.", person=person)
    day = fmt.day(claim.due_on)
    if claim.due_on < today:
        return say("{person} is on it and are sorry that it takes longer than {day}.", person=person, day=day)
    return say("{person} is on it and plan to be done by *{day}*.", person=person, day=day)


def _fulfilled(claim: Claim, benefit: Benefit | None) -> str:
    if claim.ended_on is not None:
        return say("It was yours and has ended.")
    done = say("Done, it's yours.") if benefit is not None and benefit.runs else say("Done.")
    return f"{done}\n> {quoted(claim.evidence)}" if claim.evidence else done


def _asker(history: Sequence[ClaimEvent]) -> str:
    return next((who(each.by) for each in reversed(history) if each.kind is ClaimEventKind.ASKED), say("Our team"))


def _question(history: Sequence[ClaimEvent]) -> str:
    return next((each.text or "" for each in reversed(history) if each.kind is ClaimEventKind.ASKED), "")


def told(history: Sequence[ClaimEvent], fmt: Format) -> list[str]:
    """The newest lines of a history that a partner is told of, as many as a message takes, the oldest first."""
    lines = [f"• {fmt.moment(each.at)}: {event_line(each)}" for each in history if each.kind in TOLD]
    return list(within(reversed(lines), LONGEST_HISTORY))[::-1]


def within(lines: Iterable[str], most: int) -> Iterator[str]:
    """Lines from the first on, as long as they have no more characters together."""
    for line in lines:
        most -= len(line) + 1
        if most < 0:
            return
        yield line


def paragraphs(lines: Iterable[str]) -> Iterator[Block]:
    """Lines as few sections as they fit into."""
    text = ""
    for line in lines:
        if text and len(text) + len(line) > LONGEST_PARAGRAPH:
            yield section(text)
            text = ""
        text = f"{text}\n{line}" if text else line
    if text:
        yield section(text)
