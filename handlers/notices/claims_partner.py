"""Messages about claims for the partner: what the whole company may know, and what is for the person who claimed.

Answers of forms, questions and reasons are for that person alone.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block, ButtonElement

from domain.benefits import Delivery
from domain.claims import Claim, ClaimStatus
from domain.notices import ClaimArrived, ClaimAsked, ClaimDecided, ClaimMoved, ClaimNotice, Face
from handlers.benefits.claim_facts import name_of
from handlers.blocks import button, buttons, section
from handlers.context import Reading
from handlers.desk.answers import delivered
from handlers.ids import Action
from handlers.leads.list_views import quoted
from handlers.results import Post
from handlers.texts.catalogue import say
from handlers.texts.words import who


def claim(notice: ClaimNotice, face: Face, reading: Reading) -> Post:
    """The partner's version of what happened to a claim. LookupError where it is gone, or there is none."""
    found = reading.uow.claims.get(notice.claim_id)
    if found is None:
        raise LookupError(f"claim {notice.claim_id}")
    title = f"*{found.number} · {name_of(found, reading.program)}*"
    files = delivered(reading.uow.claims.files(found.id)) if found.status is ClaimStatus.FULFILLED else ""
    text = _news(notice, title, found, reading) if face is Face.NEWS else _personal(notice, title, files, reading)
    if text is None:
        raise LookupError(f"no message of {notice.kind} for {face}")
    if face is Face.NEWS:
        return Post(text, [section(text, accessory=_way_on(notice, found, reading))])
    blocks: list[Block] = [section(text), buttons(*_ways_on(notice, found, files))]
    return Post(text, blocks)


def _news(notice: ClaimNotice, title: str, found: Claim, reading: Reading) -> str | None:
    match notice:
        case ClaimArrived():
            text = say(":inbox_tray: {person} claimed {claim}.", person=who(notice.by), claim=title)
            if found.due_on is not None:
                text += " " + say("We plan to be done by *{day}*.", day=reading.format.day(found.due_on))
            return text
        case ClaimMoved(after=ClaimStatus.FULFILLED) if notice.desk is None:
            return say(":sparkles: {person} got {claim}.", person=who(notice.by), claim=title)
        case ClaimMoved(after=ClaimStatus.FULFILLED) if found.running_since:
            return say(":tada: {claim} is yours now.", claim=title)
        case ClaimMoved(after=ClaimStatus.FULFILLED):
            return say(":tada: {claim} is done.", claim=title)
        case _:
            return None


def _way_on(notice: ClaimNotice, found: Claim, reading: Reading) -> ButtonElement:
    """Colleagues get what is delivered at once for themselves; of the rest they see the details."""
    benefit = reading.program.benefit(found.benefit)
    if isinstance(notice, ClaimMoved) and benefit is not None and benefit.delivers is Delivery.BADGE:
        return button(say("Send it to me"), Action.CLAIM_FORM, benefit.key)
    return button(say("Details"), Action.CLAIM, str(found.id))


def _personal(notice: ClaimNotice, title: str, files: str, reading: Reading) -> str | None:
    match notice:
        case ClaimAsked():
            return say(
                ":speech_balloon: {person} has a question about your claim {claim}:\n> {question}",
                person=who(notice.by),
                claim=title,
                question=quoted(notice.text),
            )
        case ClaimMoved():
            return _moved(notice, title, files, reading)
        case ClaimDecided(kept=False):
            return say(":heavy_minus_sign: {claim} has ended.", claim=title) + _said(notice.text)
        case _:
            return None


def _moved(notice: ClaimMoved, title: str, files: str, reading: Reading) -> str:
    match notice.after:
        case ClaimStatus.IN_PROGRESS | ClaimStatus.REQUESTED:
            return say(":hammer_and_wrench: {person} is on your claim {claim} now.", person=who(notice.by), claim=title)
        case ClaimStatus.FULFILLED:
            done = say(":white_check_mark: Your claim {claim} is done.", claim=title) + _said(notice.text)
            return "\n".join([done, *files.splitlines()])
        case ClaimStatus.DECLINED:
            no = say(":no_entry_sign: We can't do {claim} this time.", claim=title) + _said(notice.text)
            return no + "\n" + say("Questions? Write to {contact}.", contact=reading.program.vendor.contact)
        case ClaimStatus.WITHDRAWN:
            return say(
                ":leftwards_arrow_with_hook: {person} took your claim {claim} back.", person=who(notice.by), claim=title
            )


def _said(text: str | None) -> str:
    return f"\n> {quoted(text)}" if text else ""


def _ways_on(notice: ClaimNotice, found: Claim, files: str) -> list[ButtonElement]:
    details = button(say("Details"), Action.CLAIM, str(found.id))
    if isinstance(notice, ClaimAsked):
        return [button(say("Answer"), Action.CLAIM_ANSWER, str(found.id), style="primary"), details]
    if isinstance(notice, ClaimMoved) and notice.after is ClaimStatus.FULFILLED and files:
        return [button(say("Send me the files"), Action.CLAIM_FILES, str(found.id), style="primary"), details]
    return [details]
