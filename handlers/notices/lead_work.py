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
        LeadAsked: mark(":speech_balloon: {by} asked the partner:"),
        LeadAnswered: mark(":incoming_envelope: {by} answered:"),
        LeadMessaged: mark(":envelope: {by} wrote to the partner:"),
        LeadNoted: mark(":lock_with_ink_pen: Note by {by}, for our team only:"),
    }
)


def _told_to_desk(notice: LeadWorkNotice, reading: Reading) -> str:
    match notice:
        case LeadAsked() | LeadAnswered() | LeadMessaged() | LeadNoted():
            return f"{_SAID[type(notice)].format(by=who(notice.by))}\n> {quoted(notice.text)}"
        case LeadHandedOver():
            return _handed_over(notice)
        case LeadScheduled():
            return _scheduled(notice, reading.format)
        case LeadLinked():
            joined = (
                say("part of L-{main_id}: one deal, one reward", main_id=notice.main_id)
                if notice.main_id
                else say("a deal of its own again")
            )
            return say(":link: {by} made it {joined}.", by=who(notice.by), joined=joined)


def _scheduled(notice: LeadScheduled, fmt: Format) -> str:
    if notice.next_step_on is None:
        return say("{by} took the date of the next step out.", by=who(notice.by))
    day = fmt.day(date.fromisoformat(notice.next_step_on))
    return say(":calendar: {by} set the next step to {day}.", by=who(notice.by), day=day)


def _handed_over(notice: LeadHandedOver) -> str:
    by = who(notice.by)
    if notice.assignee is None:
        return say("{by} gave it back: it is nobody's now.", by=by)
    if notice.assignee == notice.by:
        return say("{by} took it on.", by=by)
    return say("{by} gave it to {assignee}.", by=by, assignee=who(notice.assignee))


def _told_to_rep(notice: LeadWorkNotice, lead: Lead, reading: Reading) -> str:
    partner = safe(partner_of(notice.partner_id, reading).name)
    match notice:
        case LeadAnswered():
            asked = quoted(notice.question)
            return say(
                ":incoming_envelope: {partner} answered about *{title}*\nYou asked:\n> {asked}\n{by}:\n> {text}",
                partner=partner,
                title=title(lead),
                asked=asked,
                by=who(notice.by),
                text=quoted(notice.text),
            )
        case LeadHandedOver(assignee=None):
            return say(
                "{by} gave *{title}* back to the desk: it is yours no more.", by=who(notice.by), title=title(lead)
            )
        case LeadHandedOver() if notice.assignee is not None and reading.place.endswith(notice.assignee):
            return say(
                ":inbox_tray: *{title}* from {partner} is yours now; it comes from {by}.",
                title=title(lead),
                partner=partner,
                by=who(notice.by),
            )
        case LeadHandedOver() if notice.assignee is not None:
            return say(
                "{by} gave *{title}* to {assignee}: it is yours no more.",
                by=who(notice.by),
                title=title(lead),
                assignee=who(notice.assignee),
            )
        case _:
            return f"*{title(lead)}*: {_told_to_desk(notice, reading)}"


def _told_to_partner(notice: LeadWorkNotice, lead: Lead) -> str:
    """What a partner may read of it: never a note, nor who of the vendor's people has it."""
    match notice:
        case LeadAsked():
            return say(
                ":speech_balloon: A question about *{title}*\n> {text}", title=title(lead), text=quoted(notice.text)
            )
        case LeadAnswered():
            return say(
                ":incoming_envelope: {by} answered about *{title}*\n> {text}",
                by=who(notice.by),
                title=title(lead),
                text=quoted(notice.text),
            )
        case LeadMessaged():
            return say(":envelope: About *{title}*\n> {text}", title=title(lead), text=quoted(notice.text))
        case LeadLinked() if notice.main_id is not None:
            return say(
                ":link: *{title}* is part of the deal of *L-{main_id}*: it brings one reward for both.",
                title=title(lead),
                main_id=notice.main_id,
            )
        case LeadLinked():
            return say(":link: *{title}* is a deal of its own again.", title=title(lead))
        case _:
            return say("*{title}*: our team is working on it.", title=title(lead))
