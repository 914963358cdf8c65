"""The message about a partner's workspace that has removed the app."""

from __future__ import annotations

from domain.notices import AppRemoved
from handlers.blocks import button, section
from handlers.context import Reading
from handlers.ids import Action
from handlers.notices.partners import partner_of
from handlers.results import Post
from handlers.texts.format import safe


def app_removed(notice: AppRemoved, reading: Reading) -> Post:
    """For who looks after the partner: what waits now, and how it goes on."""
    partner = partner_of(notice.partner_id, reading)
    workspace = f" from {safe(notice.workspace)}" if notice.workspace and notice.workspace != partner.name else ""
    text = (
        f":electric_plug: *{safe(partner.name)}* has removed the app{workspace}. "
        "What we have to tell its people waits, and goes out when the app is installed again: "
        f"{safe(notice.install_url)}"
    )
    return Post(text, [section(text, accessory=button("Open", Action.PARTNER, partner.id))])
