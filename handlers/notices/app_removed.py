"""The message about a partner's workspace that has removed the app."""

from __future__ import annotations

from domain.notices import AppRemoved
from handlers.blocks import button, section
from handlers.context import Reading
from handlers.ids import Action
from handlers.notices.partners import partner_of
from handlers.results import Post
from handlers.texts.catalogue import say
from handlers.texts.format import safe


def app_removed(notice: AppRemoved, reading: Reading) -> Post:
    """For who looks after the partner: what waits now, and how it goes on."""
    partner = partner_of(notice.partner_id, reading)
    name = safe(partner.name)
    if notice.workspace and notice.workspace != partner.name:
        workspace = safe(notice.workspace)
        what = say(
            ":electric_plug: *{partner}* has removed the app from {workspace}.", partner=name, workspace=workspace
        )
    else:
        what = say(":electric_plug: *{partner}* has removed the app.", partner=name)
    waits = say(
        "What we have to tell its people waits, and goes out when the app is installed again: {link}",
        link=safe(notice.install_url),
    )
    text = f"{what} {waits}"
    return Post(text, [section(text, accessory=button(say("Open"), Action.PARTNER, partner.id))])
