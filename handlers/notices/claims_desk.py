"""Messages about claims for those who deliver: the card, what happens in its thread, and what cannot wait."""

from __future__ import annotations

from typing import assert_never

from slack_sdk.models.blocks import Block

from domain.claims import Attention, Claim, ClaimStatus
from domain.notices import (
    ClaimAnswered,
    ClaimArrived,
    ClaimAsked,
    ClaimAssigned,
    ClaimDecided,
    ClaimFlagged,
    ClaimLate,
    ClaimMoved,
    ClaimNotice,
    ClaimReleased,
    Face,
    claim_card,
)
from domain.partners import Partner
from domain.people import SYSTEM
from handlers.blocks import button, buttons, section
from handlers.context import Reading
from handlers.desk.card import card, card_text
from handlers.desk.facts import EMOJI, title
from handlers.desk.refs import ClaimRef
from handlers.ids import Action
from handlers.leads.list_views import quoted
from handlers.notices.partners import partner_of
from handlers.results import Post
from handlers.texts.catalogue import mark, say, say_many
from handlers.texts.format import safe
from handlers.texts.words import CLAIM_STATUS, who

FACES = frozenset({Face.CARD, Face.THREAD, Face.MANAGER})
"""How notices show themselves to those who deliver."""

NOT_OPEN_ANY_MORE = mark(":white_check_mark: *{claim}* for {partner} was late and has been settled since.")


def claim(notice: ClaimNotice, face: Face, reading: Reading) -> Post:
    """What happened to a claim, at a place where it is handled. LookupError where the claim is gone."""
    found = reading.uow.claims.get(notice.claim_id)
    if found is None:
        raise LookupError(f"claim {notice.claim_id}")
    partner = partner_of(notice.partner_id, reading)
    key = claim_card(found.id, reading.place)
    if face is Face.CARD:
        blocks = card(found, partner, reading.uow.claims.files(found.id), reading.house, reading.today)
        return Post(card_text(found, partner, reading.house), blocks, remember_as=key)
    if face is Face.THREAD:
        return Post(_in_thread(notice, reading), thread_of=key)
    text = _by_itself(notice, found, partner, reading)
    return Post(text, _opened(text, found))


def _opened(text: str, claim: Claim) -> list[Block]:
    return [section(text), buttons(button(say("Open"), Action.DESK_CLAIM, str(ClaimRef(claim.id))))]


def _in_thread(notice: ClaimNotice, reading: Reading) -> str:
    match notice:
        case ClaimArrived():
            text = say("{person} claimed it.", person=who(notice.by))
        case ClaimMoved():
            text = _moved(notice)
        case ClaimAsked():
            text = say(":speech_balloon: {person} asked:", person=who(notice.by)) + _quotation(notice.text)
        case ClaimAnswered():
            text = say(":speech_balloon: {person} answered:", person=who(notice.by)) + _quotation(notice.text)
        case ClaimAssigned():
            text = _assigned(notice)
        case ClaimReleased():
            text = _released(notice)
        case ClaimLate():
            text = f":hourglass: {_late(notice, reading)}"
        case ClaimFlagged():
            text = _flagged(notice.attention)
        case ClaimDecided():
            text = _decided(notice)
        case _:
            assert_never(notice)
    return text


def _assigned(notice: ClaimAssigned) -> str:
    if notice.by == notice.handler:
        return say("{person} took it over.", person=who(notice.by))
    return say("{person} gave it to {colleague}.", person=who(notice.by), colleague=who(notice.handler))


def _released(notice: ClaimReleased) -> str:
    if not notice.former:
        return say(":inbox_tray: It waits here for somebody to take it.")
    return say(
        ":inbox_tray: {person} doesn't look after it any more. It waits here for somebody to take it.",
        person=who(notice.former),
    )


def _moved(notice: ClaimMoved) -> str:
    if notice.after is ClaimStatus.IN_PROGRESS:
        return say(
            "{emoji} {person} moved it to *{status}*.",
            emoji=EMOJI[notice.after],
            person=who(notice.by),
            status=CLAIM_STATUS[notice.after],
        )
    moved = say(
        "{emoji} {status} by {person}.",
        emoji=EMOJI[notice.after],
        status=CLAIM_STATUS[notice.after],
        person=who(notice.by),
    )
    return moved + _quotation(notice.text)


def _decided(notice: ClaimDecided) -> str:
    if notice.by == SYSTEM:
        return say(":white_check_mark: The partner has the tier again and keeps it.")
    by = who(notice.by)
    kept = say("{person} decided: the partner keeps it.", person=by)
    decision = kept if notice.kept else say("{person} ended it.", person=by)
    return decision + _quotation(notice.text)


def _flagged(attention: Attention) -> str:
    if attention is Attention.TIER_LOST:
        return say(":warning: The partner has lost the tier this comes with. Keep it or end it?")
    return say(":mag: It has run for a year. Keep it or end it?")


def _late(notice: ClaimLate, reading: Reading) -> str:
    late = say("This was due {day} and is still open.", day=reading.format.day(notice.due_on))
    told = ", ".join(who(person) for person in notice.to)
    if notice.escalated and told:
        late += " " + say_many("{people} was told.", "{people} were told.", len(notice.to), people=told)
    return late


def _quotation(text: str | None) -> str:
    return f"\n> {quoted(text)}" if text else ""


def _by_itself(notice: ClaimNotice, found: Claim, partner: Partner, reading: Reading) -> str:
    """A message of its own: it names the claim, which a reply under the card need not."""
    name, company = title(found, reading.program), safe(partner.name)
    heading = say("*{claim}* for {partner}", claim=name, partner=company)
    match notice:
        case ClaimLate():
            if not found.is_open:
                return say(NOT_OPEN_ANY_MORE, claim=name, partner=company)
            owner = say("with {person}", person=who(found.handler)) if found.handler else say("with nobody yet")
            return say(
                ":hourglass: *{claim}* for {partner} is late: it was due {day}, and is {with_whom}.",
                claim=name,
                partner=company,
                day=reading.format.day(notice.due_on),
                with_whom=owner,
            )
        case ClaimFlagged():
            return f"{heading}\n{_flagged(notice.attention)}"
        case ClaimAnswered():
            answered = say(
                ":speech_balloon: {person} of {partner} answered about *{claim}*:",
                person=who(notice.by),
                partner=company,
                claim=name,
            )
            return answered + _quotation(notice.text)
        case _:
            return f"{heading}\n{_in_thread(notice, reading)}"
