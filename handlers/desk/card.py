"""The card of a claim, in the claims channel or in its account manager's direct messages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement

from domain.claims import Claim, ClaimFile, ClaimStatus
from domain.partners import Partner
from handlers.blocks import button, buttons, facts, section, small
from handlers.context import House
from handlers.desk.answers import answer_lines, delivered
from handlers.desk.facts import due_value, in_whose_hands, marks, running_line, status_line, title
from handlers.desk.refs import ClaimRef
from handlers.ids import Action
from handlers.leads.list_views import quoted
from handlers.texts.catalogue import say
from handlers.texts.format import Format, safe, shortened
from handlers.texts.words import who

LONGEST_ANSWER = 160
LONGEST_END = 400
"""What is longer is read in full where the claim is opened."""


def card_text(claim: Claim, partner: Partner, house: House) -> str:
    """The card in one line."""
    return say("{claim} for {partner}", claim=title(claim, house.program), partner=safe(partner.name))


def card(claim: Claim, partner: Partner, files: Sequence[ClaimFile], house: House, today: date) -> list[Block]:
    """Who asked for what, by when it is due, how it stands, and what can be done about it."""
    program, fmt = house.program, house.format
    tier = program.tier(claim.tier).name if program.has_tier(claim.tier) else claim.tier
    blocks: list[Block] = [
        section(f"*{title(claim, program)}* · {status_line(claim)}"),
        facts(
            [
                (
                    say("Partner"),
                    say("{partner} ({tier} when it claimed)", partner=safe(partner.name), tier=safe(tier)),
                ),
                (say("With"), in_whose_hands(claim, partner)),
                *_when(claim, today, fmt),
            ]
        ),
    ]
    lines = list(answer_lines(claim, files, program, fmt, longest=LONGEST_ANSWER))
    if lines:
        blocks.append(section("\n".join(lines)))
    end = outcome(claim, files, longest=LONGEST_END)
    if end:
        blocks.append(section(end))
    noted = marks(claim, today, fmt)
    if noted:
        blocks.append(small(" · ".join(noted)))
    blocks += [
        small(
            say(
                "Claimed {moment} by {person}",
                moment=fmt.moment(claim.claimed_at),
                person=who(claim.claimed_by),
            )
        ),
        buttons(*moves(claim), button(say("Open"), Action.DESK_CLAIM, str(ClaimRef(claim.id)))),
    ]
    return blocks


def _when(claim: Claim, today: date, fmt: Format) -> Iterator[tuple[str, str]]:
    due, runs = due_value(claim, today, fmt), running_line(claim, fmt)
    if due:
        yield say("Due"), due
    if runs:
        yield say("Benefit"), runs


def outcome(claim: Claim, files: Sequence[ClaimFile], *, longest: int) -> str:
    """How it ended: what was delivered, or why not."""
    if claim.status is ClaimStatus.FULFILLED:
        text = f"> {quoted(shortened(claim.evidence, longest))}" if claim.evidence else ""
        given = [each for each in (text, delivered(files)) if each]
        return "\n".join([say("*Delivered*"), *given]) if given else ""
    if claim.reason:
        return say("*Reason*\n> {reason}", reason=quoted(shortened(claim.reason, longest)))
    return ""


def moves(claim: Claim) -> list[ButtonElement]:
    """What can be done with a claim now, as buttons that say which version they were made for."""
    ref = str(ClaimRef.of(claim))
    row: list[ButtonElement] = []
    if claim.is_open:
        if claim.handler is None:
            row.append(button(say("Take"), Action.DESK_TAKE, ref, style="primary"))
        row += [
            button(say("Ask"), Action.DESK_ASK, ref),
            button(say("Fulfil"), Action.DESK_FULFIL, ref, style="primary" if claim.handler else None),
            button(say("Decline"), Action.DESK_DECLINE, ref, style="danger"),
        ]
    if claim.attention is not None:
        row.append(button(say("Keep"), Action.DESK_KEEP, ref, style=None if claim.is_open else "primary"))
        if claim.is_running:
            row.append(button(say("End"), Action.DESK_END, ref, style="danger"))
    return row


def may_be_given(claim: Claim) -> bool:
    """Whether somebody still has something to do about it that another could do."""
    return claim.is_open or claim.attention is not None
