"""The shortcut "Turn into a lead" on a message: the form, filled in with what the message says."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from domain.lead_drafts import LeadDraft
from domain.usecases.lead_from_message import draft_from_message
from handlers.blocks import button, buttons, modal, section, small
from handlers.context import Context, House
from handlers.ids import Action
from handlers.leads.form_views import contact_page
from handlers.leads.labels import LABELS
from handlers.requests import Shortcut
from handlers.results import OpenModal
from handlers.texts.catalogue import mark, say
from handlers.texts.format import safe

TITLE = mark("Turn into a lead")
FOR_STAFF = mark(
    "Leads are handed over by partners. Ask the partner to use *Turn into a lead* on "
    "this message, or to tell me about the lead in our direct messages."
)
NOTHING_FOUND = mark("I couldn't find a name, an address or a number in this message. Please fill in what you know.")


def from_message(shortcut: Shortcut, context: Context) -> OpenModal:
    """The form with what was found. A message that is a lead already says so; staff hear who can do this."""
    actor = context.actor
    if actor.partner is None and actor.is_staff:
        return OpenModal(modal(say(TITLE), [section(say(FOR_STAFF))]))
    draft = draft_from_message(context.uow, context.program, actor, shortcut.text, shortcut.link, now=context.now)
    if draft.lead_id is not None:
        return OpenModal(already(draft.lead_id))
    return OpenModal(filled_in(draft, context.house))


def filled_in(draft: LeadDraft, house: House) -> View:
    """Page one with what the message says; above it, what that is."""
    view = contact_page(draft.so_far, draft.id, house)
    found = [label for name, label in LABELS.items() if draft.so_far.get(name)]
    note = (
        say(":mag: Found in the message: *{fields}*. Please check.", fields=safe(", ".join(found)))
        if found
        else say(NOTHING_FOUND)
    )
    view.blocks = [*(view.blocks or ())[:1], small(note), *(view.blocks or ())[1:]]
    return view


def already(lead_id: int) -> View:
    """The message was turned into a lead before."""
    number = f"L-{lead_id}"
    blocks: list[Block] = [
        section(say("You have turned this message into lead *{lead}* already.", lead=number)),
        buttons(button(say("Show {lead}", lead=number), Action.LEAD, str(lead_id))),
    ]
    return modal(say(TITLE), blocks)
