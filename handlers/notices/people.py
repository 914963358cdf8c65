"""Messages about applications, invitations, and what happens to a partner's people."""

from __future__ import annotations

from typing import assert_never

from domain.membership import PeopleEvent
from domain.notices import (
    ApplicationArrived,
    ApplicationDecided,
    ApplicationSettled,
    Face,
    InviteSent,
    PeopleChanged,
    PeopleNotice,
)
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
from handlers.texts.catalogue import say
from handlers.texts.format import safe
from handlers.texts.words import who
from handlers.ways import way_to


def people(notice: PeopleNotice, face: Face, reading: Reading) -> Post:
    """The message. LookupError where what it speaks of is gone."""
    match notice:
        case ApplicationArrived() | ApplicationDecided() | ApplicationSettled():
            return _application(notice, face, reading)
        case InviteSent():
            return _invited(notice, reading)
        case PeopleChanged():
            return _changed(notice, reading)
    assert_never(notice)


def _application(
    notice: ApplicationArrived | ApplicationDecided | ApplicationSettled, face: Face, reading: Reading
) -> Post:
    found = reading.uow.joining.application(notice.application_id)
    if found is None:
        raise LookupError(f"application {notice.application_id}")
    key = f"application-card:{found.id}"
    if face is Face.CARD:
        return Post(card_text(found), card(look_at(reading.uow, found), reading.house), remember_as=key)
    if isinstance(notice, ApplicationSettled):
        name = safe(partner_of(notice.partner_id, reading).name)
        person = who(notice.applicant)
        text = say("{person} is with *{partner}* now: nothing left to decide.", person=person, partner=name)
        return Post(text, thread_of=key)
    if not isinstance(notice, ApplicationDecided):
        raise ValueError(f"{notice.kind} is not told as {face}")
    if face is Face.THREAD:
        by = who(notice.by)
        approved, declined = say("{person} approved it.", person=by), say("{person} declined it.", person=by)
        return Post(approved if notice.partner_id else declined, thread_of=key)
    return _answer(notice, found.company, found.reason, reading)


def _answer(notice: ApplicationDecided, company: str, reason: str | None, reading: Reading) -> Post:
    program = safe(reading.program.vendor.program)
    if notice.partner_id is None:
        text = say(
            "Thank you for your interest. We can't take *{company}* into the {program} now:",
            company=safe(company),
            program=program,
        )
        why = f"> {quoted(reason or '')}"
        return Post(
            f"{text}\n{why}",
            [section(f"{text}\n{why}"), section(say("Questions: {contact}", contact=_contact(reading)))],
        )
    partner = partner_of(notice.partner_id, reading)
    role = reading.uow.people.actor(notice.applicant).member_role
    text = say(
        ":tada: Welcome to the {program}! You are with *{partner}*, as {role}.",
        program=program,
        partner=safe(partner.name),
        role=A_ROLE[role],
    )
    if partner.slack_channel_id:
        text += " " + say("Your channel: {channel}.", channel=f"<#{partner.slack_channel_id}>")
    return Post(text, [section(text), *steps(role)])


def _invited(notice: InviteSent, reading: Reading) -> Post:
    invite = reading.uow.joining.invite(notice.invite_id)
    if invite is None:
        raise LookupError(f"invite {notice.invite_id}")
    partner, ends = partner_of(notice.partner_id, reading), reading.format.day_of(invite.expires_at)
    text = say(
        ":wave: {person} invites you to *{partner}* in the {program}, as {role}, until {day}.",
        person=who(notice.by),
        partner=safe(partner.name),
        program=safe(reading.program.vendor.program),
        role=A_ROLE[invite.role],
        day=ends,
    )
    return Post(
        text, [section(text), buttons(button(say("Join"), Action.JOIN_ACCEPT, str(invite.id), style="primary"))]
    )


def _changed(notice: PeopleChanged, reading: Reading) -> Post:
    name = f"*{safe(partner_of(notice.partner_id, reading).name)}*"
    person, role = who(notice.person), A_ROLE[notice.role or MemberRole.MEMBER]
    match notice.event:
        case PeopleEvent.JOINED:
            text = say(":wave: {person} has joined {partner}, as {role}.", person=person, partner=name, role=role)
        case PeopleEvent.LEFT:
            text = say(":wave: {person} has left {partner}.", person=person, partner=name)
        case PeopleEvent.REMOVED:
            text = say(
                "You aren't with {partner} any more: {person} has removed you.", partner=name, person=who(notice.by)
            )
            return Post(text, [section(text)])
        case _:
            text = say(
                "You are {role} of {partner} now: {person} has changed your role.",
                role=role,
                partner=name,
                person=who(notice.by),
            )
            return Post(text, [section(text)])
    return Post(text, [section(text, accessory=way_to(Action.PEOPLE))])


def _contact(reading: Reading) -> str:
    contact = reading.program.vendor.contact
    return f"<mailto:{contact}|{contact}>"
