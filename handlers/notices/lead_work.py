"""Messages about the work on a lead: what the desk reads in the card's thread, and what the people meant are told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from domain.leads import Lead
from domain.notices import (
    Face,
    LeadAnswered,
    LeadAsked,
    LeadHandedOver,
    LeadLinked,
    LeadMessaged,
    LeadNoted,
    LeadScheduled,
    LeadWorkNotice,
)
from handlers.blocks import button, buttons, section
from handlers.context import Reading
from handlers.ids import Action
from handlers.leads.card import card_key
from handlers.leads.facts import title
from handlers.leads.list_views import quoted
from handlers.notices.lead_posts import card_of, lead_of
from handlers.notices.partners import partner_of
from handlers.results import Post
from handlers.texts.catalogue import Spoken, mark, say
from handlers.texts.format import Format, safe
from handlers.texts.words import who


def lead_work(notice: LeadWorkNotice, face: Face, reading: Reading) -> Post:
    """The card, the line in its thread, the message to whom it concerns, or the partner's version."""
    found = lead_of(notice.lead_id, reading)
    if face is Face.CARD:
        return card_of(found, reading)
    if face is Face.THREAD:
        return Post(_told_to_desk(notice, reading), thread_of=card_key(found.id))
    if face is Face.MANAGER:
        text = _told_to_rep(notice, found, reading)
        return Post(text, [section(text, accessory=button(say("Review"), Action.LEAD_REVIEW, str(found.id)))])
    text, details = _told_to_partner(notice, found), button(say("Details"), Action.LEAD, str(found.id))
    if isinstance(notice, LeadAsked):
        reply = button(say("Answer"), Action.LEAD_REPLY, str(found.id), style="primary")
        return Post(text, [section(text), buttons(reply, details)])
    return Post(text, [section(text, accessory=details)])


_SAID: Mapping[type, str] = Spoken(
    {
        LeadAsked: mark(":speech_balloon: {person} asked the partner:"),
        LeadAnswered: mark(":incoming_envelope: {person} answered:"),
        LeadMessaged: mark(":envelope: {person} wrote to the partner:"),
        LeadNoted: mark(":lock_with_ink_pen: Note by {person}, for our team only:"),
    }
)


def _told_to_desk(notice: LeadWorkNotice, reading: Reading) -> str:
    match notice:
        case LeadAsked() | LeadAnswered() | LeadMessaged() | LeadNoted():
            return f"{_SAID[type(notice)].format(person=who(notice.by))}\n> {quoted(notice.text)}"
        case LeadHandedOver():
            return _handed_over(notice)
        case LeadScheduled():
            return _scheduled(notice, reading.format)
        case LeadLinked():
            return _linked(notice)


def _linked(notice: LeadLinked) -> str:
    if not notice.main_id:
        return say(":link: {person} made it a deal of its own again.", person=who(notice.by))
    return say(
        ":link: {person} made it part of L-{number}: one deal, one reward.",
        person=who(notice.by),
        number=notice.main_id,
    )


def _scheduled(notice: LeadScheduled, fmt: Format) -> str:
    if notice.next_step_on is None:
        return say("{person} took the date of the next step out.", person=who(notice.by))
    day = fmt.day(date.fromisoformat(notice.next_step_on))
    return say(":calendar: {person} set the next step to {day}.", person=who(notice.by), day=day)


def _handed_over(notice: LeadHandedOver) -> str:
    by = who(notice.by)
    if notice.assignee is None:
        return say("{person} gave it back: it is nobody's now.", person=by)
    if notice.assignee == notice.by:
        return say("{person} took it on.", person=by)
    return say("{person} gave it to {colleague}.", person=by, colleague=who(notice.assignee))


def _told_to_rep(notice: LeadWorkNotice, lead: Lead, reading: Reading) -> str:
    partner = safe(partner_of(notice.partner_id, reading).name)
    match notice:
        case LeadAnswered():
            asked = quoted(notice.question)
            return say(
                ":incoming_envelope: {partner} answered about *{lead}*\n"
                "You asked:\n> {question}\n{person}:\n> {answer}",
                partner=partner,
                lead=title(lead),
                question=asked,
                person=who(notice.by),
                answer=quoted(notice.text),
            )
        case LeadHandedOver(assignee=None):
            return say(
                "{person} gave *{lead}* back to the desk: it is yours no more.", person=who(notice.by), lead=title(lead)
            )
        case LeadHandedOver() if notice.assignee is not None and reading.place.endswith(notice.assignee):
            return say(
                ":inbox_tray: *{lead}* from {partner} is yours now; it comes from {person}.",
                lead=title(lead),
                partner=partner,
                person=who(notice.by),
            )
        case LeadHandedOver() if notice.assignee is not None:
            return say(
                "{person} gave *{lead}* to {colleague}: it is yours no more.",
                person=who(notice.by),
                lead=title(lead),
                colleague=who(notice.assignee),
            )
        case _:
            return f"*{title(lead)}*: {_told_to_desk(notice, reading)}"


def _told_to_partner(notice: LeadWorkNotice, lead: Lead) -> str:
    """What a partner may read of it: never a note, nor who of the vendor's people has it."""
    match notice:
        case LeadAsked():
            return say(
                ":speech_balloon: A question about *{lead}*\n> {question}",
                lead=title(lead),
                question=quoted(notice.text),
            )
        case LeadAnswered():
            return say(
                ":incoming_envelope: {person} answered about *{lead}*\n> {answer}",
                person=who(notice.by),
                lead=title(lead),
                answer=quoted(notice.text),
            )
        case LeadMessaged():
            return say(":envelope: About *{lead}*\n> {message}", lead=title(lead), message=quoted(notice.text))
        case LeadLinked() if notice.main_id is not None:
            return say(
                ":link: *{lead}* is part of the deal of *L-{number}*: it brings one reward for both.",
                lead=title(lead),
                number=notice.main_id,
            )
        case LeadLinked():
            return say(":link: *{lead}* is a deal of its own again.", lead=title(lead))
        case _:
            return say("*{lead}*: our team is working on it.", lead=title(lead))
