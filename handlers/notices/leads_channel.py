"""What a partner's channel reads of a lead: one message for each, kept up to date, with all else as replies to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from domain.notices import Face, Notice
from handlers.context import Reading
from handlers.leads.channel_card import channel_card, channel_key, channel_text
from handlers.notices.lead_posts import lead_of
from handlers.results import Post

Render = Callable[[Notice, Face, Reading], Post]


def is_for_partner(face: Face, reading: Reading) -> bool:
    """Whether a lead's notice goes into its thread in the partner's channel, or to one of the partner's people."""
    return face is Face.MEMBER or (face in {Face.CARD, Face.THREAD} and reading.place.startswith("partner:"))


def to_partner(notice: Notice, lead_id: int, face: Face, reading: Reading, render: Render) -> Post:
    """The lead's message, or the news of it as a reply or a direct message: the same words as NEWS."""
    if face is Face.CARD:
        lead = lead_of(lead_id, reading)
        return Post(
            channel_text(lead), channel_card(lead, reading.house, reading.today), remember_as=channel_key(lead.id)
        )
    news = render(notice, Face.NEWS, reading)
    thread = channel_key(lead_id) if face is Face.THREAD else None
    return replace(news, thread_of=thread, remember_as=None)
