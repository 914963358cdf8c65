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
        ClaimEventKind.CLAIMED: mark("claimed by"),
        ClaimEventKind.ASKED: mark("asked by"),
        ClaimEventKind.ANSWERED: mark("answered by"),
        ClaimEventKind.ASSIGNED: mark("assigned by"),
        ClaimEventKind.KEPT: mark("kept by"),
        ClaimEventKind.ENDED: mark("ended by"),
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
        return say(":palm_tree: for {owners}, who is away", owners=who(owners[0]))
    if claim.handler:
        return say("with {handler}", handler=who(claim.handler))
    return say("unassigned, meant for {owners}", owners=who(owners[0])) if owners else "unassigned"


def in_whose_hands(claim: Claim, partner: Partner) -> str:
    """The same as a value of its own: `@Maria`, `Nobody yet`."""
    if claim.handler:
        return who(claim.handler)
    owners = handlers_of(claim, partner)
    return say("Nobody yet, meant for {owners}", owners=who(owners[0])) if owners else say("Nobody yet")


def is_late(claim: Claim, today: date) -> bool:
    """Whether the day by which it was to be settled has passed."""
    return claim.is_open and claim.due_on is not None and claim.due_on < today


def due_line(claim: Claim, today: date, fmt: Format) -> str:
    """`due Nov 12, 2026`, or that this day has passed; empty where nothing is due. It goes on within a line."""
    if not claim.is_open or claim.due_on is None:
        return ""
    day = fmt.day(claim.due_on)
    return say(":hourglass: Late, was due {day}", day=day) if is_late(claim, today) else say("due {day}", day=day)


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
    if claim.ended_on is not None:
        return say(
            "Ran from {running_since} to {ended_on}",
            running_since=fmt.day(claim.running_since),
            ended_on=fmt.day(claim.ended_on),
        )
    review = say(", next review {review_on}", review_on=fmt.day(claim.review_on)) if claim.review_on else ""
    return say("Running since {running_since}{review}", running_since=fmt.day(claim.running_since), review=review)


def event_line(event: ClaimEvent) -> str:
    """One line of history in the staff's version: what happened and by whom."""
    return f"{_happened(event)}{_said(event)}"


def _happened(event: ClaimEvent) -> str:
    by = who(event.by)
    if event.kind is ClaimEventKind.MOVED:
        return say(
            "{claim_status}, by {by}",
            claim_status=CLAIM_STATUS[ClaimStatus(event.after or ClaimStatus.REQUESTED)],
            by=by,
        )
    if event.kind is ClaimEventKind.ASSIGNED and event.after:
        return (
            say("{by} took it over", by=by)
            if event.after == event.by
            else say("given to {after} by {by}", after=who(PersonKey(event.after)), by=by)
        )
    if event.kind is ClaimEventKind.ASSIGNED and event.before:
        return say("with nobody any more, as {before} left", before=who(PersonKey(event.before)))
    if event.kind is ClaimEventKind.FLAGGED:
        return say("brought up: ") + (
            say("the tier was lost") if event.after == Attention.TIER_LOST else say("review due")
        )
    return f"{HAPPENED[event.kind]} {by}"


def _said(event: ClaimEvent) -> str:
    return f": {safe(shortened(event.text, LONGEST_NOTE))}".replace("\n", " ") if event.text else ""
