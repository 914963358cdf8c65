"""The pinned message of a partner's channel: with buttons for all that `/partner` does.

Commands do not reach members of a shared channel, buttons do.
"""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from domain.partners import Partner
from handlers.blocks import button, buttons, header, section, small
from handlers.context import House
from handlers.ids import Action
from handlers.texts.format import safe

ABOUT = "Check your ARR and tier, get your benefits, hand us leads. Only you see the answers."


def pinned(partner: Partner, house: House) -> list[Block]:
    """The message. It holds no figures: everybody in the channel reads it."""
    vendor = house.program.vendor
    return [
        header(vendor.program),
        section(f"Welcome, *{safe(partner.name)}*!\n{ABOUT}"),
        buttons(
            button("Submit a lead", Action.LEAD_FORM, style="primary"),
            button("Tell me in a chat", Action.TALK_BEGIN),
            button("Overview", Action.OVERVIEW),
            button("My leads", Action.LEADS),
            button("Estimate a deal", Action.ESTIMATE),
            button("How my ARR adds up", Action.ARR),
            button("My tier", Action.TIER),
            button("My benefits", Action.BENEFITS),
            button("People", Action.PEOPLE),
        ),
        small(f"You can also type `/partner` where your workspace has the app. Questions: {vendor.contact}"),
    ]
