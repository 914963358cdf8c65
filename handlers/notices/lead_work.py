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
        return Post(text, [section(text, accessory=button("Review", Action.LEAD_REVIEW, str(found.id)))])
    text, details = _told_to_partner(notice, found), button("Details", Action.LEAD, str(found.id))
    if isinstance(notice, LeadAsked):
        reply = button("Answer", Action.LEAD_REPLY, str(found.id), style="primary")
        return Post(text, [section(text), buttons(reply, details)])
    return Post(text, [section(text, accessory=details)])


_SAID: Mapping[type, str] = {
    LeadAsked: ":speech_balloon: {by} asked the partner:",
    LeadAnswered: ":incoming_envelope: {by} answered:",
    LeadMessaged: ":envelope: {by} wrote to the partner:",
    LeadNoted: ":lock_with_ink_pen: Note by {by}, for our team only:",
}


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
                f"part of L-{notice.main_id}: one deal, one reward" if notice.main_id else "a deal of its own again"
            )
            return f":link: {who(notice.by)} made it {joined}."


def _scheduled(notice: LeadScheduled, fmt: Format) -> str:
    if notice.next_step_on is None:
        return f"{who(notice.by)} took the date of the next step out."
    day = fmt.day(date.fromisoformat(notice.next_step_on))
    return f":calendar: {who(notice.by)} set the next step to {day}."


def _handed_over(notice: LeadHandedOver) -> str:
    by = who(notice.by)
    if notice.assignee is None:
        return f"{by} gave it back: it is nobody's now."
    if notice.assignee == notice.by:
        return f"{by} took it on."
    return f"{by} gave it to {who(notice.assignee)}."


def _told_to_rep(notice: LeadWorkNotice, lead: Lead, reading: Reading) -> str:
    partner = safe(partner_of(notice.partner_id, reading).name)
    match notice:
        case LeadAnswered():
            asked = quoted(notice.question)
            return (
                f":incoming_envelope: {partner} answered about *{title(lead)}*\n"
                f"You asked:\n> {asked}\n{who(notice.by)}:\n> {quoted(notice.text)}"
            )
        case LeadHandedOver(assignee=None):
            return f"{who(notice.by)} gave *{title(lead)}* back to the desk: it is yours no more."
        case LeadHandedOver() if notice.assignee is not None and reading.place.endswith(notice.assignee):
            return f":inbox_tray: *{title(lead)}* from {partner} is yours now; it comes from {who(notice.by)}."
        case LeadHandedOver() if notice.assignee is not None:
            return f"{who(notice.by)} gave *{title(lead)}* to {who(notice.assignee)}: it is yours no more."
        case _:
            return f"*{title(lead)}*: {_told_to_desk(notice, reading)}"


def _told_to_partner(notice: LeadWorkNotice, lead: Lead) -> str:
    """What a partner may read of it: never a note, nor who of the vendor's people has it."""
    match notice:
        case LeadAsked():
            return f":speech_balloon: A question about *{title(lead)}*\n> {quoted(notice.text)}"
        case LeadAnswered():
            return f":incoming_envelope: {who(notice.by)} answered about *{title(lead)}*\n> {quoted(notice.text)}"
        case LeadMessaged():
            return f":envelope: About *{title(lead)}*\n> {quoted(notice.text)}"
        case LeadLinked() if notice.main_id is not None:
            return f":link: *{title(lead)}* is part of the deal of *L-{notice.main_id}*: it brings one reward for both."
        case LeadLinked():
            return f":link: *{title(lead)}* is a deal of its own again."
        case _:
            return f"*{title(lead)}*: our team is working on it."
