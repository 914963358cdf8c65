"""Messages about a partner's part in a lead: introduce it, has introduced it, wants to be invited."""

from __future__ import annotations

from domain.involvement import awaits_introduction
from domain.leads import Lead
from domain.notices import Face, IntroductionAsked, InvitationDue, LeadIntroduced, LeadInvolvementNotice
from handlers.blocks import button, section
from handlers.context import Reading
from handlers.ids import Action
from handlers.leads.card import card_key
from handlers.leads.facts import title
from handlers.notices.lead_posts import card_of, lead_of
from handlers.notices.partners import partner_of
from handlers.results import Post
from handlers.texts.catalogue import say
from handlers.texts.format import safe
from handlers.texts.words import who


def lead_involvement(notice: LeadInvolvementNotice, face: Face, reading: Reading) -> Post:
    """The card, the line in its thread, the rep's version, or the partner's."""
    found = lead_of(notice.lead_id, reading)
    if face is Face.CARD:
        return card_of(found, reading)
    if face is Face.THREAD:
        return Post(_told_to_rep(notice, found, reading), thread_of=card_key(found.id))
    if face is Face.MANAGER:
        text = _told_to_rep(notice, found, reading)
        return Post(text, [section(text, accessory=button(say("Review"), Action.LEAD_REVIEW, str(found.id)))])
    text = _told_to_partner(notice, found, reading)
    if isinstance(notice, IntroductionAsked) and awaits_introduction(found, reading.program):
        way_on = button(say("I've introduced them"), Action.LEAD_INTRODUCED, str(found.id), style="primary")
    else:
        way_on = button(say("Details"), Action.LEAD, str(found.id))
    return Post(text, [section(text, accessory=way_on)])


def _told_to_rep(notice: LeadInvolvementNotice, lead: Lead, reading: Reading) -> str:
    match notice:
        case LeadIntroduced():
            return say(
                ":handshake: {person} has introduced us to {contact} (*{lead}*). You can go on.",
                person=who(notice.by),
                contact=_contact(lead),
                lead=title(lead),
            )
        case InvitationDue():
            stage = reading.program.stage(notice.stage)
            partner = safe(partner_of(notice.partner_id, reading).name)
            return say(
                ":calendar: Please invite {person} of {partner} to the *{stage}* with *{lead}*: the "
                "partner wants to be at all meetings.",
                person=who(notice.person),
                partner=partner,
                stage=stage.name if stage else notice.stage,
                lead=title(lead),
            )
        case IntroductionAsked():
            return say(":handshake: The partner was asked to introduce us to {contact}.", contact=_contact(lead))


def _told_to_partner(notice: LeadInvolvementNotice, lead: Lead, reading: Reading) -> str:
    if isinstance(notice, LeadIntroduced):
        return say(
            ":handshake: {person} has introduced us to {contact}. Thank you! Next: we go on from there.",
            person=who(notice.by),
            contact=_contact(lead),
        )
    vendor = safe(reading.program.vendor.name)
    return say(
        ":handshake: *{lead}*: please introduce {vendor} to {contact} first, as you wanted. "
        "Once you have, press the button, and we go on.",
        lead=title(lead),
        vendor=vendor,
        contact=_contact(lead),
    )


def _contact(lead: Lead) -> str:
    return safe(f"{lead.contact.first_name} {lead.contact.last_name}")
