"""The fields by which somebody chooses the channel of a partner: one to be made, or one that is there."""

from __future__ import annotations

from slack_sdk.models.blocks import (
    Block,
    ConversationFilter,
    ConversationSelectElement,
    RadioButtonsElement,
)

from domain.errors import Code, DomainError
from domain.usecases.partner_channels import ChannelChoice, ChannelWay
from handlers.blocks import chosen, field, option
from handlers.context import House
from handlers.ids import Action
from handlers.requests import Answers
from handlers.texts.catalogue import say

WAY, CHANNEL = "way", "channel"


def channel_inputs(
    name: str, way: ChannelWay, action: Action, house: House, *, elsewhere: bool, channel_id: str | None = None
) -> list[Block]:
    """The ways, and for a link the channel. `name` is that of a new channel.

    `elsewhere`: the company has a workspace of its own, whose people can't be brought in.
    """
    is_new = action is Action.APPLICATION_CHANNEL
    label = say("Channel for a new partner") if is_new else say("Channel")
    options = [
        option(say("Create #{channel}", channel=name), ChannelWay.CREATE),
        option(say("Link an existing one"), ChannelWay.LINK),
    ]
    if is_new:
        options.append(option(say("None yet"), ChannelWay.NONE))
    radio = RadioButtonsElement(options=options, initial_option=chosen(options, way), action_id=action)
    blocks: list[Block] = [field(WAY, label, radio, reports=True, hint=_hint(way, is_new=is_new, elsewhere=elsewhere))]
    if way is ChannelWay.LINK:
        select = ConversationSelectElement(
            initial_conversation=channel_id,
            filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
        )
        hint = say("{app} must be in it: /invite @{app}", app=house.app_name)
        blocks.append(field(CHANNEL, say("Channel shared with the partner"), select, hint=hint))
    return blocks


def choice_of(answers: Answers, key: str, house: House) -> ChannelChoice:
    """What was chosen. Raises DomainError: REQUIRED, CHANNEL_OF_DESK."""
    choice = ChannelChoice(way_of(answers, None), key, str(answers.get(CHANNEL) or "") or None)
    if choice.way is ChannelWay.LINK and choice.channel_id in house.desks:
        raise DomainError(Code.CHANNEL_OF_DESK, field=CHANNEL)
    return choice


def way_of(answers: Answers, default: ChannelWay | None) -> ChannelWay:
    """The way that is ticked. Raises DomainError(REQUIRED) where none is and there is no default."""
    ticked = str(answers.get(WAY) or "")
    if ticked in set(ChannelWay):
        return ChannelWay(ticked)
    if default is None:
        raise DomainError(Code.REQUIRED, field=WAY)
    return default


def _hint(way: ChannelWay, *, is_new: bool, elsewhere: bool) -> str | None:
    if way is not ChannelWay.CREATE:
        return None
    if elsewhere:
        return say("The company has a workspace of its own: you share the channel with it once it is there.")
    if is_new:
        return say("You and the applicant are brought in.")
    return say("The partner's people are brought in, and its account manager, or you where there is none.")
