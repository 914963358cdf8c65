"""Messages about channels and people as Slack tells of them: what happened, what waits, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from domain.notices.surroundings import BotAdded, ChannelEvent, ChannelNews, PersonGone, SurroundingNotice, Welcomed
from handlers.blocks import button, buttons, section
from handlers.context import Reading
from handlers.directory.state import PartnerRef
from handlers.ids import Action
from handlers.notices.partners import partner_of
from handlers.people.join_views import steps
from handlers.results import Post
from handlers.texts.catalogue import Spoken, mark, say
from handlers.texts.format import safe
from handlers.texts.words import who

WAITS = mark("What we have to tell there waits and goes out then.")

HAPPENED: Mapping[ChannelEvent, str] = Spoken(
    {
        ChannelEvent.ARCHIVED: mark(":file_cabinet: {channel}, the channel of {partner}, was archived. Unarchive it."),
        ChannelEvent.REMOVED: mark(
            ":wave: I was removed from {channel}, the channel of {partner}, or never in it. "
            "Invite me: `/invite @{app}`."
        ),
        ChannelEvent.DELETED: mark(
            ":wastebasket: The channel of {partner} was deleted, or I am not in it. Invite me: `/invite @{app}`. "
            "If it is gone, link another one."
        ),
        ChannelEvent.UNSHARED: mark(
            ":electric_plug: {channel} is no longer shared with {partner}. Share it with their workspace again."
        ),
        ChannelEvent.RENAMED: mark(
            ":label: The channel of {partner} is called {channel} now. Everything goes on as before."
        ),
        ChannelEvent.BACK: mark(
            ":white_check_mark: {channel}, the channel of {partner}, is back. What has waited goes out now."
        ),
    }
)
OPEN = frozenset({ChannelEvent.RENAMED, ChannelEvent.BACK})
"""After these nothing waits."""

CLOSED = frozenset({ChannelEvent.ARCHIVED, ChannelEvent.REMOVED, ChannelEvent.DELETED})
"""After these another channel may be what helps."""


def surroundings(notice: SurroundingNotice, reading: Reading) -> Post:
    """The message. LookupError where the partner is gone."""
    match notice:
        case ChannelNews():
            return _channel(notice, reading)
        case PersonGone():
            return _person(notice, reading)
        case Welcomed():
            return _welcome(notice, reading)
        case BotAdded():
            return _added(notice)
    assert_never(notice)


def _channel(notice: ChannelNews, reading: Reading) -> Post:
    partner = partner_of(notice.partner_id, reading)
    text = HAPPENED[notice.what].format(
        channel=f"<#{notice.channel_id}>", partner=f"*{safe(partner.name)}*", app=reading.house.app_name
    )
    if notice.what not in OPEN:
        text = f"{text} {say(WAITS)}"
    way_on = button(say("Open"), Action.PARTNER, partner.id)
    if notice.what in CLOSED:
        way_on = button(say("Link another"), Action.PARTNER_CHANNEL, str(PartnerRef(partner.id)))
    return Post(text, [section(text, accessory=way_on)])


def _person(notice: PersonGone, reading: Reading) -> Post:
    partner = partner_of(notice.partner_id, reading)
    name = f"*{safe(partner.name)}*"
    if notice.is_back:
        text = say(
            ":bust_in_silhouette: {person} of {partner} is in Slack again, and hears from us as before.",
            person=who(notice.person),
            partner=name,
        )
    else:
        text = say(
            ":bust_in_silhouette: The account of {person} of {partner} was closed. They hear "
            "nothing more from us; what they gave and claimed stays with the company.",
            person=who(notice.person),
            partner=name,
        )
    if notice.was_last_owner:
        text += " " + say("They were the only owner: ask {partner} who it is to be now.", partner=name)
    return Post(text, [section(text, accessory=button(say("Open"), Action.PARTNER, partner.id))])


def _welcome(notice: Welcomed, reading: Reading) -> Post:
    partner, program = partner_of(notice.partner_id, reading), safe(reading.program.vendor.program)
    text = say(
        ":wave: Welcome to the {program}! You are with *{partner}*. Three things to begin with:",
        program=program,
        partner=safe(partner.name),
    )
    role = reading.uow.people.actor(notice.person).member_role
    return Post(text, [section(text), *steps(role)])


def _added(notice: BotAdded) -> Post:
    text = say(
        ":wave: I am in {channel} now. It is no partner's channel yet, so I keep quiet "
        "there. To link it, open its partner and choose *Link channel*.",
        channel=f"<#{notice.channel_id}>",
    )
    return Post(text, [section(text), buttons(button(say("All partners"), Action.PARTNERS))])
