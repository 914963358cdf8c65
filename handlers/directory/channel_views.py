"""The form by which a partner is given a channel."""

from __future__ import annotations

from slack_sdk.models.views import View

from domain.manners import Trouble
from domain.partners import Partner
from domain.usecases.partner_channels import ChannelFile, ChannelWay
from handlers.blocks import modal, section
from handlers.context import House
from handlers.ids import Action, Callback
from handlers.people.channel_inputs import channel_inputs
from handlers.texts.catalogue import Spoken, mark, say
from handlers.texts.format import safe

TROUBLE = Spoken(
    {
        Trouble.ARCHIVED: mark("archived"),
        Trouble.REMOVED: mark("closed to me: I am not in it"),
        Trouble.DELETED: mark("gone, or I am not in it"),
        Trouble.UNSHARED: mark("no longer shared"),
    }
)


def form(file: ChannelFile, way: ChannelWay, key: str, house: House, *, channel_id: str | None = None) -> View:
    """How it stands, and the ways to a channel."""
    partner = file.partner
    elsewhere = partner.slack_team_id not in {None, house.vendor_team}
    name = house.program.joining.channel_name(partner.name, partner.id)
    return modal(
        say("Channel"),
        [
            section(_now(file)),
            *channel_inputs(name, way, Action.PARTNER_CHANNEL_WAY, house, elsewhere=elsewhere, channel_id=channel_id),
        ],
        callback=Callback.PARTNER_CHANNEL,
        submit=say("Save"),
        close=say("Cancel"),
        metadata={"partner": partner.id, "key": key},
    )


def done(partner: Partner, way: ChannelWay) -> View:
    """What comes of it."""
    return modal(say("Done"), [section(f":white_check_mark: *{safe(partner.name)}*: {comes_of(partner, way)}")])


def comes_of(partner: Partner, way: ChannelWay) -> str:
    """What happens about a partner's channel now."""
    if way is ChannelWay.LINK and partner.slack_channel_id:
        return say(
            "its channel is {channel}. The pinned message comes there, and what has waited.",
            channel=f"<#{partner.slack_channel_id}>",
        )
    if way is ChannelWay.CREATE:
        return say("its channel is being created. You hear by direct message when it is there.")
    return say("it has no channel yet.")


def _now(file: ChannelFile) -> str:
    name = f"*{safe(file.partner.name)}*"
    if file.partner.slack_channel_id is None:
        return say("{partner} has no channel. What we have to tell there waits.", partner=name)
    channel = f"<#{file.partner.slack_channel_id}>"
    if file.trouble is None:
        return say("The channel of {partner} is {channel}, and it works.", partner=name, channel=channel)
    return say(
        "The channel of {partner}, {channel}, is {trouble}. What we have to tell there waits.",
        partner=name,
        channel=channel,
        trouble=TROUBLE[file.trouble],
    )
