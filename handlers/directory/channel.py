"""Who admits partners gives a partner a channel that has none, or whose channel is closed."""

from __future__ import annotations

import uuid

from domain.usecases.partner_channels import ChannelWay, choose_channel, open_channel
from handlers.context import Context
from handlers.directory import channel_views as views
from handlers.directory.state import PartnerRef
from handlers.people.channel_inputs import CHANNEL, choice_of, way_of
from handlers.requests import Click, Submission
from handlers.results import OpenModal, UpdateModal
from handlers.values import modal_of


def open_form(click: Click, context: Context) -> OpenModal:
    """The form. A channel that is closed is most often replaced by one that is there already."""
    file = open_channel(context.uow, context.actor, PartnerRef.read(click.value).partner_id)
    way = ChannelWay.LINK if file.partner.slack_channel_id else ChannelWay.CREATE
    return OpenModal(views.form(file, way, str(uuid.uuid4()), context.house))


def way_chosen(click: Click, context: Context) -> UpdateModal:
    """The fields that the chosen way needs."""
    form = modal_of(click)
    file = open_channel(context.uow, context.actor, str(form.metadata["partner"]))
    way, channel = way_of(form.answers, ChannelWay.CREATE), form.answers.get(CHANNEL)
    return UpdateModal(views.form(file, way, str(form.metadata["key"]), context.house, channel_id=channel))


def channel_sent(sent: Submission, context: Context) -> UpdateModal:
    """Links the channel, or has one made."""
    metadata = sent.modal.metadata
    choice = choice_of(sent.modal.answers, str(metadata["key"]), context.house)
    partner = choose_channel(
        context.uow, context.program, context.actor, str(metadata["partner"]), choice, now=context.now
    )
    return UpdateModal(views.done(partner, choice.way))
