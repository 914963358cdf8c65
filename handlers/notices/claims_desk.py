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
from handlers.texts.format import safe
from handlers.texts.words import CLAIM_STATUS, who

FACES = frozenset({Face.CARD, Face.THREAD, Face.MANAGER})
"""How notices show themselves to those who deliver."""

NOT_OPEN_ANY_MORE = ":white_check_mark: *{title}* for {partner} was late and has been settled since."


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
    return [section(text), buttons(button("Open", Action.DESK_CLAIM, str(ClaimRef(claim.id))))]


def _in_thread(notice: ClaimNotice, reading: Reading) -> str:
    match notice:
        case ClaimArrived():
            text = f"{who(notice.by)} claimed it."
        case ClaimMoved():
            text = _moved(notice)
        case ClaimAsked():
            text = f":speech_balloon: {who(notice.by)} asked:{_quotation(notice.text)}"
        case ClaimAnswered():
            text = f":speech_balloon: {who(notice.by)} answered:{_quotation(notice.text)}"
        case ClaimAssigned():
            took = notice.by == notice.handler
            text = f"{who(notice.by)} took it over." if took else f"{who(notice.by)} gave it to {who(notice.handler)}."
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


def _released(notice: ClaimReleased) -> str:
    former = f"{who(notice.former)} doesn't look after it any more. " if notice.former else ""
    return f":inbox_tray: {former}It waits here for somebody to take it."


def _moved(notice: ClaimMoved) -> str:
    if notice.after is ClaimStatus.IN_PROGRESS:
        return f"{EMOJI[notice.after]} {who(notice.by)} moved it to *{CLAIM_STATUS[notice.after]}*."
    return f"{EMOJI[notice.after]} {CLAIM_STATUS[notice.after]} by {who(notice.by)}.{_quotation(notice.text)}"


def _decided(notice: ClaimDecided) -> str:
    if notice.by == SYSTEM:
        return ":white_check_mark: The partner has the tier again and keeps it."
    said = f"{who(notice.by)} decided: the partner keeps it." if notice.kept else f"{who(notice.by)} ended it."
    return f"{said}{_quotation(notice.text)}"


def _flagged(attention: Attention) -> str:
    if attention is Attention.TIER_LOST:
        return ":warning: The partner has lost the tier this comes with. Keep it or end it?"
    return ":mag: It has run for a year. Keep it or end it?"


def _late(notice: ClaimLate, reading: Reading) -> str:
    late = f"This was due {reading.format.day(notice.due_on)} and is still open."
    told = ", ".join(who(person) for person in notice.to)
    if notice.escalated and told:
        return f"{late} {told} {'was' if len(notice.to) == 1 else 'were'} told."
    return late


def _quotation(text: str | None) -> str:
    return f"\n> {quoted(text)}" if text else ""


def _by_itself(notice: ClaimNotice, found: Claim, partner: Partner, reading: Reading) -> str:
    """A message of its own: it names the claim, which a reply under the card need not."""
    name, company = title(found, reading.program), safe(partner.name)
    match notice:
        case ClaimLate():
            if not found.is_open:
                return NOT_OPEN_ANY_MORE.format(title=name, partner=company)
            owner = f"with {who(found.handler)}" if found.handler else "with nobody yet"
            since = reading.format.day(notice.due_on)
            return f":hourglass: *{name}* for {company} is late: it was due {since}, and is {owner}."
        case ClaimFlagged():
            return f"*{name}* for {company}\n{_flagged(notice.attention)}"
        case ClaimAnswered():
            return f":speech_balloon: {who(notice.by)} of {company} answered about *{name}*:{_quotation(notice.text)}"
        case _:
            return f"*{name}* for {company}\n{_in_thread(notice, reading)}"
