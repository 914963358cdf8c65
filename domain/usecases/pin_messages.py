"""Seeing to it that every partner's channel has the pinned message in its newest edition."""

from __future__ import annotations

from domain.notices import ChannelReady
from domain.ports import UnitOfWork
from domain.usecases.telling import tell


def pin_messages(uow: UnitOfWork) -> int:
    """Tells each channel; what was told not long ago is not told again. How many partners have a channel."""
    partners = [each for each in uow.partners.by_id(uow.partners.ids()).values() if each.slack_channel_id]
    for partner in partners:
        tell(uow, ChannelReady(partner.id, str(partner.slack_channel_id)), partner)
    return len(partners)
