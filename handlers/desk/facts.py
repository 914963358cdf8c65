"""Lines about a claim that several views of the desk share."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from domain.claims import Attention, Claim, ClaimEvent, ClaimEventKind, ClaimStatus
from domain.partners import Partner
from domain.people import PersonKey
from domain.program import Program
from domain.usecases.late_claims import handlers_of
from handlers.desk.answers import benefit_name
from handlers.texts.catalogue import Spoken, mark, say
from handlers.texts.format import Format, safe, shortened
from handlers.texts.words import CLAIM_STATUS, who

EMOJI: dict[ClaimStatus, str] = {
    ClaimStatus.REQUESTED: ":inbox_tray:",
    ClaimStatus.IN_PROGRESS: ":hammer_and_wrench:",
    ClaimStatus.FULFILLED: ":white_check_mark:",
    ClaimStatus.DECLINED: ":no_entry_sign:",
    ClaimStatus.WITHDRAWN: ":leftwards_arrow_with_hook:",
}

ATTENTION: Mapping[Attention, str] = Spoken(
    {
        Attention.TIER_LOST: mark(":warning: Tier lost: keep it or end it"),
        Attention.REVIEW_DUE: mark(":mag: Yearly review: keep it or end it"),
    }
)

HAPPENED: Mapping[ClaimEventKind, str] = Spoken(
    {
        ClaimEventKind.CLAIMED: mark("claimed by {person}"),
        ClaimEventKind.ASKED: mark("asked by {person}"),
        ClaimEventKind.ANSWERED: mark("answered by {person}"),
        ClaimEventKind.ASSIGNED: mark("assigned by {person}"),
        ClaimEventKind.KEPT: mark("kept by {person}"),
        ClaimEventKind.ENDED: mark("ended by {person}"),
    }
)

STATUS_WITHIN_A_LINE: Mapping[ClaimStatus, str] = Spoken(
    {
        ClaimStatus.REQUESTED: mark("requested"),
        ClaimStatus.IN_PROGRESS: mark("in progress"),
        ClaimStatus.FULFILLED: mark("fulfilled"),
        ClaimStatus.DECLINED: mark("declined"),
        ClaimStatus.WITHDRAWN: mark("withdrawn"),
    }
)

LONGEST_NOTE = 200
"""In a history, so that the newest lines always fit."""


def title(claim: Claim, program: Program) -> str:
    """`C-12 · On-demand product training`, safe for mrkdwn."""
    return f"{claim.number} · {safe(benefit_name(claim, program))}"


def status_line(claim: Claim) -> str:
    """The status with its sign."""
    return f"{EMOJI[claim.status]} {CLAIM_STATUS[claim.status]}"


def with_whom(claim: Claim, partner: Partner, absent: Collection[PersonKey] = ()) -> str:
    """`with @Maria`, or that it is nobody's yet and for whom it is meant. `absent`: the reader stands in for them."""
    owners = handlers_of(claim, partner)
    if any(owner in absent for owner in owners):
        return say(":palm_tree: for {person}, who is away", person=who(owners[0]))
    if claim.handler:
        return say("with {person}", person=who(claim.handler))
    return say("unassigned, meant for {person}", person=who(owners[0])) if owners else say("unassigned")


def in_whose_hands(claim: Claim, partner: Partner) -> str:
    """The same as a value of its own: `@Maria`, `Nobody yet`."""
    if claim.handler:
        return who(claim.handler)
    owners = handlers_of(claim, partner)
    return say("Nobody yet, meant for {person}", person=who(owners[0])) if owners else say("Nobody yet")


def is_late(claim: Claim, today: date) -> bool:
    """Whether the day by which it was to be settled has passed."""
    return claim.is_open and claim.due_on is not None and claim.due_on < today


def due_line(claim: Claim, today: date, fmt: Format) -> str:
    """`due Nov 12, 2026`, or that this day has passed; empty where nothing is due. It goes on within a line."""
    day = due_value(claim, today, fmt)
    return say("due {day}", day=day) if day and not is_late(claim, today) else day


def due_value(claim: Claim, today: date, fmt: Format) -> str:
    """The same as a value of its own: `Nov 12, 2026`."""
    if not claim.is_open or claim.due_on is None:
        return ""
    day = fmt.day(claim.due_on)
    return say(":hourglass: Late, was due {day}", day=day) if is_late(claim, today) else day


def marks(claim: Claim, today: date, fmt: Format) -> list[str]:
    """What needs attention."""
    found = [due_line(claim, today, fmt)] if is_late(claim, today) else []
    if claim.attention:
        found.append(ATTENTION[claim.attention])
    if claim.is_open and claim.waiting:
        found.append(say(":speech_balloon: Waits for the partner's answer"))
    return found


def running_line(claim: Claim, fmt: Format) -> str:
    """`Running since Nov 2, 2026`, until when it ran where it has ended; empty for what does not go on."""
    if claim.running_since is None:
        return ""
    since = fmt.day(claim.running_since)
    if claim.ended_on is not None:
        return say("Ran from {day} to {last_day}", day=since, last_day=fmt.day(claim.ended_on))
    if claim.review_on:
        return say("Running since {day}, next review {review}", day=since, review=fmt.day(claim.review_on))
    return say("Running since {day}", day=since)


def event_line(event: ClaimEvent) -> str:
    """One line of history in the staff's version: what happened and by whom."""
    return f"{_happened(event)}{_said(event)}"


def _happened(event: ClaimEvent) -> str:
    by = who(event.by)
    if event.kind is ClaimEventKind.MOVED:
        status = CLAIM_STATUS[ClaimStatus(event.after or ClaimStatus.REQUESTED)]
        return say("{status}, by {person}", status=status, person=by)
    if event.kind is ClaimEventKind.ASSIGNED and event.after:
        return (
            say("{person} took it over", person=by)
            if event.after == event.by
            else say("given to {colleague} by {person}", colleague=who(PersonKey(event.after)), person=by)
        )
    if event.kind is ClaimEventKind.ASSIGNED and event.before:
        return say("with nobody any more, as {person} left", person=who(PersonKey(event.before)))
    if event.kind is ClaimEventKind.FLAGGED:
        is_lost = event.after == Attention.TIER_LOST
        return say("brought up: the tier was lost") if is_lost else say("brought up: review due")
    return HAPPENED[event.kind].format(person=by)


def _said(event: ClaimEvent) -> str:
    return f": {safe(shortened(event.text, LONGEST_NOTE))}".replace("\n", " ") if event.text else ""
