"""The pinned message of a partner's channel: with buttons for all that `/partner` does.

Commands do not reach members of a shared channel, buttons do.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from domain.partners import Partner
from handlers.blocks import button, buttons, header, section, small
from handlers.context import House
from handlers.ids import Action
from handlers.texts.catalogue import mark, say
from handlers.texts.format import safe

ABOUT = mark("Check your ARR and tier, get your benefits, hand us leads. Only you see the answers.")


def pinned(partner: Partner, house: House) -> list[Block]:
    """The message. It holds no figures: everybody in the channel reads it."""
    vendor = house.program.vendor
    return [
        header(vendor.program),
        section(say("Welcome, *{partner}*!", partner=safe(partner.name)) + "\n" + say(ABOUT)),
        buttons(
            button(say("Submit a lead"), Action.LEAD_FORM, style="primary"),
            button(say("Tell me in a chat"), Action.TALK_BEGIN),
            button(say("Overview"), Action.OVERVIEW),
            button(say("My leads"), Action.LEADS),
            button(say("Estimate a deal"), Action.ESTIMATE),
            button(say("How my ARR adds up"), Action.ARR),
            button(say("My tier"), Action.TIER),
            button(say("My benefits"), Action.BENEFITS),
            button(say("People"), Action.PEOPLE),
        ),
        small(
            say(
                "You can also type `/partner` where your workspace has the app. Questions: {contact}",
                contact=vendor.contact,
            )
        ),
    ]
