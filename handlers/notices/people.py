"""Messages about applications, invitations, and what happens to a partner's people."""

from __future__ import annotations

from typing import assert_never

from domain.membership import PeopleEvent
from domain.notices import ApplicationArrived, ApplicationDecided, Face, InviteSent, PeopleChanged, PeopleNotice
from domain.people import MemberRole
from domain.usecases.join import look_at
from handlers.blocks import button, buttons, section
from handlers.context import Reading
from handlers.ids import Action
from handlers.leads.list_views import quoted
from handlers.notices.partners import partner_of
from handlers.people.desk_views import card, card_text
from handlers.people.join_views import steps
from handlers.people.words import A_ROLE
from handlers.results import Post
from handlers.texts.format import safe
from handlers.texts.words import who


def people(notice: PeopleNotice, face: Face, reading: Reading) -> Post:
    """The message. LookupError where what it speaks of is gone."""
    match notice:
        case ApplicationArrived() | ApplicationDecided():
            return _application(notice, face, reading)
        case InviteSent():
            return _invited(notice, reading)
        case PeopleChanged():
            return _changed(notice, reading)
    assert_never(notice)


def _application(notice: ApplicationArrived | ApplicationDecided, face: Face, reading: Reading) -> Post:
    found = reading.uow.joining.application(notice.application_id)
    if found is None:
        raise LookupError(f"application {notice.application_id}")
    key = f"application-card:{found.id}"
    if face is Face.CARD:
        return Post(card_text(found), card(look_at(reading.uow, found), reading.house), remember_as=key)
    if not isinstance(notice, ApplicationDecided):
        raise ValueError(f"{notice.kind} is not told as {face}")
    if face is Face.THREAD:
        verb = "approved" if notice.partner_id else "declined"
        return Post(f"{who(notice.by)} {verb} it.", thread_of=key)
    return _answer(notice, found.company, found.reason, reading)


def _answer(notice: ApplicationDecided, company: str, reason: str | None, reading: Reading) -> Post:
    program = safe(reading.program.vendor.program)
    if notice.partner_id is None:
        text = f"Thank you for your interest. We can't take *{safe(company)}* into the {program} now:"
        why = f"> {quoted(reason or '')}"
        return Post(f"{text}\n{why}", [section(f"{text}\n{why}"), section(f"Questions: {_contact(reading)}")])
    partner = partner_of(notice.partner_id, reading)
    role = reading.uow.people.actor(notice.applicant).member_role
    text = f":tada: Welcome to the {program}! You are with *{safe(partner.name)}*, as {A_ROLE[role]}."
    if partner.slack_channel_id:
        text += f" Your channel: <#{partner.slack_channel_id}>."
    return Post(text, [section(text), *steps(role)])


def _invited(notice: InviteSent, reading: Reading) -> Post:
    invite = reading.uow.joining.invite(notice.invite_id)
    if invite is None:
        raise LookupError(f"invite {notice.invite_id}")
    partner, ends = partner_of(notice.partner_id, reading), reading.format.day_of(invite.expires_at)
    text = (
        f":wave: {who(notice.by)} invites you to *{safe(partner.name)}* in the "
        f"{safe(reading.program.vendor.program)}, as {A_ROLE[invite.role]}, until {ends}."
    )
    return Post(text, [section(text), buttons(button("Join", Action.JOIN_ACCEPT, str(invite.id), style="primary"))])


def _changed(notice: PeopleChanged, reading: Reading) -> Post:
    name = f"*{safe(partner_of(notice.partner_id, reading).name)}*"
    person, role = who(notice.person), A_ROLE[notice.role or MemberRole.MEMBER]
    match notice.event:
        case PeopleEvent.JOINED:
            text = f":wave: {person} has joined {name}, as {role}."
        case PeopleEvent.LEFT:
            text = f":wave: {person} has left {name}."
        case PeopleEvent.REMOVED:
            text = f"You aren't with {name} any more: {who(notice.by)} has removed you."
            return Post(text, [section(text)])
        case _:
            text = f"You are {role} of {name} now: {who(notice.by)} has changed your role."
            return Post(text, [section(text)])
    return Post(text, [section(text, accessory=button("People", Action.PEOPLE))])


def _contact(reading: Reading) -> str:
    contact = reading.program.vendor.contact
    return f"<mailto:{contact}|{contact}>"
