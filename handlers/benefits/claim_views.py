"""A partner's claims: the list, one claim with what happened to it, and the form for an answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement, ConfirmObject, PlainTextInputElement
from slack_sdk.models.views import View

from domain.benefits import Delivery
from domain.claims import Claim, ClaimEvent, ClaimFile, ClaimStatus
from domain.free_text import MAX_TEXT
from domain.usecases.claim_benefit import CLAIMS_A_PAGE, ClaimPage
from domain.usecases.evidence import EVIDENCE
from handlers.benefits.claim_facts import explained, name_of, paragraphs, status, told, within
from handlers.blocks import button, buttons, divider, field, header, modal, pager, section, small
from handlers.context import House
from handlers.desk.answers import answer_lines, delivered
from handlers.desk.refs import ClaimRef
from handlers.ids import Action, Callback
from handlers.leads.list_views import quoted
from handlers.texts.catalogue import say, say_many
from handlers.texts.format import Format
from handlers.ways import way_to

LONGEST_ANSWER, LONGEST_ANSWERS = 300, 4000
ANSWER = "answer"


def title(page: ClaimPage, fmt: Format) -> str:
    """`Your 3 claims`."""
    if not page.total:
        return say("Your claims")
    return say_many("Your {number} claim", "Your {number} claims", page.total, number=fmt.number(page.total))


def claims(page: ClaimPage, house: House, today: date) -> list[Block]:
    """A page of claims, newest first."""
    program, fmt = house.program, house.format
    if not page.total:
        return [
            header(title(page, fmt)),
            section(say("Nothing claimed yet. See what your tier gives you, and get it with a click.")),
            buttons(way_to(Action.BENEFITS, style="primary")),
        ]
    blocks: list[Block] = [header(title(page, fmt))]
    for claim in page.claims:
        line = f"*{claim.number} · {name_of(claim, program)}*\n{status(claim, today, fmt)}"
        blocks.append(section(line, accessory=_way_into(claim)))
    blocks += pager(Action.CLAIMS, Action.CLAIMS_BACK, offset=page.offset, page=CLAIMS_A_PAGE, total=page.total)
    blocks.append(buttons(way_to(Action.BENEFITS), way_to(Action.OVERVIEW)))
    return blocks


def _way_into(claim: Claim) -> ButtonElement:
    if claim.is_open and claim.waiting:
        return button(say("Answer"), Action.CLAIM_ANSWER, str(claim.id), style="primary")
    return button(say("Details"), Action.CLAIM, str(claim.id))


def claim(
    shown: Claim, history: Sequence[ClaimEvent], files: Sequence[ClaimFile], house: House, today: date
) -> list[Block]:
    """One claim in its partner's version: what its status means, what was asked for, what happened when."""
    program, fmt = house.program, house.format
    benefit, given = program.benefit(shown.benefit), delivered(files)
    what = explained(shown, benefit, history, today, fmt)
    blocks: list[Block] = [
        header(f"{shown.number} · {benefit.name if benefit else shown.benefit}"),
        section(f"*{status(shown, today, fmt)}*\n{what}" + (f"\n{given}" if given else "")),
    ]
    row = [*_moves(shown), *_once_more(shown, house)]
    if given:
        row.insert(0, button(say("Send me the files"), Action.CLAIM_FILES, str(shown.id)))
    if row:
        blocks.append(buttons(*row))
    every_answer = answer_lines(shown, files, program, fmt, longest=LONGEST_ANSWER)
    answers = list(within(every_answer, LONGEST_ANSWERS))
    if answers:
        blocks += [divider(), *paragraphs(answers)]
    lost = [file.name for file in files if file.error and file.field != EVIDENCE]
    if lost:
        blocks.append(
            small(
                say(
                    ":warning: We couldn't fetch {files}: please send it to us in the channel.",
                    files=quoted(", ".join(lost)),
                )
            )
        )
    blocks += [divider(), *paragraphs(told(history, fmt))]
    blocks.append(buttons(way_to(Action.CLAIMS), way_to(Action.BENEFITS)))
    return blocks


def _moves(shown: Claim) -> list[ButtonElement]:
    """What the partner can do with an open claim."""
    if not shown.is_open:
        return []
    answer = button(say("Answer") if shown.waiting else say("Add something"), Action.CLAIM_ANSWER, str(shown.id))
    answer.style = "primary" if shown.waiting else None
    back = button(say("Withdraw"), Action.CLAIM_WITHDRAW, str(ClaimRef.of(shown)))
    back.confirm = ConfirmObject(
        title=say("Withdraw this claim?"),
        text=say("Nobody works on it any more. You can claim it again."),
        confirm=say("Withdraw"),
        deny=say("Keep it"),
        style="danger",
    )
    return [answer, back]


def _once_more(shown: Claim, house: House) -> list[ButtonElement]:
    """The way to get it again: what is delivered at once is drawn anew, what came to nothing is claimed anew."""
    benefit = house.program.benefit(shown.benefit)
    if benefit is None:
        return []
    if benefit.delivers is Delivery.BADGE and shown.is_running:
        return [button(say("Draw it again"), Action.CLAIM_FORM, benefit.key)]
    ended = shown.ended_on is not None or shown.status in {ClaimStatus.DECLINED, ClaimStatus.WITHDRAWN}
    return [button(say("Claim again"), Action.CLAIM_FORM, benefit.key)] if ended else []


def answer_form(shown: Claim, history: Sequence[ClaimEvent], house: House, today: date) -> View:
    """What was asked, and room for the answer."""
    asked = explained(shown, None, history, today, house.format) if shown.waiting else say("Anything we should know?")
    element = PlainTextInputElement(multiline=True, max_length=MAX_TEXT)
    blocks: list[Block] = [
        section(f"*{shown.number} · {name_of(shown, house.program)}*\n{asked}"),
        field(ANSWER, say("Your answer") if shown.waiting else say("Your message"), element),
    ]
    return modal(
        say("{claim}: answer", claim=shown.number)
        if shown.waiting
        else say("{claim}: add something", claim=shown.number),
        blocks,
        callback=Callback.CLAIM_ANSWER,
        submit=say("Send"),
        close=say("Cancel"),
        metadata={"claim": shown.id},
    )
