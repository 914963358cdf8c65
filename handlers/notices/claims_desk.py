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
from handlers.texts.catalogue import mark, say
from handlers.texts.format import safe
from handlers.texts.words import CLAIM_STATUS, who

FACES = frozenset({Face.CARD, Face.THREAD, Face.MANAGER})
"""How notices show themselves to those who deliver."""

NOT_OPEN_ANY_MORE = mark(":white_check_mark: *{title}* for {partner} was late and has been settled since.")


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
            text = say("{by} claimed it.", by=who(notice.by))
        case ClaimMoved():
            text = _moved(notice)
        case ClaimAsked():
            text = say(":speech_balloon: {by} asked:{quotation}", by=who(notice.by), quotation=_quotation(notice.text))
        case ClaimAnswered():
            text = say(
                ":speech_balloon: {by} answered:{quotation}", by=who(notice.by), quotation=_quotation(notice.text)
            )
        case ClaimAssigned():
            took = notice.by == notice.handler
            text = (
                say("{by} took it over.", by=who(notice.by))
                if took
                else say("{by} gave it to {handler}.", by=who(notice.by), handler=who(notice.handler))
            )
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
    former = say("{former} doesn't look after it any more. ", former=who(notice.former)) if notice.former else ""
    return say(":inbox_tray: {former}It waits here for somebody to take it.", former=former)


def _moved(notice: ClaimMoved) -> str:
    if notice.after is ClaimStatus.IN_PROGRESS:
        return say(
            "{emoji} {by} moved it to *{claim_status}*.",
            emoji=EMOJI[notice.after],
            by=who(notice.by),
            claim_status=CLAIM_STATUS[notice.after],
        )
    return say(
        "{emoji} {claim_status} by {by}.{quotation}",
        emoji=EMOJI[notice.after],
        claim_status=CLAIM_STATUS[notice.after],
        by=who(notice.by),
        quotation=_quotation(notice.text),
    )


def _decided(notice: ClaimDecided) -> str:
    if notice.by == SYSTEM:
        return say(":white_check_mark: The partner has the tier again and keeps it.")
    said = (
        say("{by} decided: the partner keeps it.", by=who(notice.by))
        if notice.kept
        else say("{by} ended it.", by=who(notice.by))
    )
    return f"{said}{_quotation(notice.text)}"


def _flagged(attention: Attention) -> str:
    if attention is Attention.TIER_LOST:
        return say(":warning: The partner has lost the tier this comes with. Keep it or end it?")
    return say(":mag: It has run for a year. Keep it or end it?")


def _late(notice: ClaimLate, reading: Reading) -> str:
    late = say("This was due {due_on} and is still open.", due_on=reading.format.day(notice.due_on))
    told = ", ".join(who(person) for person in notice.to)
    if notice.escalated and told:
        return say("{late} {told} {value} told.", late=late, told=told, value="was" if len(notice.to) == 1 else "were")
    return late


def _quotation(text: str | None) -> str:
    return f"\n> {quoted(text)}" if text else ""


def _by_itself(notice: ClaimNotice, found: Claim, partner: Partner, reading: Reading) -> str:
    """A message of its own: it names the claim, which a reply under the card need not."""
    name, company = title(found, reading.program), safe(partner.name)
    match notice:
        case ClaimLate():
            if not found.is_open:
                return say(NOT_OPEN_ANY_MORE).format(title=name, partner=company)
            owner = say("with {handler}", handler=who(found.handler)) if found.handler else say("with nobody yet")
            since = reading.format.day(notice.due_on)
            return say(
                ":hourglass: *{name}* for {company} is late: it was due {since}, and is {owner}.",
                name=name,
                company=company,
                since=since,
                owner=owner,
            )
        case ClaimFlagged():
            return say(
                "*{name}* for {company}\n{flagged}", name=name, company=company, flagged=_flagged(notice.attention)
            )
        case ClaimAnswered():
            return say(
                ":speech_balloon: {by} of {company} answered about *{name}*:{quotation}",
                by=who(notice.by),
                company=company,
                name=name,
                quotation=_quotation(notice.text),
            )
        case _:
            return say(
                "*{name}* for {company}\n{in_thread}", name=name, company=company, in_thread=_in_thread(notice, reading)
            )
