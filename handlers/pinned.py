"""The pinned message of a partner's channel: with buttons for all that `/partner` does.

Commands do not reach members of a shared channel, buttons do.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from domain.partners import Partner
from handlers.blocks import buttons, header, section, small
from handlers.context import House
from handlers.ids import Action
from handlers.texts.catalogue import mark, say
from handlers.texts.format import safe
from handlers.ways import way_to

ABOUT = mark("Check your ARR and tier, get your benefits, hand us leads. Only you see the answers.")


def pinned(partner: Partner, house: House) -> list[Block]:
    """The message. It holds no figures: everybody in the channel reads it."""
    vendor = house.program.vendor
    return [
        header(vendor.program),
        section(say("Welcome, *{partner}*!", partner=safe(partner.name)) + "\n" + say(ABOUT)),
        buttons(
            way_to(Action.LEAD_FORM, style="primary"),
            way_to(Action.TALK_BEGIN),
            way_to(Action.OVERVIEW),
            way_to(Action.LEADS),
            way_to(Action.ESTIMATE),
            way_to(Action.ARR),
            way_to(Action.TIER),
            way_to(Action.BENEFITS),
            way_to(Action.PEOPLE),
        ),
        small(
            say(
                "You can also type `/partner` where your workspace has the app. Questions: {contact}",
                contact=vendor.contact,
            )
        ),
    ]
